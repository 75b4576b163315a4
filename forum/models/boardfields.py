"""What a board asks besides the text: a product, a model, an order type; and what a question says to it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models.boards import Board
from forum.models.questions import Question


class BoardField(models.Model):
    """One more field of the form for a question on this board; with choices it is a menu."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="fields", verbose_name=_("board"))
    slug = models.SlugField(_("name in addresses"), max_length=40)
    label = models.CharField(_("label"), max_length=80)
    label_nl = models.CharField(_("label in Dutch"), max_length=80, blank=True)
    help_text = models.CharField(_("help"), max_length=200, blank=True)
    help_text_nl = models.CharField(_("help in Dutch"), max_length=200, blank=True)
    # One a line; empty for a free text.
    choices = models.TextField(_("choices"), max_length=4000, blank=True)
    is_required = models.BooleanField(_("must be filled in"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("field of a board")
        verbose_name_plural = _("fields of boards")
        constraints = [models.UniqueConstraint(fields=["board", "slug"], name="board_field_once")]

    def __str__(self) -> str:
        return f"{self.board}: {self.label}"

    def clean(self) -> None:
        longest = FieldValue._meta.get_field("value").max_length
        if any(len(option) > longest for option in self.options()):
            raise ValidationError(
                {"choices": _("A choice has at most %(most)d letters.") % {"most": longest}}
            )

    def label_in(self, language: str) -> str:
        return self.label_nl if language == "nl" and self.label_nl else self.label

    def help_text_in(self, language: str) -> str:
        return self.help_text_nl if language == "nl" and self.help_text_nl else self.help_text

    def options(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class FieldValue(models.Model):
    """What a question says to a field of its board."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="field_values")
    field = models.ForeignKey(BoardField, models.CASCADE, related_name="values")
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "field"], name="field_value_once")]
        indexes = [models.Index(fields=["field", "value", "-question"], name="field_value_value")]

    def __str__(self) -> str:
        return f"{self.field_id} of {self.question_id}: {self.value}"
