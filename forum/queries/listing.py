"""Lists of questions, narrowed and sorted as their address says: in keyset pages and a fixed number of queries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import OuterRef, QuerySet

from community.lib import paging
from community.members.models import Member
from forum.models import Answer, Board, Question, Visit
from forum.queries.choices import choices, kept
from forum.queries.experts import experts as confirmed
from forum.queries.filters import Filters
from forum.queries.needing import needing, unread
from forum.queries.people import Person
from forum.queries.rows import VALUES, Row, rows

PAGE_SIZE = 20
OFTEN = 8
EXPERTS = 5
# As long as a stored page.
EXPERTS_KEPT = 300
# An empty list counts what each filter keeps away, up to here.
COUNTED = 100


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
    """The page that an address asks for with `after` and `before`: three queries, whatever its length.

    The first page of a board's whole list costs one more, for what is kept on top of it.
    """
    questions, columns = selection(filters, member), (*VALUES, "active_at", "score")
    if member is not None:
        visits = Visit.objects.filter(member=member, question=OuterRef("pk"))
        questions, columns = questions.annotate(seen_at=visits.values("seen_at")[:1]), (*columns, "seen_at")
    values, on_top = questions.values(*columns), []
    if filters.keeps_on_top:
        values, pinned = values.filter(pinned_at=None), values.filter(pinned_at__isnull=False)
    page = paging.requested(values, query, fields=filters.order, size=PAGE_SIZE)
    if filters.keeps_on_top and page.newer is None:
        on_top = list(pinned.order_by("-pinned_at", "-id"))
    found = [*on_top, *page.items]
    shown = rows(found, language)
    shown = [replace(row, is_kept=True) for row in shown[: len(on_top)]] + shown[len(on_top) :]
    return Listing(shown, page.newer, page.older, _often(shown, filters), _fresh(found, filters))


def selection(filters: Filters, member: Member | None) -> QuerySet[Question]:
    """The questions that fit, as far as `member` may see them."""
    questions = _of_state(filters.state, member)
    if filters.board is not None:
        questions = questions.filter(board=filters.board)
    if filters.tag is not None:
        questions = questions.filter(taggings__tag=filters.tag)
    if filters.language:
        questions = questions.filter(language=filters.language)
    if filters.said is not None:
        said = filters.said
        questions = questions.filter(field_values__field=said.field.id, field_values__value=said.value)
    return _of_people(questions, filters)


def without(filters: Filters, name: str, member: Member | None) -> int:
    """How many questions there are without this one filter, counted up to one more than COUNTED."""
    return selection(filters.without(name), member).order_by()[: COUNTED + 1].count()


def languages_in_use() -> list[str]:
    """The languages that questions are in, those of the site first, then by code."""
    return list(choices().languages)


def experts(board: Board, language: str) -> list[Person]:
    """Employees who answer officially on this board; no query while nothing of the house changes."""
    return kept(f"experts:{board.pk}:{language}", EXPERTS_KEPT, lambda: confirmed(board, language, EXPERTS))


def _of_state(state: str, member: Member | None) -> QuerySet[Question]:
    questions = Question.objects.listed()
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
    if state == "needs-you":
        return needing(questions, member)
    return unread(questions, member) if state == "unread" else questions


def _of_people(questions: QuerySet[Question], filters: Filters) -> QuerySet[Question]:
    """Read from the answers of a few people rather than from the questions of all."""
    answers = Answer.objects.shown()
    if filters.by is not None:
        questions = questions.filter(author=filters.by.id)
    if filters.answered_by is not None:
        answered = answers.filter(author=filters.answered_by.id)
        questions = questions.filter(pk__in=answered.values("question"))
    if filters.department is not None:
        # Named one by one: the database knows of each how much they write, and begins at the right end.
        answered = answers.filter(author__in=filters.department.people)
        questions = questions.filter(pk__in=answered.values("question"))
    return questions


def _often(shown: list[Row], filters: Filters) -> list[str]:
    own = filters.tag.slug if filters.tag else ""
    counted = Counter(slug for row in shown for slug in row.tags if slug != own)
    return [slug for slug, _count in counted.most_common(OFTEN)]


def _fresh(found: list[dict], filters: Filters) -> frozenset[int]:
    """In the list of what is unread everything is, also what one follows and never opened."""
    if filters.state == "unread":
        return frozenset(row["id"] for row in found)
    return frozenset(row["id"] for row in found if row.get("seen_at") and row["active_at"] > row["seen_at"])
