"""What the dashboard reads: kept weeks added up per board, the causes of a time, and the questions behind a figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from forum.improvements.models import Improvement, Learning
from forum.improvements.models.improvements import PUBLIC, State
from forum.insights.figures import COUNTS_IN
from forum.insights.measuring import SEVEN_DAYS, courses, monday_of, span_of
from forum.insights.models import Week
from forum.models import Board, Question
from forum.queries.rows import VALUES, Row, rows

WEEKS = 12
CAUSES = 8
LISTED = 100


@dataclass(frozen=True)
class Line:
    """One week of one board, or of all boards together: then without medians, which can not be added up."""

    monday: date
    figures: dict

    def share(self, name: str) -> int | None:
        """Per cent of the questions asked."""
        asked = self.figures.get("asked", 0)
        return round(100 * self.figures.get(name, 0) / asked) if asked else None

    @property
    def answered_share(self) -> int | None:
        return self.share("answered")

    @property
    def solved_share(self) -> int | None:
        return self.share("solved")

    @property
    def kept_share(self) -> int | None:
        """Per cent of the questions whose promise was kept."""
        missed = self.share("promises_missed")
        return None if missed is None else 100 - missed


@dataclass(frozen=True, slots=True)
class CauseLine:
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class StateLine:
    name: str
    count: int
    oldest: datetime | None


def weeks(board: Board | None, now: datetime) -> list[Line]:
    """The last twelve weeks, the newest first; a week without a row has no questions."""
    newest = monday_of(now)
    mondays = [newest - back * SEVEN_DAYS for back in range(WEEKS)]
    kept = Week.objects.filter(monday__gte=mondays[-1])
    if board is not None:
        kept = kept.filter(board=board)
    found: dict[date, list[dict]] = {}
    for monday, figures in kept.values_list("monday", "figures"):
        found.setdefault(monday, []).append(figures)
    if board is not None:
        return [Line(monday, (found.get(monday) or [{"asked": 0}])[0]) for monday in mondays]
    return [Line(monday, added(found.get(monday, []))) for monday in mondays]


def added(figures: Iterable[dict]) -> dict:
    """Figures that can be added up, added up."""
    total: dict = dict.fromkeys(("asked", "answered", "solved", "promises_missed", "cases", "reopened"), 0)
    by: dict[str, int] = {}
    for one in figures:
        for name in total:
            total[name] += one.get(name, 0)
        for who, count in one.get("by", {}).items():
            by[who] = by.get(who, 0) + count
    return total | {"by": by}


def causes(board: Board | None, now: datetime) -> list[CauseLine]:
    """What went wrong most in these weeks, by the learnings that were noted."""
    since, _until = span_of(monday_of(now) - (WEEKS - 1) * SEVEN_DAYS)
    noted = Learning.objects.filter(at__gte=since)
    if board is not None:
        noted = noted.filter(question__board=board)
    counted = noted.values("cause__name").annotate(count=Count("question", distinct=True))
    return [
        CauseLine(row["cause__name"], row["count"])
        for row in counted.order_by("-count", "cause__name")[:CAUSES]
    ]


def improvements_by_state() -> list[StateLine]:
    """How many improvements stand where, and since when the oldest does: one query."""
    found: dict[str, list[datetime]] = {}
    for state, at in Improvement.objects.filter(state__in=PUBLIC).values_list("state", "state_at"):
        found.setdefault(state, []).append(at)
    return [
        StateLine(str(State(state).label), len(found.get(state, [])), min(found.get(state, []), default=None))
        for state in PUBLIC
    ]


def behind(figure: str, board: Board, monday: date, language: str) -> list[Row]:
    """The questions that count in a figure of that week; at most a hundred."""
    counts = COUNTS_IN[figure]
    ids = [one.question for one in courses(board, monday) if counts(one)][:LISTED]
    shown = Question.objects.filter(pk__in=ids, hidden_at=None).order_by("created_at", "pk").values(*VALUES)
    return rows(list(shown), language, with_tags=False)
