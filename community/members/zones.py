"""The clock a member lives by."""

from zoneinfo import ZoneInfo

from django.conf import settings

from community.members.models import Member


def zone_of(member: Member | None) -> ZoneInfo:
    """The member's own zone, or the site's."""
    try:
        return ZoneInfo(getattr(member, "time_zone", "") or settings.TIME_ZONE)
    except (KeyError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)
