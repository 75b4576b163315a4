"""Notifications: what a member is told, on the site and by mail, and what they do not want to hear."""

from datetime import datetime

from django.conf import settings
from django.db import models


class NotificationQuerySet(models.QuerySet):
    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def letters_due(self, now: datetime) -> "NotificationQuerySet":
        return self.filter(letter_due_at__lte=now)


class Notification(models.Model):
    """One thing told to one member. `details` holds ids and sentences without names; names are filled when shown."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    link = models.CharField(max_length=300)
    details = models.JSONField(default=dict)
    # Says what was told, so that a job that runs twice tells it once.
    key = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    letter_due_at = models.DateTimeField(null=True)
    lettered_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="notification_told_once")]
        indexes = [
            models.Index(fields=["member", "-id"], name="notification_member"),
            models.Index(fields=["member"], name="notification_unread", condition=models.Q(read_at=None)),
            models.Index(
                fields=["letter_due_at"],
                name="notification_letter_due",
                condition=models.Q(letter_due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.member_id}"


class Channel(models.TextChoices):
    SITE = "site"
    MAIL = "mail"


class Preference(models.Model):
    """A choice that differs from the default of its kind."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind", "channel"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.kind} by {self.channel} {'on' if self.wanted else 'off'}"
