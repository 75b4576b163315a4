"""Opening hours as people write them: per day an opening and a closing time, both empty when closed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS as NAMES
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from forum.escalation.calendars import WEEKDAYS
from forum.escalation.validating import is_pair

# What a time field can not hold: the end of the day. There it is midnight.
END_OF_DAY, MIDNIGHT = "24:00", "00:00"


class HoursWidget(forms.Widget):
    """A row per day with two time fields; what was typed stays, right or wrong."""

    # Wagtail's own label would point at one of fourteen fields.
    use_fieldset = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        hours = value if isinstance(value, Mapping) else {}
        rows = [
            {"name": NAMES[place], "opens": f"{name}-{day}-opens", "closes": f"{name}-{day}-closes"}
            | dict(zip(("from", "until"), _shown(hours.get(day)), strict=True))
            for place, day in enumerate(WEEKDAYS)
        ]
        return render_to_string("escalation/hours.html", {"rows": rows, "attrs": attrs or {}})

    def value_from_datadict(self, data: Mapping[str, str], files: Any, name: str) -> dict[str, list[str]]:
        return {
            day: [data.get(f"{name}-{day}-{end}", "").strip() for end in ("opens", "closes")]
            for day in WEEKDAYS
        }

    def value_omitted_from_data(self, data: Mapping[str, str], files: Any, name: str) -> bool:
        return not any(f"{name}-{day}-opens" in data for day in WEEKDAYS)


class HoursField(forms.Field):
    """Gives the hours as a policy keeps them: {"mon": ["09:00", "17:30"], "sun": None}."""

    widget = HoursWidget

    def to_python(self, value: Mapping[str, list[str] | None]) -> dict[str, list[str] | None]:
        hours, faults = {}, []
        for place, day in enumerate(WEEKDAYS):
            pair = _kept(value.get(day))
            if pair is not None and not is_pair(pair):
                faults.append(
                    ValidationError(
                        _("%(day)s: give an opening and a later closing time, such as 09:00 and 17:30."),
                        params={"day": NAMES[place]},
                    )
                )
            hours[day] = pair
        if faults:
            raise ValidationError(faults)
        return hours

    def validate(self, value: Mapping[str, list[str] | None]) -> None:
        if not any(value.values()):
            raise ValidationError(_("The board must be open at some moment of the week."))


def _shown(pair: list[str] | None) -> list[str]:
    opens, closes = pair or ("", "")
    return [opens, MIDNIGHT if closes == END_OF_DAY else closes]


def _kept(pair: list[str] | None) -> list[str] | None:
    if not pair or not any(pair):
        return None
    opens, closes = pair
    return [opens[:5], END_OF_DAY if closes[:5] == MIDNIGHT else closes[:5]]
