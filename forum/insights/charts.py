"""Bars for weeks, drawn on the server: shares and counts as heights, with the same said in words beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from forum.insights.queries import Line

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
}


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    height: int
    label: str


@dataclass(frozen=True)
class Chart:
    """`latest` says the newest week in words; `said` all of them, for who can not see the bars."""

    title: str
    bars: list[Bar]
    latest: str
    said: str

    width: int = 0
    height: int = HEIGHT


def of_weeks(weeks: Sequence[Line]) -> list[Chart]:
    """How many were asked, and of these the shares that were answered, solved and had their promise kept."""
    oldest_first = list(reversed(weeks))
    return [
        _chart(
            str(_("Questions asked")), [(week, week.figures.get("asked", 0)) for week in oldest_first], "{}"
        ),
        _chart(str(_("Answered")), [(week, week.answered_share) for week in oldest_first], "{} %", 100),
        _chart(str(_("Solved")), [(week, week.solved_share) for week in oldest_first], "{} %", 100),
        _chart(str(_("Promise kept")), [(week, week.kept_share) for week in oldest_first], "{} %", 100),
    ]


def _chart(title: str, values: list[tuple[Line, int | None]], form: str, most: int | None = None) -> Chart:
    top = most or max((value or 0 for _week, value in values), default=0) or 1
    bars, said = [], []
    for place, (week, value) in enumerate(values):
        label = f"{week.monday:%d-%m}: {form.format(value) if value is not None else '–'}"
        height = round(HEIGHT * (value or 0) / top)
        bars.append(Bar(place * (WIDTH + GAP), HEIGHT - height, height, label))
        said.append(label)
    known = [form.format(value) for _week, value in values if value is not None]
    return Chart(title, bars, known[-1] if known else "–", "; ".join(said), len(values) * (WIDTH + GAP) - GAP)
