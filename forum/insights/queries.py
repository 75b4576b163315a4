"""What the dashboard reads: kept weeks of a board or of all, causes, and the questions behind a figure."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from forum.improvements.models import Cause, Improvement, Learning, Recurrence
from forum.improvements.models.improvements import PUBLIC, State
from forum.improvements.queries.public import of_board
from forum.insights import links
from forum.insights.figures import COUNTS_IN, WAITS, percentile
from forum.insights.measuring import SEVEN_DAYS, WEEKS_SHOWN, courses_of, monday_of, span_of
from forum.insights.models import Week
from forum.models import Board, Question
from forum.queries.moments import duration
from forum.queries.rows import VALUES, Row, in_order, rows

WEEKS = WEEKS_SHOWN
CAUSES = 8
LISTED = 100
# Of fewer than these a percentage would be more than is known: the count is said instead.
FEW = 5


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    part: int
    whole: int

    @property
    def is_few(self) -> bool:
        return self.whole < FEW

    @property
    def percent(self) -> int | None:
        """None of nothing."""
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True)
class Line:
    """One week of one board, or of all boards together; `is_current` while it lasts."""

    monday: date
    figures: dict
    is_current: bool = False
    # None while it was never measured.
    measured_at: datetime | None = None

    @property
    def answered_share(self) -> Share:
        return self._of("answered", "asked")

    @property
    def solved_share(self) -> Share:
        return self._of("solved", "asked")

    @property
    def kept_share(self) -> Share:
        """The promises that were kept, among those kept or missed; what still waits is neither."""
        return self._of("promises_kept", "promises_kept", "promises_missed")

    @property
    def held_share(self) -> Share:
        """The askers who said "still solved" among those who said anything."""
        return self._of("checks_yes", "checks_yes", "checks_no")

    @property
    def glad_share(self) -> Share:
        """Who were helped well among those who said "still solved"."""
        return self._of("felt_glad", "checks_yes")

    def _of(self, name: str, *all_of: str) -> Share:
        return Share(self.figures.get(name, 0), sum(self.figures.get(each, 0) for each in all_of))


@dataclass(frozen=True, slots=True)
class CauseLine:
    id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class StateLine:
    """How many improvements are in a state, and for how many days half of them and the oldest are at the most."""

    state: str
    name: str
    path: str
    count: int
    median_days: int | None
    oldest_days: int | None


def weeks(board: Board | None, now: datetime) -> list[Line]:
    """The last twelve weeks, the newest first; a week without a row has no questions."""
    newest = monday_of(now)
    mondays = [newest - back * SEVEN_DAYS for back in range(WEEKS)]
    kept = Week.objects.filter(board=board, monday__gte=mondays[-1])
    found = {
        monday: (figures, at) for monday, figures, at in kept.values_list("monday", "figures", "measured_at")
    }
    nothing = ({"asked": 0}, None)
    return [
        Line(monday, figures, monday == newest, at)
        for monday in mondays
        for figures, at in [found.get(monday, nothing)]
    ]


def causes(board: Board | None, now: datetime) -> list[CauseLine]:
    """What went wrong most in these weeks: questions, by what was learned of them or was the same again."""
    counted = Counter(cause for cause, _question in _noted(board, now))
    names = dict(Cause.objects.filter(pk__in=counted).values_list("pk", "name"))
    found = [CauseLine(cause, names[cause], count) for cause, count in counted.items()]
    return sorted(found, key=lambda line: (-line.count, line.name))[:CAUSES]


def of_cause(cause: Cause, board: Board | None, now: datetime, language: str) -> list[Row]:
    """The questions of these weeks that had this cause; at most a hundred."""
    return _rows([question for found, question in _noted(board, now) if found == cause.pk], language)


def _noted(board: Board | None, now: datetime) -> list[tuple[int, int]]:
    """Cause and question, each pair once, whether a lesson was noted or "nothing new"."""
    since, _until = span_of(monday_of(now) - (WEEKS - 1) * SEVEN_DAYS)
    of_board = {"question__board": board} if board else {}
    lists = [
        kind.objects.filter(at__gte=since, question__hidden_at=None, **of_board).values_list(
            "cause", "question"
        )
        for kind in (Learning, Recurrence)
    ]
    return list(lists[0].union(lists[1]))


def improvements_by_state(board: Board | None, now: datetime) -> list[StateLine]:
    """How many improvements stand where, of all or of those that gather a question of the board: one query."""
    found = Improvement.objects.public()
    if board is not None:
        found = found.filter(pk__in=of_board(board))
    days: dict[str, list[int]] = {}
    for state, at in found.values_list("state", "state_at"):
        days.setdefault(state, []).append(max(now - at, timedelta()).days)
    return [
        StateLine(
            state=state,
            name=str(State(state).label),
            path=links.of_improvements(state, board),
            count=len(days.get(state, [])),
            median_days=percentile(days.get(state, []), 50),
            oldest_days=max(days.get(state, []), default=None),
        )
        for state in PUBLIC
    ]


def behind(figure: str, board: Board | None, monday: date, language: str) -> list[Row]:
    """The questions that count in a figure of that week, on a board or on all; at most a hundred.

    Those of a figure of waiting say how long they waited, the longest first.
    """
    found = [one for one in courses_of(board, monday) if COUNTS_IN[figure](one)]
    if figure not in WAITS:
        return _rows([one.question for one in found], language)
    waited = WAITS[figure]
    found.sort(key=waited, reverse=True)
    said = {one.question: _("after {time}").replace("{time}", duration(waited(one))) for one in found}
    shown = Question.objects.filter(hidden_at=None)
    listed = in_order([one.question for one in found[:LISTED]], shown, language)
    return [replace(row, answers=said[row.id]) for row in listed]


def _rows(ids: QuerySet | list[int], language: str) -> list[Row]:
    shown = Question.objects.filter(pk__in=ids, hidden_at=None).order_by("created_at", "pk").values(*VALUES)
    return rows(list(shown[:LISTED]), language, with_tags=False)
