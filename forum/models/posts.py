"""What questions, answers and comments have in common: an author, a body, and being hidden."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class BodyFormat(models.TextChoices):
    MARKDOWN = "markdown"
    # Imported without a source: cleaned, kept as it was and marked as such.
    HTML = "html"


class PostQuerySet(models.QuerySet):
    def shown(self) -> "PostQuerySet":
        return self.filter(hidden_at=None)


class Post(models.Model):
    """A text by a member, rendered once when written. An erased or unknown author is None."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    body = models.TextField()
    body_format = models.CharField(max_length=8, choices=BodyFormat.choices, default=BodyFormat.MARKDOWN)
    body_html = models.TextField()
    renderer = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Taken away by moderation, or by its own author, which is what deleting is.
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # For good: the words are gone from here, from its revisions and from the search; this row is the trace.
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # A random key of the form, unique per author: a form sent twice is one post.
    form_key = models.CharField(max_length=40, null=True)

    class Meta:
        abstract = True

    @property
    def is_deleted(self) -> bool:
        """Taken away by its own author, who can bring it back."""
        return (
            self.hidden_at is not None
            and self.hidden_by_id is not None
            and self.hidden_by_id == self.author_id
        )

    @staticmethod
    def constraints(noun: str) -> list[models.BaseConstraint]:
        return [
            models.UniqueConstraint(fields=["author", "form_key"], name=f"{noun}_form_once"),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=False) | Q(hidden_by=None), name=f"{noun}_hidden_by_and_at"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False) | Q(removed_by=None), name=f"{noun}_removed_by_and_at"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(hidden_at__isnull=False), name=f"{noun}_removed_is_hidden"
            ),
        ]
