"""What a member was told, as its page shows it: by day, with the person's face and one sentence each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from community.lib import paging
from community.members.models import Member
from community.members.zones import zone_of
from community.notifications import kinds, letters
from community.notifications.models import Notification

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    sentence: str
    icon: str
    actor: Member | None
    at: datetime
    clock: str
    is_new: bool


@dataclass(frozen=True)
class Told:
    """One page: days with their lines, newest first."""

    days: list[tuple[str, list[Line]]]
    newer: str | None
    older: str | None
    has_new: bool
    only_new: bool


def told(query: Mapping[str, str], *, member: Member, now: datetime) -> Told:
    """The page an address asks for with `state=new`, `after` and `before`: two queries, whatever its length."""
    known = [kind.slug for kind in kinds.all_kinds()]
    rows = Notification.objects.filter(member=member, kind__in=known).select_related("actor")
    only_new = query.get("state") == "new"
    page = paging.requested(
        rows.unread() if only_new else rows, query, fields=("-created_at", "-id"), size=PAGE_SIZE
    )
    for row in page.items:
        # Known already: nothing of theirs is read again for each row.
        row.member = member
    zone = zone_of(member)
    today = now.astimezone(zone).date()
    days = groupby(page.items, key=lambda row: row.created_at.astimezone(zone).date())
    return Told(
        [(_day(day, today), [_line(row, zone) for row in found]) for day, found in days],
        page.newer,
        page.older,
        has_new=rows.unread().exists(),
        only_new=only_new,
    )


def _line(row: Notification, zone: ZoneInfo) -> Line:
    return Line(
        row.pk,
        letters.sentence(row),
        kinds.get(row.kind).icon,
        row.actor if row.actor and row.actor.erased_at is None else None,
        row.created_at,
        time_format(row.created_at.astimezone(zone), "H:i"),
        row.read_at is None,
    )


def _day(day: date, today: date) -> str:
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return date_format(day, "l j F Y" if day.year != today.year else "l j F")
