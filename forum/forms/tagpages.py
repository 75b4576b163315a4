"""Forms of the pages of tags: their words, and other words for the same."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.actions import tagpage
from forum.forms.parts import Drafted


class TagPageForm(Drafted, forms.Form):
    about = forms.CharField(
        label=_("What is it about?"),
        help_text=_("One or two sentences, shown above the list of its questions."),
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "dir": "auto"}),
    )
    body = forms.CharField(
        label=_("The page"),
        help_text=_(
            "All there is to know before asking: words explained, where to look, what usually helps."
        ),
        required=False,
        widget=forms.Textarea(
            attrs={"class": "textarea", "rows": 14, "dir": "auto", "data-most": tagpage.WIKI}
        ),
    )
    reason = forms.CharField(
        label=_("What did you change?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_about(self) -> str:
        return tagpage.about_line(self.cleaned_data["about"])

    def clean_body(self) -> str:
        return tagpage.page_text(self.cleaned_data["body"]).source


class SynonymForm(forms.Form):
    word = forms.CharField(
        label=_("Another word for it"),
        help_text=_("Whoever types it gets this tag. Questions that stand under it move here."),
        max_length=80,
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "off", "data-tags": "/writing/tags/"}
        ),
        error_messages={"required": _("Write the other word, such as wifi.")},
    )
