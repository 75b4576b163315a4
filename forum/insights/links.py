"""Where a figure leads: the questions behind it, of one board or of all."""

from datetime import date
from urllib.parse import urlencode

from forum.improvements.models import State
from forum.models import Board

_PAGE = "/insights/questions/"
# What the list of improvements calls the others as well.
_GROUPS = {State.NOT_DOING: "staying"}


def of_figure(figure: str, board: Board | None, monday: date) -> str:
    """The questions of that week that count in it."""
    return f"{_PAGE}?{urlencode({**_board(board), 'week': monday.isoformat(), 'figure': figure})}"


def of_cause(cause_id: int, board: Board | None) -> str:
    """The questions from which something with that cause was learned."""
    return f"{_PAGE}?{urlencode({**_board(board), 'cause': cause_id})}"


def of_improvements(state: str, board: Board | None) -> str:
    """The improvements in that state."""
    return f"/improvements/?{urlencode({'group': _GROUPS.get(state, state), **_board(board)})}"


def of_spreadsheet(name: str, board: Board | None) -> str:
    """The same as CSV: "figures", "causes" or "improvements"."""
    asked = f"?{urlencode(_board(board))}" if board else ""
    return f"/insights/{name}.csv{asked}"


def _board(board: Board | None) -> dict[str, str]:
    return {"board": board.slug} if board else {}
