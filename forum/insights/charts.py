"""Bars for weeks, drawn on the server: shares and counts as heights, with the same said in words beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.insights import links
from forum.insights.queries import Line, Share
from forum.models import Board

WIDTH, HEIGHT, GAP = 24, 96, 8
NAMES = {
    "asked": _("Questions asked"),
    "answered": _("Answered"),
    "unanswered": _("Without an answer"),
    "solved": _("Solved"),
    "promises-missed": _("Promise missed"),
    "cases": _("Came to webcare"),
    "reopened": _("Opened again"),
    "by-customer": _("First answered by a customer"),
    "by-employee": _("First answered by a colleague"),
    "by-webcare": _("First answered by webcare"),
    "first-answer": _("First answer, the longest wait first"),
    "first-answer-open": _("First answer in opening hours, the longest wait first"),
    "promises-kept": _("Promise kept"),
    "checks-asked": _("Asked whether it held"),
    "checks-yes": _("Still solved"),
    "checks-no": _("Not solved after all"),
    "checks-unconfirmed": _("Nobody said whether it held"),
    "felt-glad": _("Helped well"),
    "felt-fair": _("The help could have been better"),
    "felt-poor": _("Not helped well"),
}


# Drawn at the top, in this order: shares of what was asked, of the promises, and of the replies to checks.
_SHARES: dict[str, Callable[[Line], Share]] = {
    "answered": lambda week: week.answered_share,
    "solved": lambda week: week.solved_share,
    "promises-kept": lambda week: week.kept_share,
    "checks-yes": lambda week: week.held_share,
    "felt-glad": lambda week: week.glad_share,
}


@dataclass(frozen=True, slots=True)
class Bar:
    """`is_few`: a share of so few that it is drawn paler and said as a count."""

    x: int
    y: int
    height: int
    label: str
    is_few: bool = False


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest week that has this figure, and the questions behind it."""

    text: str
    monday: date
    is_current: bool
    path: str


@dataclass(frozen=True)
class Chart:
    """`said` is all weeks in words, for who can not see the bars."""

    title: str
    bars: list[Bar]
    latest: Latest | None
    said: str

    width: int = 0
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class _Point:
    week: Line
    # How high the bar is, of `most`; "–" is said of what is not known.
    value: int
    text: str
    is_few: bool = False
    leads_on: bool = True


def of_weeks(weeks: Sequence[Line], board: Board | None) -> list[Chart]:
    """How many were asked, and of these the shares that were answered, solved and had their promise kept; then of those
    who replied to their check the shares that still were solved and were helped well."""
    oldest_first = list(reversed(weeks))
    asked = [_count(week) for week in oldest_first]
    most = max((point.value for point in asked), default=0) or 1
    return [_chart("asked", asked, most, board)] + [
        _chart(figure, [_share(week, share(week)) for week in oldest_first], 100, board)
        for figure, share in _SHARES.items()
    ]


def _count(week: Line) -> _Point:
    asked = week.figures.get("asked", 0)
    return _Point(week, asked, str(asked), leads_on=asked > 0)


def _share(week: Line, share: Share) -> _Point:
    if share.percent is None:
        return _Point(week, 0, "–")
    few = gettext("{part} of {whole}").format(part=share.part, whole=share.whole)
    text = few if share.is_few else f"{share.percent} %"
    return _Point(week, share.percent, text, share.is_few, leads_on=share.part > 0)


def _chart(figure: str, points: list[_Point], most: int, board: Board | None) -> Chart:
    bars = []
    for place, point in enumerate(points):
        height = round(HEIGHT * point.value / most)
        label = f"{point.week.monday:%d-%m}: {point.text}"
        bars.append(Bar(place * (WIDTH + GAP), HEIGHT - height, height, label, point.is_few))
    newest = next((point for point in reversed(points) if point.text != "–"), None)
    said = "; ".join(bar.label for bar in bars)
    width = len(points) * (WIDTH + GAP) - GAP
    return Chart(str(NAMES[figure]), bars, _latest(figure, newest, board), said, width)


def _latest(figure: str, point: _Point | None, board: Board | None) -> Latest | None:
    if point is None:
        return None
    week = point.week
    path = links.of_figure(figure, board, week.monday) if point.leads_on else ""
    return Latest(point.text, week.monday, week.is_current, path)
