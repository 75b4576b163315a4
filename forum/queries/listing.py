"""Lists of questions: all, of a board or of a tag, filtered by state, in keyset pages and a fixed number of queries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.db.models import QuerySet

from community.lib import paging
from community.members.models import Member
from community.tags.models import Tag
from forum.models import Board, Expertise, Question
from forum.queries import people
from forum.queries.people import Person
from forum.queries.rows import VALUES, Row, rows

PAGE_SIZE = 20
OFTEN = 8
EXPERTS = 5

State = Literal["newest", "unanswered", "unsolved", "solved", "yours", "following"]
STATES: tuple[str, ...] = ("newest", "unanswered", "unsolved", "solved")
PERSONAL: tuple[str, ...] = ("yours", "following")


@dataclass(frozen=True)
class Listing:
    """One page of a list; `ids` are for tags of rooms above that say something about every row."""

    rows: list[Row]
    newer: str | None
    older: str | None
    state: str
    often: list[str]

    @property
    def ids(self) -> list[int]:
        return [row.id for row in self.rows]


def listing(
    query: Mapping[str, str],
    *,
    member: Member | None,
    language: str,
    board: Board | None = None,
    tag: Tag | None = None,
) -> Listing:
    """The page that an address asks for with `state`, `after` and `before`: three queries, whatever its length."""
    state = asked_state(query, member)
    questions = selection(state, member)
    if board is not None:
        questions = questions.filter(board=board)
    if tag is not None:
        questions = questions.filter(taggings__tag=tag)
    page = paging.requested(questions.values(*VALUES), query, fields=("-created_at", "-id"), size=PAGE_SIZE)
    shown = rows(page.items, language)
    counted = Counter(slug for row in shown for slug in row.tags if tag is None or slug != tag.slug)
    return Listing(
        shown, page.newer, page.older, state, [slug for slug, _count in counted.most_common(OFTEN)]
    )


def asked_state(query: Mapping[str, str], member: Member | None) -> str:
    state = query.get("state", "")
    return state if state in STATES or (member is not None and state in PERSONAL) else "newest"


def selection(state: str, member: Member | None) -> QuerySet:
    """The questions of a state that `member` may see."""
    questions = Question.objects.visible_to(member).filter(hidden_at=None)
    if state == "unanswered":
        return questions.unanswered()
    if state == "unsolved":
        return questions.unsolved()
    if state == "solved":
        return questions.solved()
    if state == "yours":
        return Question.objects.visible_to(member).filter(author=member)
    if state == "following":
        return questions.filter(follows__member=member)
    return questions


def experts(board: Board, language: str) -> list[Person]:
    """Employees who answer officially on this board."""
    found = (
        Expertise.objects.confirmed()
        .filter(board=board, member__is_active=True, member__erased_at=None, member__department__isnull=False)
        .order_by("confirmed_at", "id")
        .values(*(f"member__{name}" for name in people.FIELDS))[:EXPERTS]
    )
    return [people.person(row, language, "member__") for row in found]
