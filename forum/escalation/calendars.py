"""Calendars by name: time zones, opening hours as they are stored, and the public holidays of a country."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import holidays

from forum.escalation.hours import Calendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class ClosedDays:
    """The public holidays of a country and the days a board adds to them."""

    holidays: Container[date]
    others: frozenset[date]

    def __contains__(self, day: object) -> bool:
        return day in self.others or day in self.holidays


def calendar_of(
    zone: str,
    hours: Mapping[str, list[str] | None] | None,
    country: str,
    closed: Iterable[date] = (),
) -> Calendar:
    """The calendar of stored hours ({"mon": ["09:00", "17:30"]}); without hours the board is always open.

    `closed` are days on which nobody is there besides the public holidays of the country.
    """
    if hours is None:
        return Calendar(ZoneInfo(zone))
    days = ClosedDays(_holidays(country), frozenset(closed))
    return Calendar(ZoneInfo(zone), tuple(_pair(hours.get(day)) for day in WEEKDAYS), days)


def known_zone(name: str) -> bool:
    try:
        return name in available_timezones() and bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError):
        return False


def known_country(code: str) -> bool:
    return code in holidays.list_supported_countries()


@lru_cache(maxsize=64)
def _holidays(country: str) -> Container[date]:
    """Kept for the life of the process: it fills itself year by year as it is asked."""
    return holidays.country_holidays(country) if country else frozenset()


def holiday_name(country: str, day: date, language: str) -> str:
    """What the public holiday on that day is called, in that language where it is known; empty on other days."""
    if not country:
        return ""
    return str(_named_holidays(country, language).get(day) or "")


@lru_cache(maxsize=64)
def _named_holidays(country: str, language: str) -> holidays.HolidayBase:
    known = holidays.country_holidays(country).supported_languages
    spoken = next((one for one in known if one == language or one.startswith(f"{language}_")), None)
    return holidays.country_holidays(country, language=spoken)


def _pair(pair: list[str] | None) -> tuple[int, int] | None:
    return (_minutes(pair[0]), _minutes(pair[1])) if pair else None


def _minutes(moment: str) -> int:
    hours, _, minutes = moment.partition(":")
    return int(hours) * 60 + int(minutes)
