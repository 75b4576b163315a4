"""What several forms have in common: a title, a text, tags, a key, and words that are kept while one writes."""

import re
import secrets
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.actions import drafting
from forum.models import Draft

_BETWEEN_TAGS = re.compile(r"[,;\s]+")


def new_key() -> str:
    """A random key of one form, so that sending it twice is sending it once."""
    return secrets.token_urlsafe(18)


def posted_key(posted: Mapping[str, str]) -> str | None:
    """The key a form came with; None for none, and for one that no form of ours and no database could hold."""
    key = posted.get("form_key", "")[:40]
    return key if key.isascii() and key.isprintable() and key else None


class Drafted:
    """A form whose unsent words are kept: where, and what was kept when it was opened."""

    place = ""
    kept: Draft | None = None


class Titled(forms.Form):
    title = forms.CharField(
        label=_("Your question in one sentence"),
        help_text=_("As you would ask it across the table."),
        widget=forms.TextInput(
            attrs={"class": "input big", "maxlength": drafting.TITLE[1], "autocomplete": "off", "dir": "auto"}
        ),
        error_messages={"required": _("Give your question a title, so that others see what it is about.")},
    )

    def clean_title(self) -> str:
        return drafting.title(self.cleaned_data["title"])


class Texted(forms.Form):
    body = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(
            attrs={"class": "textarea", "rows": 8, "dir": "auto", "data-most": drafting.BODY[1]}
        ),
        error_messages={"required": _("Write something first.")},
    )

    def clean_body(self) -> str:
        return drafting.body(self.cleaned_data["body"]).source


class Tagged(forms.Form):
    tags = forms.CharField(
        label=_("Tags"),
        help_text=_("One to five words, with spaces or commas between them."),
        max_length=300,
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "off", "data-tags": "/writing/tags/"}
        ),
        error_messages={"required": _("Choose one to five tags, such as fibre or bill.")},
    )

    def clean_tags(self) -> list[str]:
        words = [word for word in _BETWEEN_TAGS.split(self.cleaned_data["tags"]) if drafting.tag_word(word)]
        least, most = drafting.TAGS
        if not least <= len(set(words)) <= most:
            raise forms.ValidationError(_("Choose one to five tags, such as fibre or bill."))
        return words


class Keyed(forms.Form):
    form_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class Versioned(forms.Form):
    reason = forms.CharField(
        label=_("What did you change?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    # The fingerprint of the words that stood there.
    seen_text = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)

    def must_say_why(self) -> None:
        self.fields["reason"].required = True
        self.fields["reason"].label = _("What is better about it?")
