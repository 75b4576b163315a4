"""Pages of figures: the dashboard, the same as CSV, and the questions behind one figure."""

import csv
from datetime import date
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.lib import clock
from forum.insights import charts, queries, rules
from forum.insights.figures import COUNTS_IN, Figures
from forum.models import Board
from forum.views.loading import language


def for_managers(view):
    """Guard: managers and leads only."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest) -> HttpResponse:
        if not rules.may_see_figures(request.user):
            raise PermissionDenied(_("The figures are for managers and leads."))
        return view(request)

    return guarded


@require_safe
@for_managers
def insights(request: HttpRequest) -> HttpResponse:
    board, now = _board(request), clock.now()
    weeks = queries.weeks(board, now)
    context = {
        "board": board,
        "boards": Board.objects.order_by("position", "id"),
        "weeks": weeks,
        "charts": charts.of_weeks(weeks),
        "causes": queries.causes(board, now),
        "improvements": queries.improvements_by_state(),
    }
    return render(request, "insights/dashboard.html", context)


@require_safe
@for_managers
def as_csv(request: HttpRequest) -> HttpResponse:
    """Every figure of the weeks shown, for a spreadsheet: minutes as whole numbers, weeks by their Monday."""
    board = _board(request)
    reply = HttpResponse(content_type="text/csv; charset=utf-8")
    name = board.slug if board else "all"
    reply["Content-Disposition"] = f'attachment; filename="figures-{name}.csv"'
    names = [name for name in Figures().as_dict() if name != "by"]
    by = ["customer", "employee", "webcare"]
    lines = csv.writer(reply)
    lines.writerow(["monday", *names, *(f"answered_first_by_{who}" for who in by)])
    for week in queries.weeks(board, clock.now()):
        counted = week.figures.get("by", {})
        lines.writerow(
            [
                week.monday,
                *(week.figures.get(name, "") for name in names),
                *(counted.get(who, 0) for who in by),
            ]
        )
    return reply


@require_safe
@for_managers
def behind(request: HttpRequest) -> HttpResponse:
    """The questions that count in a figure: of a board, a week and the name of the figure."""
    board = get_object_or_404(Board, slug=request.GET.get("board", ""))
    figure = request.GET.get("figure", "")
    monday = _monday(request.GET.get("week", ""))
    if figure not in COUNTS_IN or monday is None:
        raise Http404
    rows = queries.behind(figure, board, monday, language())
    context = {"board": board, "monday": monday, "rows": rows, "name": charts.NAMES[figure]}
    return render(request, "insights/behind.html", context)


def _board(asked: HttpRequest) -> Board | None:
    slug = asked.GET.get("board", "")
    return get_object_or_404(Board, slug=slug) if slug else None


def _monday(raw: str) -> date | None:
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return None
    return day if day.weekday() == 0 and 2000 < day.year < 9999 else None
