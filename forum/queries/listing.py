"""Lists of questions by state, board, tag and language: in keyset pages and a fixed number of queries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.db.models import OuterRef, QuerySet

from community.lib import languages, paging
from community.lib.sharedcache import CACHE_ERRORS
from community.members.models import Member
from forum.models import Board, Expertise, Question, Visit
from forum.queries import people
from forum.queries.filters import SORTS, Filters
from forum.queries.people import Person
from forum.queries.rows import VALUES, Row, rows

PAGE_SIZE = 20
OFTEN = 8
EXPERTS = 5
# An empty list counts what each filter keeps away, up to here.
COUNTED = 100
# How long a language that was never used before may be missing from a menu, in seconds.
LANGUAGES_KEPT = 600


@dataclass(frozen=True)
class Listing:
    """One page of a list; `ids` are for tags of rooms above that say something about every row."""

    rows: list[Row]
    newer: str | None
    older: str | None
    often: list[str]
    # Questions in which something happened since the member was there; none for a visitor.
    fresh: frozenset[int] = frozenset()

    @property
    def ids(self) -> list[int]:
        return [row.id for row in self.rows]


def listing(filters: Filters, query: Mapping[str, str], *, member: Member | None, language: str) -> Listing:
    """The page that an address asks for with `after` and `before`: three queries, whatever its length."""
    questions = selection(filters, member)
    columns = (*VALUES, "active_at")
    if member is not None:
        visits = Visit.objects.filter(member=member, question=OuterRef("pk"))
        questions, columns = questions.annotate(seen_at=visits.values("seen_at")[:1]), (*columns, "seen_at")
    page = paging.requested(questions.values(*columns), query, fields=SORTS[filters.sort], size=PAGE_SIZE)
    fresh = frozenset(
        row["id"] for row in page.items if row.get("seen_at") and row["active_at"] > row["seen_at"]
    )
    shown = rows(page.items, language)
    own = filters.tag.slug if filters.tag else ""
    counted = Counter(slug for row in shown for slug in row.tags if slug != own)
    often = [slug for slug, _count in counted.most_common(OFTEN)]
    return Listing(shown, page.newer, page.older, often, fresh)


def selection(filters: Filters, member: Member | None) -> QuerySet[Question]:
    """The questions that fit, as far as `member` may see them."""
    questions = _of_state(filters.state, member)
    if filters.board is not None:
        questions = questions.filter(board=filters.board)
    if filters.tag is not None:
        questions = questions.filter(taggings__tag=filters.tag)
    if filters.language:
        questions = questions.filter(language=filters.language)
    return questions


def without(filters: Filters, name: str, member: Member | None) -> int:
    """How many questions there are without this one filter, counted up to one more than COUNTED."""
    dropped = replace(filters, **{name: "" if name in ("state", "language") else None})
    return selection(dropped, member).order_by()[: COUNTED + 1].count()


def languages_in_use() -> list[str]:
    """The languages that questions are in, those of the site first, then by code."""
    try:
        used = cache.get_or_set("questions:languages", _languages, LANGUAGES_KEPT)
    except CACHE_ERRORS:
        used = _languages()
    return [code for code in languages.known() if code in used or code in languages.spoken()]


def experts(board: Board, language: str) -> list[Person]:
    """Employees who answer officially on this board."""
    found = (
        Expertise.objects.confirmed()
        .filter(board=board, member__is_active=True, member__erased_at=None, member__department__isnull=False)
        .order_by("confirmed_at", "id")
        .values(*(f"member__{name}" for name in people.FIELDS))[:EXPERTS]
    )
    return [people.person(row, language, "member__") for row in found]


def _of_state(state: str, member: Member | None) -> QuerySet[Question]:
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


def _languages() -> list[str]:
    shown = Question.objects.filter(hidden_at=None).exclude(language="")
    return list(shown.order_by("language").values_list("language", flat=True).distinct())
