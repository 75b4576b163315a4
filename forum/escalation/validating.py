"""What a manager may write in a policy: hours, zones, countries, days and words, each refused with a sentence."""

import re
from datetime import date, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum.escalation import incidents
from forum.escalation.calendars import WEEKDAYS, known_country, known_zone

# The only way a calendar reads a time; Python itself reads many more.
_CLOCK = re.compile("[0-9]{2}:[0-9]{2}")
# Outside of these no calendar knows its holidays.
_YEARS = range(2000, 2101)


def validate_hours(value: object) -> None:
    """Seven days, each closed (null) or an opening and a later closing time; open at least once a week."""
    if not isinstance(value, dict) or not set(value) <= set(WEEKDAYS):
        raise ValidationError(_("Give hours per day: mon, tue, wed, thu, fri, sat, sun."))
    for day, pair in value.items():
        if pair and not is_pair(pair):
            raise ValidationError(
                _("%(day)s: give an opening and a later closing time, such as 09:00 and 17:30."),
                params={"day": day},
            )
    if not any(value.values()):
        raise ValidationError(_("The board must be open at some moment of the week."))


def validate_zone(value: str) -> None:
    if not known_zone(value):
        raise ValidationError(_("This time zone is not known; write it as Europe/Amsterdam."))


def validate_country(value: str) -> None:
    if not known_country(value):
        raise ValidationError(_("This country's holidays are not known; write its two letters, such as NL."))


def validate_days(value: str) -> None:
    for line in lines(value):
        try:
            is_known = date.fromisoformat(line).year in _YEARS
        except ValueError:
            is_known = False
        if not is_known:
            raise ValidationError(_("%(day)s is no date; write it as 2026-12-24."), params={"day": line})


def validate_words(value: str) -> None:
    for line in lines(value):
        if not incidents.words_of(line):
            raise ValidationError(_("“%(word)s” holds no word."), params={"word": line})


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def is_pair(pair: object) -> bool:
    """Whether it is an opening and a later closing time, as "09:00" and "17:30"; the day ends at "24:00"."""
    if not isinstance(pair, list) or len(pair) != 2:
        return False
    if not all(isinstance(moment, str) and _CLOCK.fullmatch(moment) for moment in pair):
        return False
    try:
        opening = time.fromisoformat(pair[0])
        closing = None if pair[1] == "24:00" else time.fromisoformat(pair[1])
    except ValueError:
        return False
    return closing is None or opening < closing
