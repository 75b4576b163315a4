"""A member's page: who they are, what they know, and what they asked, answered and solved."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.safestring import SafeString

from community.lib import paging
from community.members.models import Member
from forum import rules
from forum.models import Answer, Expertise, Follow, Question
from forum.queries import people
from forum.queries.moments import moments
from forum.queries.people import Person
from forum.queries.rows import VALUES, Row, rows

PAGE_SIZE = 15
KNOWS = 8
TOPICS = 10
TABS = ("answers", "questions", "solved", "official")
_ABOUT = (*people.FIELDS, "joined_at", "department_id", "shows_activity", "is_followable")
ANSWER_VALUES = ("id", "created_at", "accepted_at", "official_at", "question__title", "question__language")


@dataclass(frozen=True, slots=True)
class AnswerLine:
    path: str
    title: str
    lang: str
    symbol: str
    is_official: bool
    when: SafeString


@dataclass(frozen=True, slots=True)
class Topic:
    """A word in whose questions a member answered so often, and solved so many."""

    word: str
    answered: int
    solved: int


@dataclass(frozen=True, slots=True)
class Known:
    """A field of confirmed expertise: a board by its name, or a word."""

    path: str
    label: str
    is_word: bool


@dataclass(frozen=True)
class MemberPage:
    """What everybody may know about a member. Points are the member's own business; what counts is who was helped."""

    id: int
    person: Person
    about: str
    joined: str
    # They would rather not show a list of what they wrote; unless it is open to this reader, what follows is empty.
    is_private: bool
    is_open: bool
    may_follow: bool
    is_followed: bool
    answered: int
    asked: int
    helped: int
    knows: list[Known]
    topics: list[Topic]
    tab: str
    lines: list[AnswerLine] | list[Row]
    newer: str | None
    older: str | None


def member_page(
    member_id: int, query: Mapping[str, str], *, viewer: Member | None, language: str
) -> MemberPage | None:
    """The page of a member who is here, with the list its address asks for by `state`, or None: eight queries."""
    found = Member.objects.filter(pk=member_id, erased_at=None).values(*_ABOUT).first()
    if found is None:
        return None
    member = Member(
        **{name: found[name] for name in ("id", "department_id", "shows_activity", "is_followable")}
    )
    is_open = rules.may_see_activity(viewer, member)
    answers = answers_of(member_id)
    counts = answers.aggregate(answered=Count("id"), helped=Count("id", filter=Q(accepted_at__isnull=False)))
    questions = Question.objects.listed().filter(author=member_id)
    tab = _tab(query.get("state"), counts["answered"], member)
    page, lines = _listed(tab, questions, answers, query, language) if is_open else (_NOTHING, [])
    may_follow = viewer is not None and rules.may_follow(viewer, member)
    return MemberPage(
        id=member_id,
        person=people.person(found, language),
        about=found["about"],
        joined=moments(language).date(found["joined_at"]),
        is_private=not member.shows_activity,
        is_open=is_open,
        may_follow=may_follow,
        is_followed=may_follow and Follow.objects.filter(member=viewer, followed=member_id).exists(),
        answered=counts["answered"] if is_open else 0,
        helped=counts["helped"],
        asked=questions.count() if is_open else 0,
        knows=_knows(member_id, language),
        topics=_topics(answers) if is_open else [],
        tab=tab,
        lines=lines,
        newer=page.newer,
        older=page.older,
    )


def answers_of(member_id: int) -> QuerySet[Answer]:
    """Their answers that everyone may come across."""
    return Answer.objects.visible_to(None).filter(author=member_id, question__unlisted_at=None)


def answer_lines(found: list[dict], language: str) -> list[AnswerLine]:
    """Of rows that hold ANSWER_VALUES."""
    return [
        AnswerLine(
            f"/answers/{row['id']}/",
            row["question__title"],
            row["question__language"] if row["question__language"] != language else "",
            "solved" if row["accepted_at"] else "answered",
            row["official_at"] is not None,
            moments(language).stamp(row["created_at"]),
        )
        for row in found
    ]


_NOTHING = paging.Page([], None, None)


def _tab(asked: str | None, answered: int, member: Member) -> str:
    """Who never answered is met by their questions."""
    if asked in TABS and (asked != "official" or member.is_employee):
        return asked
    return "answers" if answered else "questions"


def _listed(
    tab: str, questions: QuerySet, answers: QuerySet, query: Mapping[str, str], language: str
) -> tuple[paging.Page, list[AnswerLine] | list[Row]]:
    wanted = {
        "questions": questions.values(*VALUES),
        "answers": answers.values(*ANSWER_VALUES),
        "solved": answers.filter(accepted_at__isnull=False).values(*ANSWER_VALUES),
        "official": answers.filter(official_at__isnull=False).values(*ANSWER_VALUES),
    }[tab]
    page = paging.requested(wanted, query, fields=("-created_at", "-id"), size=PAGE_SIZE)
    if tab == "questions":
        return page, rows(page.items, language, with_tags=False)
    return page, answer_lines(page.items, language)


def _knows(member_id: int, language: str) -> list[Known]:
    """Boards and words of confirmed expertise."""
    known = Expertise.objects.confirmed().filter(member=member_id).order_by("board__position", "id")
    return [
        Known(one.board.path(), one.board.name_in(language), False)
        if one.board
        else Known(f"/tags/{one.tag.slug}/", one.tag.slug, True)
        for one in known.select_related("board", "tag")[:KNOWS]
    ]


def _topics(answers: QuerySet[Answer]) -> list[Topic]:
    """The words in whose questions they solved most."""
    found = (
        answers.filter(question__taggings__tag__isnull=False)
        .values("question__taggings__tag__slug")
        .annotate(answered=Count("id"), solved=Count("id", filter=Q(accepted_at__isnull=False)))
        .order_by("-solved", "-answered", "question__taggings__tag__slug")
        .values_list("question__taggings__tag__slug", "answered", "solved")
    )
    return [Topic(*row) for row in found[:TOPICS]]
