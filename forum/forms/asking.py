"""The form of a question, with what its board asks besides."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forum.actions import fields
from forum.forms.parts import Drafted, Keyed, Tagged, Texted, Titled
from forum.models import Board
from forum.models import BoardField as AskedByBoard


class BoardField(forms.ModelChoiceField):
    def label_from_instance(self, board: Board) -> str:
        return board.name_in(get_language() or "en")


class AskedField(forms.CharField):
    """One field of a board: a menu where it has choices, else a line of text; what will do is the action's rule."""

    def __init__(self, asked: AskedByBoard, language: str, is_whole: bool):
        self.asked, self.is_whole, options = asked, is_whole, asked.options()
        choices = [("", _("Choose one")), *((option, option) for option in options)]
        line = {"class": "input", "autocomplete": "off", "dir": "auto", "maxlength": fields.VALUE_LETTERS}
        super().__init__(
            label=asked.label_in(language),
            help_text=asked.help_text_in(language),
            required=asked.is_required and is_whole,
            widget=forms.Select({"class": "select"}, choices) if options else forms.TextInput(line),
        )

    def clean(self, value: str | None) -> str:
        return fields.one(self.asked, value or "", is_whole=self.is_whole)


class Fielded(forms.Form):
    """A form that also asks what a board asks: `ask_for(board)` once it is known which."""

    asked: Sequence[AskedByBoard] = ()

    def ask_for(self, board: Board | None, *, is_whole: bool = True) -> None:
        """Not `is_whole`: what the asker must fill in may stay empty."""
        for before in self.asked:
            del self.fields[fields.PREFIX + before.slug]
        self.asked = fields.fields_of(board) if board is not None else []
        language = get_language() or "en"
        for each in self.asked:
            self.fields[fields.PREFIX + each.slug] = AskedField(each, language, is_whole)

    def board_fields(self) -> list[forms.BoundField]:
        return [self[fields.PREFIX + each.slug] for each in self.asked]

    def field_values(self) -> dict[str, str]:
        """What was said, by the names of the fields in addresses; of a valid form."""
        return {each.slug: self.cleaned_data[fields.PREFIX + each.slug] for each in self.asked}


class AskForm(Drafted, Titled, Texted, Tagged, Keyed, Fielded):
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
        given = self.data.get("board") if self.is_bound else self.initial.get("board")
        self.choose(self._board(given))

    def _board(self, given: object) -> Board | None:
        number = str(given or "")
        is_number = number.isdecimal() and number.isascii() and len(number) < 19
        return self.fields["board"].queryset.filter(pk=int(number)).first() if is_number else None

    def choose(self, board: Board | None) -> None:
        """Ask what this board asks; an empty text begins with its template."""
        self.chosen = board
        self.ask_for(board)
        if self.is_bound or board is None:
            return
        self.initial["board"] = board.pk
        if not str(self.initial.get("body", "")).strip():
            self.initial["body"] = self.template

    def offer_customers(self) -> None:
        """Let whoever asks say for whom."""
        self.fields["for_email"] = forms.CharField(
            label=_("For a customer"),
            help_text=_(
                "Their mail address, when you write down what they asked you. It becomes their question; "
                "they hear of every answer, and who is new gets a letter that leads in."
            ),
            max_length=254,
            required=False,
            widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
        )

    @property
    def template(self) -> str:
        """What a text on the chosen board begins with; may be empty."""
        return self.chosen.template_in(get_language() or "en") if self.chosen else ""

    def clean_body(self) -> str:
        typed = self.cleaned_data["body"].replace("\r\n", "\n").strip()
        if typed and typed == self.template.replace("\r\n", "\n").strip():
            raise forms.ValidationError(_("These are only the headings. Write your own words under them."))
        return super().clean_body()
