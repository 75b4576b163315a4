"""How many questions stand in each state, everywhere and on each board: counted by a job, up to a cap."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.utils import formats

from community.lib import slots
from community.lib.sharedcache import CACHE_ERRORS
from forum.models import Board, Question
from forum.queries.filters import STATES, Filters

# Nobody reads larger numbers, and looking further would cost more than the list beside it.
CAP = 1000
# The job counts every half minute; without it, the first reader after this many seconds does.
KEPT_SECONDS = 120
_KEY = "lists:counts"
_EVERYWHERE = 0

Numbers = dict[tuple[int, str], int]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers by board (0 for all) and state."""

    numbers: Numbers

    def of(self, filters: Filters) -> str:
        """How long this list is, in words; nothing when it is narrowed by more than is counted."""
        if filters.is_personal or set(filters.narrowing) - {"state", "board"}:
            return ""
        return self.on(filters.board.pk if filters.board else _EVERYWHERE, filters.state)

    def on(self, board_id: int, state: str = "") -> str:
        number = self.numbers.get((board_id, state))
        return "" if number is None else capped(number)


def capped(number: int) -> str:
    """`12`, or `1,000+` in the way of the active language."""
    if number <= CAP:
        return str(number)
    return f"{formats.number_format(CAP, use_l10n=True, force_grouping=True)}+"


def counts() -> Counts:
    """As of half a minute ago: no query while the job runs."""
    try:
        numbers = cache.get(_KEY)
        if numbers is None:
            numbers = live()
            cache.set(_KEY, numbers, KEPT_SECONDS)
    except CACHE_ERRORS:
        return Counts({})
    return Counts(numbers)


def refresh() -> bool:
    """Count anew, and build the lists anew when a number changed; whether one did."""
    numbers = live()
    try:
        changed = cache.get(_KEY) != numbers
        cache.set(_KEY, numbers, KEPT_SECONDS)
    except CACHE_ERRORS:
        return False
    if changed:
        slots.bump(["lists"])
    return changed


def live() -> Numbers:
    """What the rows say now, in two queries; none looks at more than CAP and one rows of a list."""
    wanted, parts, values = [], [], []
    for board_id in (_EVERYWHERE, *Board.objects.order_by("id").values_list("id", flat=True)):
        for state in ("", *STATES):
            sql, params = _some_of(board_id, state).query.sql_with_params()
            wanted.append((board_id, state))
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")
            values += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return dict(zip(wanted, cursor.fetchone(), strict=True))


def _some_of(board_id: int, state: str):
    questions = Question.objects.listed()
    if state:
        questions = getattr(questions, state)()
    if board_id != _EVERYWHERE:
        questions = questions.filter(board=board_id)
    return questions.order_by().values("pk")[: CAP + 1]
