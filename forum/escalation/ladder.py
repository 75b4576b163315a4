"""The ladder itself, pure: which steps a question climbs, when each is due, and what stops the clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from forum.escalation.hours import Calendar, add


class Rung(StrEnum):
    EVERYONE = "everyone"
    HELPERS = "helpers"
    COLLEAGUES = "colleagues"
    WEBCARE = "webcare"


ORDER = list(Rung)


class Course(StrEnum):
    """What a question's climb is doing."""

    CLIMBING = "climbing"
    # Someone answered: nobody else needs to be asked for now.
    RESTING = "resting"
    # The asker has to say something first.
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True)
class Patience:
    """How long each rung is given, in opening time; all but the reply counted from the question.

    A rung that is `left_out` is never taken.
    """

    helpers: timedelta
    colleagues: timedelta
    next_colleagues: timedelta
    webcare: timedelta
    reply: timedelta
    left_out: frozenset[Rung] = frozenset()


@dataclass(frozen=True)
class Facts:
    """What there is to know about a question in order to say which course its climb takes."""

    is_hidden: bool
    is_finished: bool
    needs_info: bool
    is_answered: bool
    # The asker asked back after an answer, and nobody replied within the board's patience.
    is_unheard: bool = False


@dataclass(frozen=True)
class Planned:
    rung: Rung
    number: int
    due_at: datetime


def course_of(facts: Facts) -> Course:
    if facts.is_hidden or facts.is_finished:
        return Course.ENDED
    if facts.is_answered and not facts.is_unheard:
        return Course.RESTING
    return Course.PAUSED if facts.needs_info else Course.CLIMBING


def plan(
    patience: Patience,
    calendar: Calendar,
    *,
    since: datetime,
    spent: timedelta = timedelta(),
    taken: Iterable[tuple[Rung, int]] = (),
) -> list[Planned]:
    """The steps that are still ahead of the last one taken, in order, each with its due moment.

    `since` is when the clock started to run (again), `spent` what it had run before. What fell due while
    the clock stood still is due the moment it runs again.
    """
    reached = max((place(rung, number) for rung, number in taken), default=(-1, -1))
    return [
        Planned(rung, number, add(since, max(after - spent, timedelta()), calendar))
        for rung, number, after in _steps(patience)
        if place(rung, number) > reached
    ]


def promise(
    patience: Patience, calendar: Calendar, *, since: datetime, spent: timedelta = timedelta()
) -> datetime:
    """By when there is an answer from a person: webcare's turn plus its reply time, in whole minutes."""
    waiting = max(patience.webcare - spent, timedelta()) + patience.reply
    return whole_minute(add(since, waiting, calendar))


def heard_by(patience: Patience, calendar: Calendar, *, asked_back_at: datetime) -> datetime:
    """By when somebody has replied to an asker who asked back: what the crowd is given before anybody is asked."""
    first = next(after for rung, _number, after in _steps(patience) if rung != Rung.EVERYONE)
    return add(asked_back_at, first, calendar)


def next_promise(patience: Patience, calendar: Calendar, *, now: datetime, missed: int) -> datetime:
    """The new time after the promise slipped `missed` times.

    Each time it doubles, up to sixteen times: a desk that cannot keep up should not promise again every two hours.
    """
    return whole_minute(add(now, patience.reply * 2 ** min(missed - 1, 4), calendar))


def whole_minute(moment: datetime) -> datetime:
    """Rounded down: what is said on the page is what is held to."""
    return moment.replace(second=0, microsecond=0)


def _steps(patience: Patience) -> Iterator[tuple[Rung, int, timedelta]]:
    yield Rung.EVERYONE, 0, timedelta()
    if Rung.HELPERS not in patience.left_out:
        yield Rung.HELPERS, 0, patience.helpers
    if Rung.COLLEAGUES not in patience.left_out:
        number, after = 0, patience.colleagues
        # A few at a time: the next ones while there is time left before webcare takes over.
        while number == 0 or after < patience.webcare:
            yield Rung.COLLEAGUES, number, after
            number, after = number + 1, after + patience.next_colleagues
    yield Rung.WEBCARE, 0, patience.webcare


def place(rung: str, number: int) -> tuple[int, int]:
    return ORDER.index(Rung(rung)), number
