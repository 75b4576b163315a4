"""Tags: the company's vocabulary, used on every floor, with synonyms that lead to one spelling."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Tag(models.Model):
    slug = models.CharField(_("word"), max_length=60, unique=True)
    about = models.CharField(_("about"), max_length=500, blank=True)
    # All there is to know before asking about it; the page of the tag.
    wiki = models.TextField(_("page"), blank=True)
    wiki_html = models.TextField(blank=True, editable=False)
    question_count = models.PositiveIntegerField(_("questions"), default=0, editable=False)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        indexes = [models.Index(fields=["-question_count", "slug"], name="tag_most_used")]

    def __str__(self) -> str:
        return self.slug


class TagRevision(models.Model):
    """Every text a tag's page ever had, numbered from 1."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    about = models.CharField(max_length=500, blank=True)
    wiki = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "number"], name="tag_revision_number")]

    def __str__(self) -> str:
        return f"revision {self.number} of {self.tag_id}"


class Synonym(models.Model):
    """Another word for a tag: who types it gets the tag."""

    slug = models.CharField(_("word"), max_length=60, unique=True)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="synonyms", verbose_name=_("tag"))

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return f"{self.slug} → {self.tag}"
