"""One person's week at the desk and when they are away."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils.dates import WEEKDAYS

from community.members.models import Member
from forum.webcare.actions.shifts import hours_said
from forum.webcare.models import Absence, Shift


@dataclass(frozen=True)
class Day:
    name: str
    shifts: list[tuple[int, str]]


@dataclass(frozen=True)
class HoursPage:
    member: Member
    days: list[Day]
    absences: list[Absence]
    has_shifts: bool
    now: datetime
    # Of the absence that runs now.
    away_until: datetime | None


def hours_page(member: Member, now: datetime) -> HoursPage:
    """The week by the site's clock, and the absences that are not over; two queries."""
    shifts = list(Shift.objects.filter(member=member).order_by("weekday", "begins"))
    absences = list(Absence.objects.filter(member=member, until__gt=now).order_by("since"))
    week = [
        Day(str(name), [(one.pk, hours_said(one)) for one in shifts if one.weekday == number])
        for number, name in WEEKDAYS.items()
    ]
    running = [one.until for one in absences if one.since <= now]
    return HoursPage(member, week, absences, bool(shifts), now, max(running, default=None))


def runs_over_midnight(begins: time, ends: time) -> bool:
    return ends != time(0) and ends < begins
