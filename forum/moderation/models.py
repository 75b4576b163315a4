"""Decisions: each act of moderation, with its reason, on the public log without the name of the author."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    HIDDEN = "hidden", _("hidden")
    RESTORED = "restored", _("shown again")
    REMOVED = "removed", _("removed for good")


class Decision(models.Model):
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    # question:12, answer:40 or comment:7; the log outlives the post.
    subject = models.CharField(max_length=60)
    thread = models.CharField(max_length=60)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="decision_newest"),
            models.Index(fields=["subject", "-id"], name="decision_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.verdict}"
