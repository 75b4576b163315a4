"""Forms of answers and comments, and of changing what stands there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.lib import languages
from forum.actions import drafting
from forum.actions.fields import PREFIX
from forum.forms.asking import Fielded
from forum.forms.parts import Drafted, Keyed, Tagged, Texted, Titled, Versioned


class AnswerForm(Drafted, Texted, Keyed):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("Your answer")
        self.fields["body"].widget.attrs |= {"rows": 5, "placeholder": _("Say what to do, then why it works")}


class CommentForm(Drafted, Keyed):
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


class EditQuestionForm(Drafted, Titled, Texted, Tagged, Versioned, Fielded):
    language = forms.ChoiceField(
        label=_("This question is in"), required=False, widget=forms.Select(attrs={"class": "select"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages.choices()

    def clean(self) -> dict:
        """What the board asks goes together under `fields`; nothing there where it was not asked."""
        given = super().clean()
        if self.asked:
            names = {PREFIX + each.slug: each.slug for each in self.asked}
            given["fields"] = {slug: given.pop(name, "") for name, slug in names.items()}
        return given


class EditAnswerForm(Drafted, Texted, Versioned):
    pass


class EditCommentForm(CommentForm):
    form_key = None
    seen_text = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)


class RetagForm(Tagged):
    reason = Versioned.base_fields["reason"]
    # The tags that stood there.
    seen = forms.CharField(widget=forms.HiddenInput, max_length=400, required=False)
