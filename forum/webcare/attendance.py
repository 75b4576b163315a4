"""Who of the desk is there at a moment: pure reading of shifts and absences."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from community.members.models import Member
from forum.webcare.models import Absence, Shift

MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Watchers:
    """Who is told of alarms: the leads, or the managers while no lead is there."""

    members: list[int]
    are_managers: bool


def on_shift(now: datetime) -> set[int]:
    """Who works at the desk at this moment, by the site's clock; who is away is not there."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    running = Q(ends__gt=local.time()) | Q(ends=MIDNIGHT)
    shifts = Shift.objects.filter(running, weekday=local.weekday(), begins__lte=local.time())
    return set(shifts.exclude(member__in=_away(now).values("member")).values_list("member", flat=True))


def away(now: datetime) -> dict[int, datetime]:
    """Who is away at this moment, and until when."""
    until = _away(now).values_list("member").annotate(last=Max("until"))
    return dict(until)


def who_watches(now: datetime) -> Watchers:
    """The leads who are there; the managers when there is none, or all of them are away. Two queries at most."""
    there = Q(suspended_until=None) | Q(suspended_until__lte=now)
    present = Member.objects.present().filter(there)
    leads = present.filter(is_lead=True).exclude(pk__in=_away(now).values("member"))
    found = list(leads.values_list("pk", flat=True))
    if found:
        return Watchers(found, are_managers=False)
    return Watchers(list(present.filter(is_manager=True).values_list("pk", flat=True)), are_managers=True)


def _away(now: datetime) -> QuerySet[Absence]:
    return Absence.objects.filter(since__lte=now, until__gt=now)
