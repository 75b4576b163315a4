"""The form on which a case is put aside, and the moments it offers."""

from datetime import date, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateformat import format as say
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MONDAY = 0


class SnoozeForm(forms.Form):
    """One of the moments offered, or one that is typed, which says more than what was chosen."""

    choice = forms.ChoiceField(required=False)
    moment = forms.DateTimeField(
        label=gettext_lazy("Or another moment"),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"class": "input", "type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"invalid": gettext_lazy("Write it as a date and a time, such as 2026-11-24 09:30.")},
    )
    body = forms.CharField(
        label=gettext_lazy("A word to the customer"),
        required=False,
        help_text=gettext_lazy("Everyone reads it, below the question. What are you waiting for?"),
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 4, "dir": "auto"}),
    )
    form_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, offered: list[tuple[str, str]], is_private: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.guarded = None
        self.fields["choice"].choices = offered
        if is_private:
            self.fields["body"].help_text = _(
                "Only the customer and the desk read it. What are you waiting for?"
            )

    def clean(self) -> dict:
        given = super().clean()
        if not self.errors and not given.get("moment") and not given.get("choice"):
            raise ValidationError(_("Choose when you come back to it."))
        return given


def days(now: datetime) -> dict[str, date]:
    """Tomorrow, in three days and next Monday, by the site's clock."""
    today = timezone.localtime(now).date()
    to_monday = (MONDAY - today.weekday()) % 7 or 7
    numbers = {"tomorrow": 1, "three_days": 3, "monday": to_monday}
    return {name: today + timedelta(days=number) for name, number in numbers.items()}


def label(name: str, at: datetime, hear_by: datetime, now: datetime) -> str:
    """A moment in words, with its name where it falls on that day, and by when the customer then hears from us."""
    words = {"tomorrow": _("Tomorrow"), "three_days": _("In three days"), "monday": _("Next Monday")}
    local = timezone.localtime(at)
    said = say(local, "l j F H:i")
    back = f"{words[name]}, {said}" if local.date() == days(now)[name] else said[:1].upper() + said[1:]
    until = say(timezone.localtime(hear_by), "l j F H:i")
    return _("%(back)s; the customer hears before %(until)s") % {"back": back, "until": until}
