"""Tags: the company's vocabulary, used on every floor, with synonyms that lead to one spelling."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tag(models.Model):
    slug = models.CharField(_("word"), max_length=60, unique=True)
    about = models.CharField(_("about"), max_length=500, blank=True)
    question_count = models.PositiveIntegerField(_("questions"), default=0, editable=False)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.slug


class Synonym(models.Model):
    """Another word for a tag: who types it gets the tag."""

    slug = models.CharField(_("word"), max_length=60, unique=True)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="synonyms", verbose_name=_("tag"))

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return f"{self.slug} → {self.tag}"
