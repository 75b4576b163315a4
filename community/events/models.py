"""The append-only record of every change: read by timelines, notifications, audit and measures."""

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One change. Subjects are strings, so that the record outlives what it speaks of; it holds no names."""

    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    subject = models.CharField(max_length=60)
    thread = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)
    announce_due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["thread", "id"], name="event_thread"),
            models.Index(fields=["subject", "id"], name="event_subject"),
            models.Index(fields=["kind", "at"], name="event_kind_at"),
            models.Index(
                fields=["announce_due_at"],
                name="event_announce_due",
                condition=models.Q(announce_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
