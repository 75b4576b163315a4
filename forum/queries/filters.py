"""What a list is narrowed to and how it is sorted: read from an address, and put back into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from community.lib import languages
from community.members.models import Member
from community.tags.models import Synonym, Tag
from forum import rules
from forum.models import Board, FieldValue
from forum.queries.choices import Choices, Field, Office, choices

STATES: tuple[str, ...] = ("unanswered", "unsolved", "solved")
PERSONAL: tuple[str, ...] = ("needs-you", "unread", "following", "yours")
# How a list is sorted; each ends in a column that no two rows share.
SORTS: dict[str, tuple[str, ...]] = {
    "": ("-created_at", "-id"),
    "active": ("-active_at", "-id"),
    "me-too": ("-me_too_count", "-created_at", "-id"),
    "helpful": ("-score", "-created_at", "-id"),
}
_LONGEST_ID = 18


@dataclass(frozen=True, slots=True)
class Said:
    """What a question says to a field of its board."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Someone:
    """Whose questions or answers a list is about."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Each of these that is not empty leaves questions out, except `sort`, which orders them."""

    state: str = ""
    sort: str = ""
    board: Board | None = None
    tag: Tag | None = None
    language: str = ""
    said: Said | None = None
    by: Someone | None = None
    answered_by: Someone | None = None
    department: Office | None = None

    @property
    def narrowing(self) -> tuple[str, ...]:
        """The names of what leaves questions out, in the order in which a page says them."""
        names = ("state", "board", "tag", "language", "said", "by", "answered_by", "department")
        return tuple(name for name in names if getattr(self, name))

    @property
    def order(self) -> tuple[str, ...]:
        """What is unread begins with what moved last, unless another order is asked for."""
        return SORTS["active" if self.state == "unread" and not self.sort else self.sort]

    @property
    def keeps_on_top(self) -> bool:
        """Whether the pinned questions of the board stand before all others: in its whole list, newest first."""
        return self.board is not None and self.narrowing == ("board",) and not self.sort

    @property
    def is_personal(self) -> bool:
        """What is one member's own."""
        return self.state in PERSONAL

    @property
    def is_found(self) -> bool:
        """Whether a search engine should know this list: not one of endlessly many, nor one about a person."""
        about_people = self.by or self.answered_by
        return not (self.is_personal or about_people or self.said or len(self.narrowing) > 2)

    @property
    def slots(self) -> list[str]:
        """What the list depends on besides the questions: whose it is."""
        return [f"member:{each.id}" for each in (self.by, self.answered_by) if each]

    def changed(self, **changes: object) -> "Filters":
        """With these changes; what a question says to its board goes with the board."""
        wanted = replace(self, **changes)
        board_id = wanted.board.pk if wanted.board else None
        if wanted.said is not None and wanted.said.field.board_id != board_id:
            return replace(wanted, said=None)
        return wanted

    def without(self, name: str) -> "Filters":
        return self.changed(**{name: "" if name in ("state", "sort", "language") else None})

    def address(self, **changes: object) -> str:
        """The one address of a list, with these changes: a board before a tag, the rest as its query."""
        wanted = self.changed(**changes)
        tag = wanted.tag.slug if wanted.tag else ""
        query = {"state": wanted.state, "sort": wanted.sort, "lang": wanted.language}
        if wanted.board is not None:
            path = wanted.board.path()
            query["tag"] = tag
        else:
            path = f"/tags/{quote(tag, safe='')}/" if tag else "/questions/"
        return _with_query(path, query | wanted._rest())

    @property
    def feed(self) -> str:
        """The address of the same list as a feed; what is one member's own has none and is left out."""
        query = {
            "state": self.state if self.state in STATES else "",
            "sort": self.sort,
            "board": self.board.slug if self.board else "",
            "tag": self.tag.slug if self.tag else "",
            "lang": self.language,
        }
        return _with_query("/feed/", query | self._rest())

    def _rest(self) -> dict[str, str]:
        return {
            "field": f"{self.said.field.slug}:{self.said.value}" if self.said else "",
            "by": str(self.by.id) if self.by else "",
            "answered_by": str(self.answered_by.id) if self.answered_by else "",
            "department": self.department.slug if self.department else "",
        }


def read(
    query: Mapping[str, str],
    *,
    member: Member | None,
    boards: Sequence[Board],
    board: Board | None = None,
    tag: Tag | None = None,
) -> Filters:
    """The filters of an address; `board` and `tag` are those of its path. What makes no sense is left out."""
    state, sort, language = query.get("state", ""), query.get("sort", ""), query.get("lang", "")
    allowed = STATES + PERSONAL if member is not None else STATES
    named, known = query.get("board", ""), choices()
    board = board or next((each for each in boards if each.slug == named), None)
    people = _people(query, member)
    return Filters(
        state=state if state in allowed else "",
        sort=sort if sort in SORTS else "",
        board=board,
        tag=tag or _tag(query.get("tag", "")),
        language=language if language in languages.known() else "",
        said=_said(query.get("field", ""), board, known) if board else None,
        by=people.get(query.get("by", "")),
        answered_by=people.get(query.get("answered_by", "")),
        department=known.department(query.get("department", "")),
    )


def _with_query(path: str, query: dict[str, str]) -> str:
    given = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def _tag(slug: str) -> Tag | None:
    if not slug or "\x00" in slug:
        return None
    found = Tag.objects.filter(slug=slug).first()
    if found is None:
        synonym = Synonym.objects.select_related("tag").filter(slug=slug).first()
        found = synonym.tag if synonym else None
    return found


def _said(text: str, board: Board, known: Choices) -> Said | None:
    """`slug:value`, when a question of some list could have said so."""
    slug, _mark, value = text.partition(":")
    field = known.field(board.pk, slug) if value and "\x00" not in value else None
    if field is None:
        return None
    said = FieldValue.objects.filter(
        field=field.id, value=value, question__hidden_at=None, question__unlisted_at=None
    )
    is_known = value in field.options or said.exists()
    return Said(field, value) if is_known else None


def _people(query: Mapping[str, str], reader: Member | None) -> dict[str, Someone]:
    """The members an address speaks of by what stands in it, as far as the reader may see what they wrote."""
    named = {query.get(name, "") for name in ("by", "answered_by")}
    asked = {text for text in named if text.isdecimal() and text.isascii() and len(text) <= _LONGEST_ID}
    if not asked:
        return {}
    found = Member.objects.filter(pk__in=[int(text) for text in asked], erased_at=None)
    shown = [each for each in found if rules.may_see_activity(reader, each)]
    return {str(each.pk): Someone(each.pk, each.name) for each in shown}
