"""Pages of figures: the dashboard, the same as CSV, and the questions behind one figure."""

from datetime import date
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.lib import clock
from forum.improvements.models import Cause
from forum.insights import charts, links, queries, rules, spreadsheets, tables
from forum.insights.figures import COUNTS_IN
from forum.models import Board
from forum.views.loading import language

_SPREADSHEETS = {
    "figures": spreadsheets.weeks,
    "causes": spreadsheets.causes,
    "improvements": spreadsheets.improvements,
}


def for_managers(view):
    """Guard: managers and leads only."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, **asked) -> HttpResponse:
        if not rules.may_see_figures(request.user):
            raise PermissionDenied(_("The figures are for managers and leads."))
        return view(request, **asked)

    return guarded


@require_safe
@for_managers
def insights(request: HttpRequest) -> HttpResponse:
    board, now = _board(request), clock.now()
    weeks = queries.weeks(board, now)
    causes = queries.causes(board, now)
    context = {
        "board": board,
        "boards": Board.objects.order_by("position", "id"),
        "weeks": tables.of_questions(weeks, board),
        "checked": tables.of_checks(weeks, board),
        "charts": charts.of_weeks(weeks, board),
        "causes": [(cause, links.of_cause(cause.id, board)) for cause in causes],
        "improvements": queries.improvements_by_state(board, now),
        # Weeks are counted together; the one counted longest ago says how old a number may be.
        "counted_at": min((week.measured_at for week in weeks if week.measured_at), default=None),
        "sheets": {name: links.of_spreadsheet(name, board) for name in _SPREADSHEETS},
    }
    return render(request, "insights/dashboard.html", context)


@require_safe
@for_managers
def as_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The weeks, the causes or the improvements for a spreadsheet, of a board or of all."""
    board = _board(request)
    text = _SPREADSHEETS[name](board, clock.now(), language())
    reply = HttpResponse(text, content_type="text/csv; charset=utf-8")
    reply["Content-Disposition"] = f'attachment; filename="{name}-{board.slug if board else "all"}.csv"'
    return reply


@require_safe
@for_managers
def behind(request: HttpRequest) -> HttpResponse:
    """The questions that count in a figure of a week, or behind a cause; of a board or of all."""
    board, figure = _board(request), request.GET.get("figure", "")
    context = {"board": board, "board_name": spreadsheets.name_of(board, language())}
    if raw := request.GET.get("cause", ""):
        cause = get_object_or_404(Cause, pk=int(raw) if raw.isdecimal() and len(raw) <= 18 else 0)
        rows = queries.of_cause(cause, board, clock.now(), language())
        context |= {"name": cause.name, "is_cause": True}
    else:
        monday = _monday(request.GET.get("week", ""))
        if figure not in COUNTS_IN or monday is None:
            raise Http404
        rows = queries.behind(figure, board, monday, language())
        context |= {"name": charts.NAMES[figure], "monday": monday}
    return render(request, "insights/behind.html", context | {"rows": rows})


def _board(asked: HttpRequest) -> Board | None:
    slug = asked.GET.get("board", "")
    return get_object_or_404(Board, slug=slug) if slug else None


def _monday(raw: str) -> date | None:
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return None
    return day if day.weekday() == 0 and 2000 < day.year < 9999 else None
