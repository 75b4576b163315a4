"""The words around a list: tabs, menus and chips to narrow it by, and what an empty one says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.lib import languages
from community.members.models import Member
from forum.models import Board
from forum.queries import listing
from forum.queries.filters import PERSONAL, SORTS, STATES, Filters


@dataclass(frozen=True, slots=True)
class Link:
    path: str
    label: str
    is_on: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """One thing a list is narrowed by: `title` names it, `chosen` is what stands now, in the language `lang`."""

    title: str
    chosen: str
    links: list[Link]
    lang: str = ""


def tabs(wanted: Filters, member: Member | None) -> list[Link]:
    states = ("", *STATES, *(PERSONAL if member is not None else ()))
    return [Link(wanted.address(state=state), state_name(state), state == wanted.state) for state in states]


def menus(wanted: Filters, boards: Sequence[Board], used: Iterable[str], language: str) -> list[Menu]:
    """By board and by language."""
    open_boards = [board for board in boards if board.archived_at is None or board == wanted.board]
    by_board = [
        Link(wanted.address(board=board), board.name_in(language), board == wanted.board)
        for board in open_boards
    ]
    every_board = Link(wanted.address(board=None), _("All boards"), wanted.board is None)
    return [
        menu(_("Board"), [every_board, *by_board]),
        language_menu({code: wanted.address(language=code) for code in ("", *used)}, wanted.language),
    ]


def sorting(wanted: Filters) -> Menu:
    return menu(
        _("Sort"), [Link(wanted.address(sort=sort), sort_name(sort), sort == wanted.sort) for sort in SORTS]
    )


def language_menu(addresses: dict[str, str], chosen: str) -> Menu:
    """Addresses by code of language; "" stands for all."""
    codes = [*addresses, *({chosen} - addresses.keys())]
    links = [
        Link(
            addresses.get(code, ""),
            languages.name(code) if code else _("All languages"),
            code == chosen,
            code,
        )
        for code in codes
    ]
    return menu(_("Language"), links)


def menu(title: str, links: list[Link]) -> Menu:
    chosen = next((link for link in links if link.is_on), links[0])
    return Menu(title, chosen.label, links, chosen.lang)


def chips(wanted: Filters, language: str, heading: str) -> list[Link]:
    """What the list is narrowed to besides its `heading` ("board", "tag"): each links to the list without it."""
    return [
        Link(_without(wanted, name), _said(wanted, name, language), lang=_lang(wanted, name))
        for name in wanted.narrowing
        if name not in (heading, "state")
    ]


def ways_out(wanted: Filters, member: Member | None, language: str) -> list[Link]:
    """For an empty list: what to leave out, and how much there is then."""
    found = []
    for name in wanted.narrowing if len(wanted.narrowing) > 1 else ():
        count = listing.without(wanted, name, member)
        if count:
            said = _("Without “%(filter)s”: %(count)s") % {
                "filter": languages.isolated(_said(wanted, name, language)),
                "count": _counted(count),
            }
            found.append(Link(_without(wanted, name), said))
    return found


def empty(wanted: Filters) -> dict[str, str]:
    """An empty list says what is so and what to do."""
    if set(wanted.narrowing) - {"state", "board"}:
        return {
            "title": _("No question fits all of this"),
            "text": _("Leave something out, or ask it yourself."),
        }
    title, text = _empty_texts()[wanted.state]
    return {"title": title, "text": text}


def state_name(state: str) -> str:
    return {
        "": _("All"),
        "unanswered": _("Waiting"),
        "unsolved": _("Not solved yet"),
        "solved": _("Solved"),
        "yours": _("Yours"),
        "following": _("You follow"),
    }[state]


def sort_name(sort: str) -> str:
    return {"": _("Newest first"), "active": _("Active first"), "me-too": _("Most “me too” first")}[sort]


def _said(wanted: Filters, name: str, language: str) -> str:
    if name == "board":
        return wanted.board.name_in(language)
    if name == "tag":
        return f"#{wanted.tag.slug}"
    return languages.name(wanted.language) if name == "language" else state_name(wanted.state)


def _lang(wanted: Filters, name: str) -> str:
    return wanted.language if name == "language" else ""


def _without(wanted: Filters, name: str) -> str:
    return wanted.address(**{name: "" if name in ("state", "language") else None})


def _counted(count: int) -> str:
    if count > listing.COUNTED:
        return _("more than %(count)d questions") % {"count": listing.COUNTED}
    return ngettext("%(count)d question", "%(count)d questions", count) % {"count": count}


def _empty_texts() -> dict[str, tuple[str, str]]:
    return {
        "": (_("No questions here yet"), _("The first one could be yours.")),
        "unanswered": (
            _("Every question here has an answer"),
            _("Come back later, or read along under the newest."),
        ),
        "unsolved": (
            _("Everything here is solved"),
            _("Come back later, or ask what you would like to know."),
        ),
        "solved": (
            _("Nothing is solved here yet"),
            _("Perhaps you know the answer to a question that waits."),
        ),
        "yours": (_("You have not asked anything here yet"), _("When something stops working, ask.")),
        "following": (
            _("You do not follow a question yet"),
            _("Press Follow under a question to hear how it ends."),
        ),
    }
