"""The form in which the asker writes to webcare alone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.actions import drafting
from forum.forms.parts import Keyed
from forum.webcare.actions.talk import SIZES


class PrivateForm(Keyed):
    """A plain box: what is private is kept nowhere before it is sent."""

    body = forms.CharField(
        label=_("Your message to webcare"),
        help_text=_(
            "A customer number or an address may stand here. A password never: nobody of ours asks for it."
        ),
        widget=forms.Textarea(
            attrs={
                "class": "textarea",
                "rows": 6,
                "dir": "auto",
                "maxlength": SIZES[1],
                "autocomplete": "off",
            }
        ),
        error_messages={"required": _("Write something first.")},
    )

    def clean_body(self) -> str:
        return drafting.body(self.cleaned_data["body"], SIZES, _("The message")).source
