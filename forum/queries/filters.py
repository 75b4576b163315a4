"""What a list is narrowed to and how it is sorted: read from an address, and put back into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from community.lib import languages
from community.members.models import Member
from community.tags.models import Synonym, Tag
from forum.models import Board

STATES: tuple[str, ...] = ("unanswered", "unsolved", "solved")
PERSONAL: tuple[str, ...] = ("yours", "following")
# How a list is sorted; each ends in a column that no two rows share.
SORTS: dict[str, tuple[str, ...]] = {
    "": ("-created_at", "-id"),
    "active": ("-active_at", "-id"),
    "me-too": ("-me_too_count", "-created_at", "-id"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Each of these that is not empty leaves questions out, except `sort`, which orders them."""

    state: str = ""
    sort: str = ""
    board: Board | None = None
    tag: Tag | None = None
    language: str = ""

    @property
    def narrowing(self) -> tuple[str, ...]:
        """The names of what leaves questions out, in the order in which a page says them."""
        return tuple(name for name in ("state", "board", "tag", "language") if getattr(self, name))

    def address(self, **changes: object) -> str:
        """The one address of a list, with these changes: a board before a tag, the rest as its query."""
        wanted = replace(self, **changes)
        query = {"state": wanted.state, "sort": wanted.sort, "lang": wanted.language}
        if wanted.board is not None:
            path = wanted.board.path()
            query["tag"] = wanted.tag.slug if wanted.tag else ""
        else:
            path = f"/tags/{quote(wanted.tag.slug, safe='')}/" if wanted.tag else "/questions/"
        given = {name: value for name, value in query.items() if value}
        return f"{path}?{urlencode(given)}" if given else path

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
        given = {name: value for name, value in query.items() if value}
        return f"/feed/?{urlencode(given)}" if given else "/feed/"


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
    named = query.get("board", "")
    return Filters(
        state=state if state in allowed else "",
        sort=sort if sort in SORTS else "",
        board=board or next((each for each in boards if each.slug == named), None),
        tag=tag or _tag(query.get("tag", "")),
        language=language if language in languages.known() else "",
    )


def _tag(slug: str) -> Tag | None:
    if not slug or "\x00" in slug:
        return None
    found = Tag.objects.filter(slug=slug).first()
    if found is None:
        synonym = Synonym.objects.select_related("tag").filter(slug=slug).first()
        found = synonym.tag if synonym else None
    return found
