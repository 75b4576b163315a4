"""When the questions of the demo were asked, so that each stands where its story needs it at any hour of the week."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta

from cms.demo import content
from forum.escalation import hours
from forum.escalation.hours import Calendar
from forum.escalation.models import Policy

# Twenty minutes before its next rung, and with a promise that falls today. Their board never closes.
SOON = "video-calls-stutter"
TODAY = "glasvezel-in-straat-niet-bij-ons"
BEFORE_NEXT_RUNG = timedelta(minutes=20)
BEFORE_PROMISE = timedelta(hours=4, minutes=40)

# How much opening time passed since these were asked.
_STORIES = {
    # Colleagues were asked, and the next ones not yet.
    "right-colleague": timedelta(hours=4, minutes=20),
    "pass-on": timedelta(hours=4, minutes=30),
    # Crowd and colleagues were silent; webcare has it since a quarter of an hour.
    "nothing-left": timedelta(hours=8, minutes=15),
}
_CASES = {
    # Late, and nobody took it: the lead's first look of the day.
    "taiwan-calls-missing": timedelta(hours=10, minutes=25),
    "oplevering-uitgesteld-datum-schuiven": timedelta(hours=8, minutes=40),
    "moving-out-final-reading-other": timedelta(hours=8, minutes=55),
    "matter-thermostat": timedelta(hours=9, minutes=20),
    "zakelijk-nummer-naar-prive": timedelta(hours=8, minutes=35),
}
_FARTHEST_BACK = timedelta(days=60)
# What is told of these days hangs on the hour of loading.
_RECENT = timedelta(days=10)


def asked_at(row: Mapping, policy: Policy, now: datetime) -> datetime:
    """The moment this question was asked, when the community is loaded at `now`."""
    patience, calendar = policy.patience(), policy.calendar()
    if row["key"] == SOON:
        return earlier(now, patience.helpers - BEFORE_NEXT_RUNG, calendar)
    if row["key"] == TODAY:
        return earlier(_promise_today(now, calendar), patience.webcare + patience.reply, calendar)
    opening_time = _CASES.get(row["key"]) or _STORIES.get(row.get("story", ""))
    if opening_time is not None:
        return earlier(now, opening_time, calendar)
    passed = content.span(row["asked"])
    if passed > timedelta(days=1):
        # Not everybody asks at the same minute of the hour.
        passed += timedelta(seconds=random.Random(row["key"]).randrange(45 * 60))
    return now - passed if passed < _RECENT else _by_day(passed, now, calendar)


def _by_day(passed: timedelta, now: datetime, calendar: Calendar) -> datetime:
    """So long before the latest three o'clock, by the clock on the wall: no history happened at night."""
    local = now.astimezone(calendar.zone)
    three = local.replace(hour=15, minute=0, second=0, microsecond=0)
    afternoon = three if three <= local else three - timedelta(days=1)
    return (afternoon - passed).astimezone(now.tzinfo)


def earlier(moment: datetime, patience: timedelta, calendar: Calendar) -> datetime:
    """The latest moment from which `patience` of opening time had passed at `moment`."""
    if calendar.hours is None:
        return moment - patience
    least, most = moment - _FARTHEST_BACK, moment
    while most - least > timedelta(seconds=1):
        middle = least + (most - least) / 2
        if hours.between(middle, moment, calendar) >= patience:
            least = middle
        else:
            most = middle
    return least


def _promise_today(now: datetime, calendar: Calendar) -> datetime:
    """A whole minute that is still to come and, but for the day's last minute, today in the board's zone."""
    local = now.astimezone(calendar.zone)
    last = local.replace(hour=23, minute=59, second=0, microsecond=0)
    wanted = (now + BEFORE_PROMISE).replace(second=0, microsecond=0)
    return max(
        min(wanted, last.astimezone(now.tzinfo)),
        (now + timedelta(minutes=1)).replace(second=0, microsecond=0),
    )
