"""The reader's layer of a thread: what its first query brings along for the signed-in member."""

from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from community.members.models import Member
from forum.models import (
    Answer,
    AnswerMark,
    Ballot,
    Bookmark,
    Draft,
    Expertise,
    Follow,
    MeToo,
    QuestionTag,
    Visit,
)
from forum.models.drafts import place_of_answer
from forum.queries.lastword import last_word
from forum.queries.reader import Viewer
from reputation.models import Standing


def columns(member: Member, question_id: int) -> dict:
    """The reader's layer rides along as scalar subqueries, so that a signed-in page costs no further query."""
    kept = Bookmark.objects.filter(member=member, question=OuterRef("pk"))
    ballots: QuerySet = Ballot.objects.open().filter(member=member, question=OuterRef("pk"))
    return {
        "vote_on_question": Subquery(ballots.filter(answer=None).values("value")[:1]),
        "vote_on_answer": Subquery(ballots.filter(answer=OuterRef("cards__answer_id")).values("value")[:1]),
        "is_followed": Exists(Follow.objects.filter(member=member, question=OuterRef("pk"))),
        "is_joined": Exists(MeToo.objects.filter(member=member, question=OuterRef("pk"))),
        "keeps_question": Exists(kept.filter(answer=None)),
        "keeps_answer": Exists(kept.filter(answer=OuterRef("cards__answer_id"))),
        "mark_on_answer": Subquery(
            AnswerMark.objects.filter(member=member, answer=OuterRef("cards__answer_id")).values("kind")[:1]
        ),
        "total": Coalesce(Subquery(Standing.objects.filter(member=member).values("total")[:1]), Value(0)),
        "was_accepted": Exists(Answer.objects.filter(author=member, accepted_at__isnull=False)),
        "asker_at": last_word(),
        "is_expert": _is_expert(member) if member.is_employee else Value(False),
        "seen_at": Subquery(
            Visit.objects.filter(member=member, question=OuterRef("pk")).values("seen_at")[:1]
        ),
        **{f"draft_{name}": _of_draft(member, question_id, name) for name in ("fields", "kept_at")},
    }


def _of_draft(member: Member, question_id: int, name: str) -> Case:
    """Of the answer being written; a long one rides along on the first row only."""
    drafts = Draft.objects.filter(member=member, place=place_of_answer(question_id))
    return Case(When(cards__answer=None, then=Subquery(drafts.values(name)[:1])))


def _is_expert(member: Member) -> Exists:
    tags = QuestionTag.objects.filter(question=OuterRef(OuterRef("pk"))).values("tag")
    return Exists(
        Expertise.objects.confirmed().filter(Q(board=OuterRef("board")) | Q(tag__in=tags), member=member)
    )


def viewer(rows: list[dict], member: Member, now: datetime) -> Viewer:
    """The reader, from rows that hold `columns`."""
    first = rows[0]
    answered = [row for row in rows if row["cards__answer_id"]]
    kept = {str(row["cards__answer_id"]) for row in answered if row["keeps_answer"]}
    return Viewer(
        member=member,
        points=max(1, 1 + first["total"]),
        has_been_accepted=bool(first["was_accepted"]),
        now=now,
        asker_at=first["asker_at"],
        follows=first["is_followed"],
        joined=first["is_joined"],
        votes={
            "q": first["vote_on_question"] or 0,
            **{str(row["cards__answer_id"]): row["vote_on_answer"] or 0 for row in answered},
        },
        bookmarks=frozenset(kept | {"q"} if first["keeps_question"] else kept),
        marks={str(row["cards__answer_id"]): row["mark_on_answer"] or "" for row in answered},
        answers_officially=member.is_employee and (member.is_agent or bool(first["is_expert"])),
        draft=Draft(fields=first["draft_fields"], kept_at=first["draft_kept_at"])
        if first["draft_fields"]
        else None,
    )
