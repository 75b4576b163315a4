"""Business rules: what a board answers, what not, and where to go with that; published for customers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models import Board


class BusinessRules(models.Model):
    """In Markdown, in both languages; the doors of the board and its opening hours stand beside them."""

    board = models.OneToOneField(Board, models.CASCADE, related_name="+", verbose_name=_("board"))
    answered = models.TextField(_("what we answer here"), max_length=3000)
    answered_nl = models.TextField(_("what we answer here, in Dutch"), max_length=3000, blank=True)
    refused = models.TextField(_("what we do not answer here, and why"), max_length=3000, blank=True)
    refused_nl = models.TextField(
        _("what we do not answer here, and why, in Dutch"), max_length=3000, blank=True
    )

    class Meta:
        verbose_name = _("business rules")
        verbose_name_plural = _("business rules")

    def __str__(self) -> str:
        return str(self.board)

    def answered_in(self, language: str) -> str:
        return self.answered_nl if language == "nl" and self.answered_nl else self.answered

    def refused_in(self, language: str) -> str:
        return self.refused_nl if language == "nl" and self.refused_nl else self.refused
