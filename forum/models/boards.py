"""Boards: subject areas with their own audience, opening hours and patience."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Board(models.Model):
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_nl = models.CharField(_("name in Dutch"), max_length=80, blank=True)
    about = models.CharField(_("about"), max_length=300, blank=True)
    about_nl = models.CharField(_("about in Dutch"), max_length=300, blank=True)
    icon = models.CharField(_("icon"), max_length=40, default="i-ask")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    # Put into the empty text of a new question, in Markdown.
    template = models.TextField(_("what a question begins with"), max_length=3000, blank=True)
    template_nl = models.TextField(_("what a question begins with, in Dutch"), max_length=3000, blank=True)
    allows_several_accepted = models.BooleanField(_("several answers may be accepted"), default=False)
    # A week: long enough for a holiday weekend and somebody who has to look in the meter cupboard.
    details_within_days = models.PositiveSmallIntegerField(
        _("details that were asked for are waited for"),
        default=7,
        validators=[MinValueValidator(1)],
        help_text=_("Days; then the question closes until its asker comes back."),
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        return self.name_nl if language == "nl" and self.name_nl else self.name

    def about_in(self, language: str) -> str:
        return self.about_nl if language == "nl" and self.about_nl else self.about

    def template_in(self, language: str) -> str:
        return self.template_nl if language == "nl" and self.template_nl else self.template

    def path(self) -> str:
        return f"/boards/{self.slug}/"
