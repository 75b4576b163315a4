"""Forms of the desk: they keep what was typed; what will do is decided by the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

PUBLIC, WORD, PRIVATE, NOTE = "public", "word", "private", "note"
# All that is typed in the box.
KEPT = ("to", "reason", "body", "again_at", "form_key")
# As a browser's own field for a moment sends it.
MOMENT = "%Y-%m-%dT%H:%M"


class ReplyForm(forms.Form):
    """`to` is who reads it; nothing chosen means everyone, as on any page of a question."""

    to = forms.ChoiceField(
        choices=[
            (PUBLIC, _("Public answer")),
            (WORD, _("Update")),
            (PRIVATE, _("Private to the customer")),
            (NOTE, _("Note")),
        ],
        required=False,
    )
    reason = forms.CharField(
        label=_("Why in private?"),
        max_length=300,
        required=False,
        help_text=_("For colleagues. Everyone reads only that it goes on in private."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    body = forms.CharField(
        label=_("Your message"),
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 4, "dir": "auto"}),
        error_messages={"required": _("Write something first.")},
    )
    again_at = forms.DateTimeField(
        label=_("The customer hears from us again before"),
        required=False,
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"],
        help_text=_("Empty: as this board promises after a reply."),
        widget=forms.DateTimeInput(
            attrs={"class": "input", "type": "datetime-local", "autocomplete": "off"}, format=MOMENT
        ),
        error_messages={"invalid": _("Give a day and a time, such as 2026-11-24 14:00.")},
    )
    form_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
