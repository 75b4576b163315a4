"""Arithmetic in opening hours, pure: when patience runs out, and how much of it was used."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
# A board that is closed for longer than this has hours nobody can mean; better an error than a loop without end.
LONGEST_CLOSED_DAYS = 400


class NeverOpen(Exception):
    """The calendar has no opening hours for more than a year."""


@dataclass(frozen=True)
class Calendar:
    """Opening hours: per weekday (Monday first) a pair of minutes since midnight, or None when closed.

    Hours are half-open: a board that closes at 17:30 is closed at 17:30. Without `hours` it is always open.
    """

    zone: ZoneInfo
    hours: tuple[tuple[int, int] | None, ...] | None = None
    holidays: Container[date] = frozenset()

    def opening(self, day: date) -> tuple[datetime, datetime] | None:
        """From when until when the board is open on that local day, in UTC."""
        pair = self.hours[day.weekday()] if self.hours else None
        if pair is None or day in self.holidays:
            return None
        opens, closes = (self._moment(day, minutes) for minutes in pair)
        # On the night the clock goes forward, hours inside the gap do not exist.
        return (opens, closes) if opens < closes else None

    def _moment(self, day: date, minutes: int) -> datetime:
        days, rest = divmod(minutes, 24 * 60)
        local = datetime.combine(day + days * DAY, time(rest // 60, rest % 60), tzinfo=self.zone)
        return local.astimezone(UTC)


def add(start: datetime, patience: timedelta, calendar: Calendar) -> datetime:
    """The moment at which `patience` of opening time has passed since `start`.

    What ends at closing time is due then, not at the next opening; no patience at all is due at once.
    Raises NeverOpen.
    """
    # In a zone of its own Python adds on the wall clock, which skips or repeats an hour twice a year.
    start = start.astimezone(UTC)
    if calendar.hours is None or patience <= timedelta():
        return start + max(patience, timedelta())
    left = patience
    for opens, closes in _openings(start, calendar):
        begins = max(opens, start)
        if begins + left <= closes:
            return begins + left
        left -= closes - begins
    raise NeverOpen("The opening hours hold no open day.")


def between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """How much opening time lies between the two moments; none when `end` is not after `start`."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end <= start:
        return timedelta()
    if calendar.hours is None:
        return end - start
    total, last = timedelta(), end.astimezone(calendar.zone).date()
    day = start.astimezone(calendar.zone).date() - DAY
    while day <= last:
        opening = calendar.opening(day)
        if opening:
            total += max(min(opening[1], end) - max(opening[0], start), timedelta())
        day += DAY
    return total


def opening_on(day: date, calendar: Calendar) -> datetime:
    """When it opens that day, or on the next day that it does; at nine where it is always open. Raises NeverOpen."""
    midnight = datetime.combine(day, time(), tzinfo=calendar.zone)
    if calendar.hours is None:
        return midnight.replace(hour=9).astimezone(UTC)
    for opens, _closes in _openings(midnight.astimezone(UTC), calendar):
        if opens >= midnight:
            return opens
    raise NeverOpen("The opening hours hold no open day.")


def _openings(start: datetime, calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """Openings that end after `start`, in order."""
    day = start.astimezone(calendar.zone).date() - DAY
    closed = 0
    while closed <= LONGEST_CLOSED_DAYS:
        opening = calendar.opening(day)
        closed = 0 if opening else closed + 1
        if opening and opening[1] > start:
            yield opening
        day += DAY
