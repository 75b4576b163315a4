"""Forms of who leads the desk, and of when somebody works there: they keep what was typed, the actions decide."""

from datetime import datetime

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

_INPUT = {"class": "input", "autocomplete": "off"}
QUEUE = "queue"


class ShiftForm(forms.Form):
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )
    begins = forms.TimeField(
        label=_("From"),
        widget=forms.TimeInput(attrs={"type": "time", **_INPUT}, format="%H:%M"),
        error_messages={"required": _("Say when it begins.")},
    )
    ends = forms.TimeField(
        label=_("Until"),
        widget=forms.TimeInput(attrs={"type": "time", **_INPUT}, format="%H:%M"),
        error_messages={"required": _("Say when it ends; 00:00 is midnight.")},
    )


class AbsenceForm(forms.Form):
    """Read in the zone that is active: whoever fills it in means their own clock."""

    since = forms.DateTimeField(
        label=_("Away from"),
        required=False,
        help_text=_("Empty means from now on."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", **_INPUT}, format="%Y-%m-%dT%H:%M"),
    )
    until = forms.DateTimeField(
        label=_("Back at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", **_INPUT}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": _("Say when you are back.")},
    )

    def span(self, now: datetime) -> dict[str, datetime]:
        return {"since": self.cleaned_data["since"] or now, "until": self.cleaned_data["until"]}
