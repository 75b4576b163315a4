"""Moves the demo's clock ahead, stopping at every moment at which something is due and having it done."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string

from community.lib import clock, slots
from community.schedule import CADENCES
from forum.escalation.queries import due_moments

JUMPS = ("hours", "monday", "week")


def target_of(jump: str, now: datetime) -> datetime:
    """The moment that "hours", "monday" or "week" leads to from `now`."""
    if jump == "hours":
        return now + timedelta(hours=2)
    if jump == "week":
        return now + timedelta(days=7)
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    monday = local.date() + timedelta(days=-local.weekday())
    opening = datetime.combine(monday, time(9), tzinfo=local.tzinfo)
    return (opening if opening > local else opening + timedelta(days=7)).astimezone(now.tzinfo)


def walk(until: datetime) -> Iterator[datetime]:
    """Move the clock from one due moment to the next, up to `until`, and do the scheduled work at each.

    Yields each moment reached. Never goes back: a target that has passed only does what is due now.
    """
    do_scheduled_work()
    while (reached := clock.now()) < until:
        ahead = due_moments(reached, until)
        moment = ahead[0] if ahead else until
        # The real clock runs on as well: a moment may have passed since it was read.
        if moment > clock.now():
            clock.move_to(moment)
        do_scheduled_work()
        # Every page says what time it is.
        slots.bump(["site", "lists"])
        yield moment


def do_scheduled_work() -> None:
    """Every job of the schedule once, as the worker does it."""
    for task, _seconds in CADENCES.values():
        import_string(task)()
