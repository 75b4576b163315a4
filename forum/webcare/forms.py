"""Forms of the desk: they keep what was typed; what will do is decided by the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.webcare.actions.resolve import CAUSE, PUBLIC_LINE

PUBLIC, NOTE = "public", "note"


class ReplyForm(forms.Form):
    """`to` is who reads it; nothing chosen means everyone, as on any page of a question."""

    to = forms.ChoiceField(choices=[(PUBLIC, _("Public answer")), (NOTE, _("Note"))], required=False)
    body = forms.CharField(
        label=_("Your message"),
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 4, "dir": "auto"}),
        error_messages={"required": _("Write something first.")},
    )
    form_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class ResolveForm(forms.Form):
    cause = forms.CharField(
        label=_("Cause"),
        max_length=CAUSE,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": _("Say what the cause was.")},
    )
    learned = forms.CharField(
        label=_("What can we learn?"),
        required=False,
        help_text=_("Nothing new? Leave it empty."),
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 3}),
    )
    public_line = forms.CharField(
        label=_("Public line"),
        max_length=PUBLIC_LINE,
        help_text=_("Everyone reads this on the page of the question."),
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 4}),
        error_messages={"required": _("Write the line everyone reads: how it ended.")},
    )
