"""A form that is never kept: every kind of field of the house, empty, filled and refused."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SpecimenForm(forms.Form):
    """Labels are those of real forms."""

    title = forms.CharField(
        label=_("Your question in one sentence"),
        help_text=_("As you would ask it across the table."),
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": _("Give your question a title, so that others see what it is about.")},
    )
    reason = forms.CharField(
        label=_("What did you change?"), required=False, widget=forms.TextInput(attrs={"class": "input"})
    )
    name = forms.CharField(
        label=_("Your name here"), disabled=True, widget=forms.TextInput(attrs={"class": "input"})
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("As the browser")), ("en", _("English"))],
        widget=forms.Select(attrs={"class": "select"}),
    )
    comment = forms.CharField(
        label=_("Your comment"),
        help_text=_("For a detail or a question back. A solution is better as an answer."),
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 3}),
    )
    body = forms.CharField(
        label=_("Your answer"), widget=forms.Textarea(attrs={"class": "textarea", "rows": 4})
    )


def empty() -> SpecimenForm:
    return SpecimenForm(auto_id="empty_%s", initial={"name": "Abena Mensah"})


def refused() -> SpecimenForm:
    """As it comes back after it was sent without a title."""
    sent = {
        "reason": "A typing error",
        "language": "en",
        "comment": "Which box is it?",
        "body": "Turn it off.",
    }
    form = SpecimenForm(sent, auto_id="refused_%s", initial={"name": "Abena Mensah"})
    form.is_valid()
    return form
