"""The words around search results: tabs, menus, chips, and what to try when nothing is found."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import queries
from cms.queries import Wanted
from community.lib import languages
from forum.models import Board
from forum.queries import listing
from forum.views import narrowing
from forum.views.narrowing import Link


def around(asked: Wanted, boards: list[Board], language: str) -> dict:
    """Everything a search can be narrowed by, as links."""
    kinds = {"": _("Everything"), "question": _("Questions"), "article": _("Articles")}
    return {
        "filters": [
            # Articles belong to no board: choosing them leaves the board.
            Link(
                asked.address(kind=kind, **({"board": None} if kind == "article" else {})),
                label,
                kind == asked.kind,
            )
            for kind, label in kinds.items()
        ],
        "menus": _menus(asked, boards, language),
        "toggle": Link(asked.address(solved=not asked.solved), _("Solved only"), asked.solved),
        "chips": [
            Link(asked.without(name).address(), _said(asked, name, language), lang=_lang(asked, name))
            for name in asked.narrowing
            if name in ("board", "language")
        ],
        "everything": Wanted(text=asked.text).address(),
    }


def ways_out(asked: Wanted, language: str) -> list[Link]:
    """For a search without results: what to leave out, and how much is found then."""
    ways = []
    for name in asked.narrowing:
        wider = asked.without(name)
        found = queries.count(wider)
        if found:
            said = _("Without “%(filter)s”: %(count)s") % {
                "filter": languages.isolated(_said(asked, name, language)),
                "count": ngettext("%(count)d result", "%(count)d results", found) % {"count": found},
            }
            ways.append(Link(wider.address(), said))
    if not ways and len(asked.narrowing) > 1 and queries.count(Wanted(text=asked.text)):
        ways.append(Link(Wanted(text=asked.text).address(), _("Search everything")))
    return ways


def _menus(asked: Wanted, boards: list[Board], language: str) -> list[narrowing.Menu]:
    every = Link(asked.address(board=None), _("All boards"), asked.board is None)
    by_board = [
        Link(
            asked.address(board=board, kind="" if asked.kind == "article" else asked.kind),
            board.name_in(language),
            board == asked.board,
        )
        for board in boards
        if board.archived_at is None or board == asked.board
    ]
    spoken = {code: asked.address(language=code) for code in ("", *listing.languages_in_use())}
    return [narrowing.menu(_("Board"), [every, *by_board]), narrowing.language_menu(spoken, asked.language)]


def _said(asked: Wanted, name: str, language: str) -> str:
    if name == "board":
        return asked.board.name_in(language)
    if name == "language":
        return languages.name(asked.language)
    if name == "solved":
        return _("Solved only")
    return _("Questions") if asked.kind == "question" else _("Articles")


def _lang(asked: Wanted, name: str) -> str:
    return asked.language if name == "language" else ""
