"""Moments as people say them: a weekday and a time, in one zone, never "in two hours"."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateformat import format as say


def said(moment: datetime, now: datetime, zone: ZoneInfo | None = None) -> str:
    """ "Monday 12:30"; with its date when that is a week away or more. In the reader's language."""
    local = moment.astimezone(zone or timezone.get_current_timezone())
    today = now.astimezone(local.tzinfo).date()
    is_this_week = abs(local.date() - today) < timedelta(days=7)
    return say(local, "l H:i" if is_this_week else "l j F H:i")
