"""Moments as people read them, in the site's time zone: prepared once per language, so that a row costs no lookup."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, override

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


class Moments:
    """Dates and times in one language and the site's zone; always absolute, so that a stored page stays true."""

    def __init__(self, language: str):
        self.language = language
        self._zone = ZoneInfo(settings.TIME_ZONE)
        with override(language):
            self._months = [str(MONTHS[number]).lower() for number in range(1, 13)]
            self._days = [str(WEEKDAYS[number]) for number in range(7)]
        if language == "en":
            self._months = [month.capitalize() for month in self._months]
        self._short_months = [month[:3] for month in self._months]

    def full(self, moment: datetime) -> str:
        """17 November 2026, 20:52"""
        local = moment.astimezone(self._zone)
        return f"{local.day} {self._months[local.month - 1]} {local.year}, {local:%H:%M}"

    def short(self, moment: datetime) -> str:
        """17 Nov 2026, 20:52"""
        local = moment.astimezone(self._zone)
        return f"{local.day} {self._short_months[local.month - 1]} {local.year}, {local:%H:%M}"

    def day(self, moment: datetime) -> str:
        """Tuesday 17 November 2026"""
        local = moment.astimezone(self._zone)
        return f"{self._days[local.weekday()]} {local.day} {self._months[local.month - 1]} {local.year}"

    def date(self, moment: datetime) -> str:
        """17 November 2026"""
        local = moment.astimezone(self._zone)
        return f"{local.day} {self._months[local.month - 1]} {local.year}"

    def stamp(self, moment: datetime) -> SafeString:
        """A <time> element that script may shorten to "4 hours ago"."""
        return format_html('<time datetime="{}">{}</time>', iso(moment), self.short(moment))


@lru_cache(maxsize=8)
def moments(language: str) -> Moments:
    return Moments(language)


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def duration(span: timedelta) -> str:
    """How long something took, in its largest unit, in the active language: "28 minutes"."""
    seconds = max(int(span.total_seconds()), _MINUTE)
    if seconds < _HOUR:
        count = seconds // _MINUTE
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    if seconds < _DAY:
        count = seconds // _HOUR
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    count = seconds // _DAY
    if count < 60:
        return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
    if count < 730:
        count //= 30
        return ngettext("%(count)d month", "%(count)d months", count) % {"count": count}
    count //= 365
    return ngettext("%(count)d year", "%(count)d years", count) % {"count": count}
