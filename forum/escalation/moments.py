"""Moments as people say them: a weekday and a time, in one zone, never "in two hours"."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.dateformat import format as say

from community.members.models import Member


def said(moment: datetime, now: datetime, zone: ZoneInfo | None = None) -> str:
    """ "Monday 12:30"; with its date when that is a week away or more. In the reader's language."""
    local = moment.astimezone(zone or timezone.get_current_timezone())
    today = now.astimezone(local.tzinfo).date()
    is_this_week = abs(local.date() - today) < timedelta(days=7)
    return say(local, "l H:i" if is_this_week else "l j F H:i")


def said_to(member: Member, moment: datetime, now: datetime) -> str:
    """The same in the member's own language and zone."""
    with translation.override(member.language or settings.LANGUAGE_CODE):
        return said(moment, now, zone_of(member))


def zone_of(member: Member | None) -> ZoneInfo | None:
    """The member's own zone, None for the site's."""
    name = getattr(member, "time_zone", "")
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError):
        return None
