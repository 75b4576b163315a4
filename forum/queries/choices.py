"""What lists can be narrowed by that hardly ever changes: languages, departments, what boards ask; kept for a while."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Count

from community.lib import languages, slots
from community.lib.sharedcache import CACHE_ERRORS
from community.members.models import Department, Member
from forum.models import BoardField, FieldValue, Question

# How long a language that was never used before may be missing from a menu, in seconds.
KEPT_SECONDS = 600
# Of what people typed themselves the most frequent words; a menu of all would be no menu.
TYPED = 12
_KEY = "lists:choices"
_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class Office:
    """A department, as far as a list needs it: `people` are the ids of those who work there."""

    id: int
    slug: str
    name: str
    name_nl: str
    people: tuple[int, ...] = ()

    def name_in(self, language: str) -> str:
        return self.name_nl if language == "nl" and self.name_nl else self.name


@dataclass(frozen=True, slots=True)
class Field:
    """What a board asks besides the text, with the values to choose from."""

    id: int
    board_id: int
    slug: str
    label: str
    label_nl: str
    options: tuple[str, ...]

    def label_in(self, language: str) -> str:
        return self.label_nl if language == "nl" and self.label_nl else self.label


@dataclass(frozen=True, slots=True)
class Choices:
    languages: tuple[str, ...]
    departments: tuple[Office, ...]
    fields: tuple[Field, ...]

    def department(self, slug: str) -> Office | None:
        return next((each for each in self.departments if each.slug == slug), None)

    def field(self, board_id: int, slug: str) -> Field | None:
        return next((each for each in self.of_board(board_id) if each.slug == slug), None)

    def of_board(self, board_id: int) -> list[Field]:
        return [each for each in self.fields if each.board_id == board_id]


def choices() -> Choices:
    """No query while nothing of the house changes, else four or five."""
    return kept(_KEY, KEPT_SECONDS, _read)


def kept(key: str, seconds: int, read: Callable[[], _Kept]) -> _Kept:
    """What `read` gave before, unless something of the whole site changed since: as fresh as a stored page."""
    try:
        version = slots.versions(["site"])
        kept_for, found = cache.get(key) or (None, None)
        if found is None or kept_for != version:
            found = read()
            cache.set(key, (version, found), seconds)
    except CACHE_ERRORS:
        found = read()
    return found


def _read() -> Choices:
    return Choices(_languages(), tuple(_offices()), tuple(_fields()))


def _offices() -> Iterable[Office]:
    people: dict[int, list[int]] = {}
    colleagues = Member.objects.filter(department__isnull=False).order_by("pk")
    for department_id, member_id in colleagues.values_list("department_id", "pk"):
        people.setdefault(department_id, []).append(member_id)
    for row in Department.objects.order_by("name", "id").values_list("id", "slug", "name", "name_nl"):
        yield Office(*row, people=tuple(people.get(row[0], ())))


def _languages() -> tuple[str, ...]:
    """Those that questions are in: the languages of the site first, then by code."""
    shown = Question.objects.listed().exclude(language="")
    used = set(shown.order_by("language").values_list("language", flat=True).distinct())
    return tuple(code for code in languages.known() if code in used or code in languages.spoken())


def _fields() -> Iterable[Field]:
    asked = list(BoardField.objects.order_by("board_id", "position", "id"))
    typed = _typed([each.pk for each in asked if not each.options()])
    for each in asked:
        options = tuple(each.options() or typed.get(each.pk, ()))
        yield Field(each.pk, each.board_id, each.slug, each.label, each.label_nl, options)


def _typed(ids: list[int]) -> dict[int, list[str]]:
    """The words typed most often, by field; what one person typed alone stays theirs."""
    found: dict[int, list[str]] = {}
    if ids:
        values = FieldValue.objects.filter(
            field__in=ids, question__hidden_at=None, question__unlisted_at=None
        )
        counted = values.values("field_id", "value").annotate(used=Count("id")).filter(used__gt=1)
        counted = counted.order_by("-used", "value")
        for field_id, value in counted.values_list("field_id", "value"):
            if len(found.setdefault(field_id, [])) < TYPED:
                found[field_id].append(value)
    return found
