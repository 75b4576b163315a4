"""Rows of questions, as every list shows them: read as plain values, with the words and dates of one language."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import Answer, CloseReason, QuestionTag, Status
from forum.queries import people
from forum.queries.moments import duration, moments
from forum.queries.people import Person

_AUTHOR = tuple(f"author__{name}" for name in people.FIELDS)
VALUES = (
    "id", "title", "slug", "language", "status", "status_reason", "closed_as", "created_at", "answer_count",
    "accepted_count", "me_too_count", "board__slug", "board__name", "board__name_nl", "duplicate_of_id",
    "duplicate_of__title", "duplicate_of__slug", "duplicate_of__hidden_at", "duplicate_of__unlisted_at",
    *_AUTHOR,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One question in a list: its mark, its title, who asked or who solved it, and what is to be counted."""

    id: int
    path: str
    title: str
    lang: str
    state: str
    symbol: str
    asked_by: str
    asked: SafeString
    board: str
    board_path: str
    answers: str
    me_too: str
    reason: str = ""
    same_path: str = ""
    same_title: str = ""
    face: SafeString = SafeString("")
    solved: str = ""
    staff: str = ""
    is_confirmed: bool = False
    # Pinned, and shown before the others.
    is_kept: bool = False
    tags: list[str] = field(default_factory=list)


def rows(found: Iterable[dict], language: str, *, with_tags: bool = True) -> list[Row]:
    """Rows of questions read with VALUES: one query for who solved them, one for their tags."""
    found = list(found)
    helpers = _helpers([row["id"] for row in found if row["accepted_count"]], language)
    tags = tags_of([row["id"] for row in found]) if with_tags else {}
    return [_row(row, language, helpers.get(row["id"]), tags.get(row["id"], [])) for row in found]


def in_order(ids: Iterable[int], questions: QuerySet, language: str) -> list[Row]:
    """Rows of the questions with these ids, in their order; those that `questions` does not hold are left out."""
    ids = list(ids)
    found = {row["id"]: row for row in questions.filter(pk__in=ids).values(*VALUES)}
    return rows([found[number] for number in ids if number in found], language, with_tags=False)


def tags_of(ids: list[int]) -> dict[int, list[str]]:
    named: dict[int, list[str]] = {}
    for number, slug in (
        QuestionTag.objects.filter(question__in=ids).order_by("id").values_list("question_id", "tag__slug")
    ):
        named.setdefault(number, []).append(slug)
    return named


@dataclass(frozen=True, slots=True)
class _Helper:
    person: Person
    answered_at: object
    is_confirmed: bool
    is_own: bool


def _helpers(ids: list[int], language: str) -> dict[int, _Helper]:
    """Who solved which question: the author of the answer accepted first."""
    if not ids:
        return {}
    solutions = (
        Answer.objects.shown()
        .filter(question__in=ids, accepted_at__isnull=False)
        .order_by("-accepted_at", "-id")
        .values("question_id", "question__author_id", "created_at", "official_at", "official_by_id", *_AUTHOR)
    )
    return {
        row["question_id"]: _Helper(
            people.person(row, language, "author__"),
            row["created_at"],
            row["official_at"] is not None and row["official_by_id"] != row["author__id"],
            row["author__id"] == row["question__author_id"],
        )
        for row in solutions
    }


def _row(row: dict, language: str, helper: _Helper | None, tags: list[str]) -> Row:
    state = state_of(row["status"], row["accepted_count"], row["answer_count"])
    asker = people.person(row, language, "author__")
    is_listed = row["duplicate_of__hidden_at"] is None and row["duplicate_of__unlisted_at"] is None
    original = row["duplicate_of_id"] if is_listed else None
    dutch = row["board__name_nl"] if language == "nl" else ""
    shown = helper if state == "solved" else None
    return Row(
        id=row["id"],
        path=f"/questions/{row['id']}/{row['slug']}/",
        title=row["title"],
        lang=row["language"] if row["language"] != language else "",
        state=state,
        symbol="info" if state == "needs_info" else state,
        asked_by=asker.name,
        asked=moments(language).stamp(row["created_at"]),
        board=dutch or row["board__name"],
        board_path=f"/boards/{row['board__slug']}/",
        answers=_answers(row["answer_count"]) if row["answer_count"] or state in ("open", "answered") else "",
        me_too=_("%(count)d me too") % {"count": row["me_too_count"]} if row["me_too_count"] else "",
        reason=_reason(state, row, asker),
        same_path=f"/questions/{original}/{row['duplicate_of__slug']}/" if original else "",
        same_title=row["duplicate_of__title"] or "" if original else "",
        face=shown.person.face("face face-s", 26) if shown else SafeString(""),
        solved=_solved(shown, row)
        if shown
        else _("Webcare helped")
        if row["status"] == Status.SOLVED
        else "",
        staff=shown.person.department if shown else "",
        is_confirmed=bool(shown and shown.is_confirmed),
        tags=tags,
    )


def state_of(status: str, accepted: int, answers: int) -> str:
    """`Question.state` of a plain row: building an instance for it costs more than the rest of the row."""
    if status in (Status.DUPLICATE, Status.CLOSED):
        return status
    if accepted or status == Status.SOLVED:
        return "solved"
    if status == Status.NEEDS_INFO:
        return status
    return "answered" if answers else "open"


def _answers(count: int) -> str:
    if not count:
        return _("no answers")
    return ngettext("%(count)d answer", "%(count)d answers", count) % {"count": count}


def _solved(helper: _Helper, row: dict) -> str:
    if helper.person.department or helper.is_own:
        said = _("{name} answered it") if helper.person.department else _("{name} found it out")
        return said.replace("{name}", helper.person.name)
    found = _("{name} found it in {time}").replace("{name}", helper.person.name)
    return found.replace("{time}", duration(helper.answered_at - row["created_at"]))


def _reason(state: str, row: dict, asker: Person) -> str:
    if state == "needs_info":
        return (
            _("Waiting for {name}: {reason}")
            .replace("{name}", asker.first)
            .replace("{reason}", row["status_reason"] or _("a detail is missing"))
        )
    if state == "closed" and row["closed_as"] == CloseReason.NO_REPLY:
        # The words beside it say what was missing.
        return _("Closed: {name} did not come back").replace("{name}", asker.first)
    if state == "closed":
        return (
            _("Closed: {reason}").replace("{reason}", row["status_reason"])
            if row["status_reason"]
            else _("Closed")
        )
    return ""
