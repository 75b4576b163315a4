"""What a member follows: questions, tags, boards and people, each in a list of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from community.lib import paging
from community.members.models import Member
from forum.models import Follow, Question
from forum.queries import people
from forum.queries.people import Person
from forum.queries.rows import state_of

PAGE_SIZE = 30
# In the order of the page's tabs; the column that holds each.
KINDS = {"questions": "question", "tags": "tag", "boards": "board", "people": "followed"}


@dataclass(frozen=True, slots=True)
class Followed:
    """One line: `id` is the follow's own, to end it."""

    id: int
    path: str
    name: str
    about: str = ""
    lang: str = ""
    symbol: str = ""
    icon: str = ""
    person: Person | None = None
    is_gone: bool = False


@dataclass(frozen=True)
class FollowingPage:
    kind: str
    counts: dict[str, int]
    lines: list[Followed]
    newer: str | None
    older: str | None


def following_page(query: Mapping[str, str], *, member: Member, language: str) -> FollowingPage:
    """The list an address asks for with `kind`, else the first that holds something: two queries."""
    counts = Follow.objects.filter(member=member).aggregate(
        **{kind: Count("id", filter=Q(**{f"{column}__isnull": False})) for kind, column in KINDS.items()}
    )
    asked = query.get("kind", "")
    kind = asked if asked in KINDS else next((kind for kind, count in counts.items() if count), "questions")
    column = KINDS[kind]
    rows = Follow.objects.filter(member=member, **{f"{column}__isnull": False})
    if kind == "questions":
        seen = Question.objects.visible_to(member).filter(pk=OuterRef("question_id"))
        rows = rows.annotate(is_here=Exists(seen))
    rows = rows.values(*_COLUMNS[kind])
    page = paging.requested(rows, query, fields=("-since", "-id"), size=PAGE_SIZE)
    line = _LINES[kind]
    return FollowingPage(
        kind, counts, [line(row, member, language) for row in page.items], page.newer, page.older
    )


def marked(rows: QuerySet, column: str, member: Member | None) -> QuerySet:
    """Tags or boards with `is_followed`, whether the member follows each; `column` is theirs in a follow."""
    if member is None:
        return rows
    return rows.annotate(is_followed=Exists(Follow.objects.filter(member=member, **{column: OuterRef("pk")})))


def _question(row: dict, member: Member, language: str) -> Followed:
    """A question that was taken away since keeps its line, without its title."""
    if not row["is_here"]:
        return Followed(row["id"], "", "", symbol="hidden", is_gone=True)
    state = state_of(row["question__status"], row["question__accepted_count"], row["question__answer_count"])
    spoken = row["question__language"]
    return Followed(
        row["id"],
        f"/questions/{row['question_id']}/{row['question__slug']}/",
        row["question__title"],
        lang=spoken if spoken != language else "",
        symbol="info" if state == "needs_info" else state,
    )


def _tag(row: dict, _member: Member, _language: str) -> Followed:
    slug = row["tag__slug"]
    return Followed(row["id"], f"/tags/{slug}/", slug, about=row["tag__about"])


def _board(row: dict, _member: Member, language: str) -> Followed:
    dutch = language == "nl"
    return Followed(
        row["id"],
        f"/boards/{row['board__slug']}/",
        (dutch and row["board__name_nl"]) or row["board__name"],
        about=(dutch and row["board__about_nl"]) or row["board__about"],
        icon=row["board__icon"],
    )


def _person(row: dict, _member: Member, language: str) -> Followed:
    person = people.person(row, language, "followed__")
    return Followed(row["id"], person.path, person.name, about=person.role, person=person)


_COLUMNS = {
    "questions": (
        "id", "since", "question_id", "question__title", "question__slug", "question__language", "question__status",
        "question__accepted_count", "question__answer_count", "is_here",
    ),
    "tags": ("id", "since", "tag__slug", "tag__about"),
    "boards": (
        "id", "since", "board__slug", "board__name", "board__name_nl", "board__about", "board__about_nl", "board__icon",
    ),
    "people": ("id", "since", *(f"followed__{name}" for name in people.FIELDS)),
}  # fmt: skip
_LINES = {"questions": _question, "tags": _tag, "boards": _board, "people": _person}
