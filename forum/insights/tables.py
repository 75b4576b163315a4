"""The weeks in words: what stands in their tables, each number with the questions behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from forum.insights import links
from forum.insights.queries import Line, Share
from forum.models import Board
from forum.queries.moments import duration


@dataclass(frozen=True, slots=True)
class Part:
    """One number; `share` is said beside it unless it is of too few."""

    text: str
    path: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    name: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """`said` is the week in a few words, for who unfolds it on a phone."""

    monday: date
    is_current: bool
    said: str
    cells: list[Cell]


def of_questions(weeks: Sequence[Line], board: Board | None) -> list[WeekRow]:
    """How it went with the questions of each week."""
    return [_went(week, board) for week in weeks]


def of_checks(weeks: Sequence[Line], board: Board | None) -> list[WeekRow]:
    """What the askers said a week after; of the weeks in which any was asked."""
    return [_held(week, board) for week in weeks if week.figures.get("checks_asked")]


def _went(week: Line, board: Board | None) -> WeekRow:
    found, by = week.figures, week.figures.get("by", {})

    def part(figure: str, count: int | None, share: Share | None = None) -> Part:
        return _part(figure, count, board, week, share)

    def waits(figure: str, name: str) -> Part:
        return _lasting(found.get(name), links.of_figure(figure, board, week.monday))

    cells = [
        Cell(_("Asked"), [part("asked", found.get("asked"))]),
        Cell(_("Answered"), [part("answered", found.get("answered"), week.answered_share)]),
        Cell(_("Solved"), [part("solved", found.get("solved"), week.solved_share)]),
        Cell(_("First answer, half of them within"), [waits("first-answer", "first_answer_median")]),
        Cell(_("Nine in ten within"), [waits("first-answer", "first_answer_p90")]),
        Cell(
            _("In opening hours, half and nine in ten"),
            [waits("first-answer-open", "open_median"), waits("first-answer-open", "open_p90")],
        ),
        Cell(
            _("First by a customer, a colleague, webcare"),
            [part(f"by-{who}", by.get(who)) for who in ("customer", "employee", "webcare")],
        ),
        Cell(
            _("Promise kept, missed"),
            [
                part("promises-kept", found.get("promises_kept"), week.kept_share),
                part("promises-missed", found.get("promises_missed")),
            ],
        ),
        Cell(_("Came to webcare"), [part("cases", found.get("cases"))]),
        Cell(_("Opened again"), [part("reopened", found.get("reopened"))]),
    ]
    said = _("{asked} asked, {answered} answered").format(
        asked=found.get("asked", 0), answered=found.get("answered", 0)
    )
    return WeekRow(week.monday, week.is_current, said, cells)


def _held(week: Line, board: Board | None) -> WeekRow:
    found = week.figures

    def cell(name: str, figure: str, share: Share | None = None) -> Cell:
        return Cell(name, [_part(figure, found.get(figure.replace("-", "_")), board, week, share)])

    cells = [
        cell(_("Asked whether it held"), "checks-asked"),
        cell(_("Still solved"), "checks-yes", week.held_share),
        cell(_("Not solved after all"), "checks-no"),
        cell(_("Nobody said whether it held"), "checks-unconfirmed"),
        cell(_("Helped well"), "felt-glad", week.glad_share),
        cell(_("The help could have been better"), "felt-fair"),
        cell(_("Not helped well"), "felt-poor"),
    ]
    said = _("{asked} asked, {solved} still solved").format(
        asked=found.get("checks_asked", 0), solved=found.get("checks_yes", 0)
    )
    return WeekRow(week.monday, week.is_current, said, cells)


def _part(figure: str, count: int | None, board: Board | None, week: Line, share: Share | None) -> Part:
    if not count:
        return Part("0")
    said = f"{share.percent} %" if share and not share.is_few else ""
    return Part(str(count), links.of_figure(figure, board, week.monday), said)


def _lasting(minutes: int | None, path: str) -> Part:
    return Part("–") if minutes is None else Part(duration(timedelta(minutes=minutes)), path)
