"""The question page: thread, people, timeline and the reader's layer, in a fixed three queries whatever its length."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString, mark_safe

from community.events.models import Event
from community.members.models import Member
from forum.models import Answer, Ballot, Board, Expertise, Follow, MeToo, Question, QuestionTag
from forum.queries import cards, timeline, verdicts
from forum.queries.moments import moments
from forum.queries.people import Person, people
from forum.queries.verdicts import Verdict
from forum.queries.viewer import MemberButtons, Viewer, VisitorButtons
from reputation.models import Standing

_QUESTION = (
    "id", "title", "slug", "language", "status", "status_reason", "status_by_id", "author_id", "created_at",
    "edited_at", "active_at", "hidden_at", "score", "answer_count", "accepted_count", "me_too_count", "board_id",
    "duplicate_of_id",
)  # fmt: skip
_ANSWER = (
    "id", "author_id", "created_at", "edited_at", "hidden_at", "score", "accepted_at", "accepted_by_id",
    "official_at", "official_by_id",
)  # fmt: skip
# A thread that was discussed for years still has a timeline of one screen.
EVENTS_READ = 60


@dataclass(frozen=True)
class QuestionPage:
    """All a template needs; `question` is a partial row for rules and tags of rooms above, never to be saved."""

    question: Question
    board_path: str
    board_name: str
    lang: str
    verdict: Verdict
    card: SafeString
    answers: list[SafeString]
    moments: list[timeline.Moment]
    asker: Person
    hidden_because: str
    slots: list[str]
    viewer: Viewer | None

    @property
    def is_own(self) -> bool:
        return self.viewer is not None and self.viewer.member.pk == self.question.author_id


def question_page(
    question_id: int, *, member: Member | None, language: str, now: datetime
) -> QuestionPage | None:
    """The page as `member` (None: a visitor) may see it, or None when there is none for them."""
    rows = _rows(question_id, member, language)
    if not _is_complete(rows):
        stored = Question.objects.visible_to(member).filter(pk=question_id).first()
        if stored is None:
            return None
        cards.refresh_thread(stored)
        rows = _rows(question_id, member, language)
    question, board = _question(rows[0]), _board(rows[0])
    answers = {row["cards__answer_id"]: _answer(row, question) for row in rows if row["cards__answer_id"]}
    viewer = _viewer(rows, member, now) if member else None
    events = list(
        Event.objects.filter(thread=question.subject, kind__in=[*timeline.kinds(), *_HIDINGS])
        .order_by("-id")
        .values("kind", "actor_id", "at", "details", "subject")[:EVENTS_READ]
    )[::-1]
    known = people(_people_ids(rows, events, question), language)
    buttons = MemberButtons(viewer, question, answers) if viewer else VisitorButtons(question, answers)
    html = {
        row["cards__answer_id"]: mark_safe(cards.assembled(row["cards__html"], known, buttons.of))
        for row in rows
    }
    return QuestionPage(
        question=question,
        board_path=board.path(),
        board_name=board.name_in(language),
        lang=question.language if question.language != language else "",
        verdict=verdicts.of(question, list(answers.values()), known, moments(language), _original(rows[0])),
        card=html[None],
        answers=[html[answer.pk] for answer in sorted(answers.values(), key=_order)],
        moments=timeline.told(events, known, moments(language)),
        asker=known.get(question.author_id) or known[None],
        hidden_because=_hidden_because(question, events),
        slots=[f"board:{question.board_id}", *(f"member:{number}" for number in known if number)],
        viewer=viewer,
    )


_HIDINGS = ("question.hidden",)


def _rows(question_id: int, member: Member | None, language: str) -> list[dict]:
    """One row per visible card, the question's own first; what repeats is small beside the bodies."""
    shown = Q(cards__answer=None) | Q(cards__answer__hidden_at=None)
    if member is not None:
        shown |= Q(cards__answer__author=member)
    if member is not None and (member.is_moderator or member.is_manager):
        shown = Q()
    rows = (
        Question.objects.visible_to(member)
        .filter(shown, pk=question_id, cards__language=language)
        .order_by(F("cards__answer_id").asc(nulls_first=True))
        .annotate(**(_personal(member) if member else {}))
    )
    return list(
        rows.values(
            *_QUESTION, "board__slug", "board__name", "board__name_nl", "duplicate_of__title", "duplicate_of__slug",
            "duplicate_of__hidden_at", "cards__html", "cards__people", "cards__answer_id",
            *(f"cards__answer__{name}" for name in _ANSWER if name != "id"),
            *(_personal(member) if member else ()),
        )
    )  # fmt: skip


def _personal(member: Member) -> dict:
    """The reader's layer rides along as scalar subqueries, so that a signed-in page costs no further query."""
    ballots: QuerySet = Ballot.objects.open().filter(member=member, question=OuterRef("pk"))
    return {
        "vote_on_question": Subquery(ballots.filter(answer=None).values("value")[:1]),
        "vote_on_answer": Subquery(ballots.filter(answer=OuterRef("cards__answer_id")).values("value")[:1]),
        "is_followed": Exists(Follow.objects.filter(member=member, question=OuterRef("pk"))),
        "is_joined": Exists(MeToo.objects.filter(member=member, question=OuterRef("pk"))),
        "total": Coalesce(Subquery(Standing.objects.filter(member=member).values("total")[:1]), Value(0)),
        "was_accepted": Exists(Answer.objects.filter(author=member, accepted_at__isnull=False)),
        "is_expert": _is_expert(member) if member.is_employee else Value(False),
    }


def _is_expert(member: Member) -> Exists:
    tags = QuestionTag.objects.filter(question=OuterRef(OuterRef("pk"))).values("tag")
    return Exists(
        Expertise.objects.confirmed().filter(Q(board=OuterRef("board")) | Q(tag__in=tags), member=member)
    )


def _is_complete(rows: list[dict]) -> bool:
    """Whether every post has its card: after an import or a new language they are rendered at the first reading."""
    if not rows or rows[0]["cards__answer_id"] is not None:
        return False
    shown = sum(1 for row in rows if row["cards__answer_id"] and row["cards__answer__hidden_at"] is None)
    return shown >= rows[0]["answer_count"]


def _question(row: dict) -> Question:
    return Question(**{name: row[name] for name in _QUESTION})


def _board(row: dict) -> Board:
    return Board(
        pk=row["board_id"], slug=row["board__slug"], name=row["board__name"], name_nl=row["board__name_nl"]
    )


def _answer(row: dict, question: Question) -> Answer:
    values = {name: row[f"cards__answer__{name}"] for name in _ANSWER if name != "id"}
    return Answer(pk=row["cards__answer_id"], question=question, **values)


def _original(row: dict) -> tuple[str, str] | None:
    """Path and title of the question this one repeats, when it can be shown."""
    if row["duplicate_of_id"] is None or row["duplicate_of__hidden_at"] is not None:
        return None
    return f"/questions/{row['duplicate_of_id']}/{row['duplicate_of__slug']}/", row["duplicate_of__title"]


def _viewer(rows: list[dict], member: Member, now: datetime) -> Viewer:
    first = rows[0]
    votes = {
        str(row["cards__answer_id"]): row["vote_on_answer"] or 0 for row in rows if row["cards__answer_id"]
    }
    return Viewer(
        member=member,
        points=max(1, 1 + first["total"]),
        has_been_accepted=bool(first["was_accepted"]),
        now=now,
        follows=first["is_followed"],
        joined=first["is_joined"],
        votes=votes | {"q": first["vote_on_question"] or 0},
        answers_officially=member.is_employee and (member.is_agent or bool(first["is_expert"])),
    )


def _people_ids(rows: list[dict], events: list[dict], question: Question) -> set[int | None]:
    ids = {person for row in rows for person in row["cards__people"]}
    return ids | {event["actor_id"] for event in events} | {question.author_id, question.status_by_id}


def _order(answer: Answer) -> tuple:
    """Solution, official word, then by what others found helpful, the earlier first."""
    return (
        answer.accepted_at is None,
        answer.official_at is None,
        -answer.score,
        answer.created_at,
        answer.pk,
    )


def _hidden_because(question: Question, events: list[dict]) -> str:
    if question.hidden_at is None:
        return ""
    reasons = [event["details"].get("reason", "") for event in events if event["kind"] == "question.hidden"]
    return reasons[-1] if reasons else ""
