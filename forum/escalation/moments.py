"""Moments as one member lives them: when it is night there, and what is said in their terms."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from community.lib.moments import said
from community.members.models import Member

__all__ = ["after_night", "in_terms_of", "said", "zone_of"]

# When nobody is written to about something that can wait, by their own clock.
NIGHT_BEGINS, NIGHT_ENDS = 22, 8


def after_night(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same moment; eight in the morning when it is night there, from ten in the evening on."""
    local = moment.astimezone(zone)
    if NIGHT_ENDS <= local.hour < NIGHT_BEGINS:
        return moment
    morning = local.date() + timedelta(days=1 if local.hour >= NIGHT_BEGINS else 0)
    return datetime.combine(morning, time(NIGHT_ENDS), tzinfo=zone).astimezone(UTC)


@contextmanager
def in_terms_of(member: Member) -> Iterator[None]:
    """Whatever is said within is said in the member's own language and zone, whoever's browser it is."""
    with (
        translation.override(member.language or translation.get_language()),
        timezone.override(zone_of(member)),
    ):
        yield


def zone_of(member: Member | None) -> ZoneInfo | None:
    """The member's own zone, None for the site's."""
    name = getattr(member, "time_zone", "")
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError):
        return None
