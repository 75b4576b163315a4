"""Pictures in posts: who sent which, and which texts speak of them."""

import re

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from community.lib.picturenames import ADDRESS

# What would mean something in Markdown between the brackets.
_ACTIVE = re.compile(r"[\\\[\]`*_<>!&]")


class AttachmentQuerySet(models.QuerySet):
    def kept(self) -> "AttachmentQuerySet":
        """Without those whose files are about to be removed."""
        return self.filter(gone_at=None)

    def unused(self) -> "AttachmentQuerySet":
        return self.kept().filter(~Exists(AttachmentUse.objects.filter(attachment=OuterRef("pk"))))


class Attachment(models.Model):
    """A kept picture. The member is None when they left; what they wrote stays, with its pictures."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Of the largest file; those of its copies follow from it.
    name = models.CharField(max_length=80, unique=True)
    alt = models.CharField(max_length=300, blank=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    bytes = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    # No text spoke of it in time: its files go, then this row.
    gone_at = models.DateTimeField(null=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], name="attachment_created"),
            models.Index(fields=["gone_at"], name="attachment_gone", condition=Q(gone_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return ADDRESS + self.name

    @property
    def markdown(self) -> str:
        """What puts the picture into a text."""
        alt = _ACTIVE.sub(r"\\\g<0>", self.alt)
        return f"![{alt}]({self.address})"


class AttachmentUse(models.Model):
    """A post ("question:12", "answer:5") speaks of the picture, now or in an earlier revision."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="uses")
    subject = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attachment", "subject"], name="attachment_use_once")]
        indexes = [models.Index(fields=["subject"], name="attachment_use_subject")]

    def __str__(self) -> str:
        return f"{self.subject} {self.attachment_id}"
