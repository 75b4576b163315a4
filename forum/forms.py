"""Forms of the forum: they keep what was typed and say what to change; the rules of texts are the actions' own."""

import re
import secrets

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forum.actions import drafting
from forum.models import Board, Draft

_BETWEEN_TAGS = re.compile(r"[,;\s]+")


def new_key() -> str:
    """A random key of one form, so that sending it twice is sending it once."""
    return secrets.token_urlsafe(18)


class BoardField(forms.ModelChoiceField):
    def label_from_instance(self, board: Board) -> str:
        return board.name_in(get_language() or "en")


class _Drafted:
    """A form whose unsent words are kept: where, and what was kept when it was opened."""

    place = ""
    kept: Draft | None = None


class _Titled(forms.Form):
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


class _Texted(forms.Form):
    body = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(
            attrs={"class": "textarea", "rows": 8, "dir": "auto", "data-most": drafting.BODY[1]}
        ),
        error_messages={"required": _("Write something first.")},
    )

    def clean_body(self) -> str:
        return drafting.body(self.cleaned_data["body"]).source


class _Tagged(forms.Form):
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


class _Keyed(forms.Form):
    form_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class _Versioned(forms.Form):
    reason = forms.CharField(
        label=_("What did you change?"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AskForm(_Drafted, _Titled, _Texted, _Tagged, _Keyed):
    board = BoardField(
        label=_("Board"),
        queryset=Board.objects.none(),
        empty_label=_("Choose one"),
        widget=forms.Select(attrs={"class": "select"}),
        error_messages={"required": _("Choose the board your question belongs to.")},
    )
    # Set once similar questions were shown: the second press posts.
    is_checked = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = Board.objects.filter(archived_at=None).order_by("position", "id")
        self.fields["body"].label = _("Tell it from the beginning")
        self.fields["body"].help_text = _(
            "What you wanted, what happened instead, and what you already tried."
        )


class AnswerForm(_Drafted, _Texted, _Keyed):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Your answer")
        self.fields["body"].widget.attrs |= {"rows": 5, "placeholder": _("Say what to do, then why it works")}


class CommentForm(_Drafted, _Keyed):
    body = forms.CharField(
        label=_("Your comment"),
        help_text=_("For a detail or a question back. A solution is better as an answer."),
        widget=forms.Textarea(
            attrs={"class": "textarea", "rows": 4, "dir": "auto", "data-most": drafting.COMMENT[1]}
        ),
        error_messages={"required": _("Write something first.")},
    )

    def clean_body(self) -> str:
        return drafting.body(self.cleaned_data["body"], drafting.COMMENT, _("The comment")).source


class EditQuestionForm(_Drafted, _Titled, _Texted, _Tagged, _Versioned):
    pass


class EditAnswerForm(_Drafted, _Texted, _Versioned):
    pass
