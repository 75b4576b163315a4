"""The words around a list: tabs, menus and chips to narrow it by."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.lib import languages
from community.members.models import Member
from forum.models import Board
from forum.queries.accepting import may_accept_for_others
from forum.queries.choices import Choices, Field
from forum.queries.counts import Counts
from forum.queries.filters import PERSONAL, SORTS, STATES, Filters, Said


@dataclass(frozen=True, slots=True)
class Link:
    path: str
    label: str
    is_on: bool = False
    lang: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """One thing a list is narrowed by: `title` names it, `chosen` is what stands now, in the language `lang`."""

    title: str
    chosen: str
    links: list[Link]
    lang: str = ""
    is_on: bool = False


def tabs(wanted: Filters, counted: Counts) -> list[Link]:
    """The states that everyone sees the same, with how many there are."""
    return [_tab(wanted, state, counted.of(wanted.changed(state=state))) for state in ("", *STATES)]


def own_tabs(wanted: Filters, member: Member | None) -> Menu | None:
    """What differs from member to member, in a menu behind the tabs."""
    if member is None:
        return None
    links = [_tab(wanted, state) for state in PERSONAL]
    if may_accept_for_others(member):
        links.append(Link("/questions/to-accept/", _("Waiting to be accepted")))
    title = _("Yours")
    chosen = next((link.label for link in links if link.is_on), title)
    return Menu(title, chosen, links, is_on=wanted.is_personal)


def menus(wanted: Filters, boards: Sequence[Board], known: Choices, language: str) -> list[list[Menu]]:
    """Two groups: what a list is narrowed by most, and what stands under "More filters" when that is several."""
    fields = known.of_board(wanted.board.pk) if wanted.board else []
    more = [_by_field(wanted, field, language) for field in fields if field.options]
    more.append(_by_language(wanted, known))
    if known.departments:
        more.append(_by_department(wanted, known, language))
    first = _by_board(wanted, boards, language)
    return [[first], more] if len(more) > 1 else [[first, *more], []]


def sorting(wanted: Filters) -> Menu | None:
    """None for what is unread: there what moved last always leads."""
    if wanted.state == "unread":
        return None
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
        Link(wanted.without(name).address(), said(wanted, name, language), lang=_lang(wanted, name))
        for name in wanted.narrowing
        if name not in (heading, "state")
    ]


def said(wanted: Filters, name: str, language: str) -> str:
    """What a list is narrowed to by this filter, in words."""
    if name == "board":
        return wanted.board.name_in(language)
    if name == "tag":
        return f"#{wanted.tag.slug}"
    if name == "said":
        return f"{wanted.said.field.label_in(language)}: {languages.isolated(wanted.said.value)}"
    if name == "department":
        return _("Answered by %(name)s") % {"name": wanted.department.name_in(language)}
    if name in ("by", "answered_by"):
        words = _("Asked by %(name)s") if name == "by" else _("Answered by %(name)s")
        return words % {"name": languages.isolated(getattr(wanted, name).name)}
    return languages.name(wanted.language) if name == "language" else state_name(wanted.state)


def state_name(state: str) -> str:
    return {
        "": _("All"),
        "unanswered": _("Waiting"),
        "unsolved": _("Not solved yet"),
        "solved": _("Solved"),
        "yours": _("You asked"),
        "following": _("You follow"),
        "needs-you": _("Needs you"),
        "unread": _("Unread"),
    }[state]


def sort_name(sort: str) -> str:
    return {
        "": _("Newest first"),
        "active": _("Active first"),
        "me-too": _("Most “me too” first"),
        "helpful": _("Most votes first"),
    }[sort]


def _tab(wanted: Filters, state: str, count: str = "") -> Link:
    return Link(wanted.address(state=state), state_name(state), state == wanted.state, count=count)


def _by_board(wanted: Filters, boards: Sequence[Board], language: str) -> Menu:
    every_board = Link(wanted.address(board=None), _("All boards"), wanted.board is None)
    return menu(
        _("Board"),
        [
            every_board,
            *(
                Link(wanted.address(board=board), board.name_in(language), board == wanted.board)
                for board in boards
                if board.archived_at is None or board == wanted.board
            ),
        ],
    )


def _by_language(wanted: Filters, known: Choices) -> Menu:
    codes = ("", *known.languages)
    return language_menu({code: wanted.address(language=code) for code in codes}, wanted.language)


def _by_department(wanted: Filters, known: Choices, language: str) -> Menu:
    every = Link(wanted.address(department=None), _("Everyone"), wanted.department is None)
    links = [
        Link(wanted.address(department=office), office.name_in(language), office == wanted.department)
        for office in known.departments
    ]
    return menu(_("Answered by"), [every, *links])


def _by_field(wanted: Filters, field: Field, language: str) -> Menu:
    chosen = wanted.said.value if wanted.said and wanted.said.field == field else ""
    typed = [chosen] if chosen and chosen not in field.options else []
    links = [
        Link(wanted.address(said=Said(field, value)), value, value == chosen)
        for value in (*typed, *field.options)
    ]
    dropped = wanted.address(said=None) if chosen else wanted.address()
    return menu(field.label_in(language), [Link(dropped, _("All"), not chosen), *links])


def _lang(wanted: Filters, name: str) -> str:
    return wanted.language if name == "language" else ""
