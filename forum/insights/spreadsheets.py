"""Figures as CSV, in the words and the shape that spreadsheets of the reader's language open at once."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from forum.insights import charts, queries
from forum.models import Board

# Dutch spreadsheets part cells by semicolons, and take a file for UTF-8 by its first mark only.
_DUTCH = {"mark": "\ufeff", "delimiter": ";"}
_OTHERS = {"mark": "", "delimiter": ","}
# Programs take a cell that begins so for a formula, which whoever names a cause could have written.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_BY = ("customer", "employee", "webcare")
_COUNTS = (
    "asked", "answered", "solved", "promises_kept", "promises_missed", "cases", "reopened", "checks_asked",
    "checks_yes", "checks_no", "checks_unconfirmed", "felt_glad", "felt_fair", "felt_poor",
)  # fmt: skip


def weeks(board: Board | None, now: datetime, language: str) -> str:
    """Every figure of the weeks shown: of one board, or of all together and then of each. Minutes are whole."""
    waits = {
        "first_answer_median": _("First answer, half of them within"),
        "first_answer_p90": _("First answer, nine in ten within"),
        "open_median": _("First answer in opening hours, half of them within"),
        "open_p90": _("First answer in opening hours, nine in ten within"),
    }
    in_minutes = [_("{figure} (minutes)").replace("{figure}", name) for name in waits.values()]
    by = [charts.NAMES[f"by-{who}"] for who in _BY]
    counts = [charts.NAMES[name.replace("_", "-")] for name in _COUNTS]
    lines = [[_("Board"), _("Week of"), *counts, *in_minutes, *by]]
    for each in [board] if board else [None, *Board.objects.order_by("position", "id")]:
        for week in queries.weeks(each, now):
            found, first = week.figures, week.figures.get("by", {})
            numbers = [found.get(name, "") for name in (*_COUNTS, *waits)]
            answered = [first.get(who, 0) for who in _BY]
            lines.append([name_of(each, language), week.monday, *numbers, *answered])
    return _written(lines, language)


def causes(board: Board | None, now: datetime, language: str) -> str:
    """What went wrong most in the weeks shown."""
    found = [(name_of(board, language), line.name, line.count) for line in queries.causes(board, now)]
    return _written([(_("Board"), _("Cause"), _("Questions")), *found], language)


def improvements(board: Board | None, now: datetime, language: str) -> str:
    """How many improvements stand where, and for how many days."""
    heads = (
        _("Board"),
        _("State"),
        _("Improvements"),
        _("Days, half of them at most"),
        _("Days, the oldest"),
    )
    found = [
        (name_of(board, language), capfirst(line.name), line.count, line.median_days, line.oldest_days)
        for line in queries.improvements_by_state(board, now)
    ]
    return _written([heads, *found], language)


def name_of(board: Board | None, language: str) -> str:
    return board.name_in(language) if board else _("All boards")


def _written(lines: Iterable[Sequence], language: str) -> str:
    way = _DUTCH if language == "nl" else _OTHERS
    sheet = io.StringIO()
    sheet.write(way["mark"])
    writer = csv.writer(sheet, delimiter=way["delimiter"])
    writer.writerows([_safe(cell) for cell in line] for line in lines)
    return sheet.getvalue()


def _safe(cell: object) -> object:
    """Numbers stay numbers; words that a program would calculate get a mark that says they are words."""
    if cell is None or isinstance(cell, int):
        return cell
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULAS) else text
