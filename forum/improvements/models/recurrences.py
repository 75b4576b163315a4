"""Recurrences: questions of a known cause that taught nothing new; they count all the same."""

from django.conf import settings
from django.db import models

from community.members.models import Department
from forum.improvements.models.causes import Cause
from forum.improvements.models.improvements import Improvement
from forum.models import Question


class RecurrenceQuerySet(models.QuerySet):
    def loose(self) -> "RecurrenceQuerySet":
        """Those that no improvement counts yet."""
        return self.filter(improvement=None)


class Recurrence(models.Model):
    """ "Nothing new": somebody looked, and it was the same again."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="recurrences")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    improvement = models.ForeignKey(Improvement, models.SET_NULL, null=True, related_name="recurrences")

    objects = RecurrenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "cause"], name="recurrence_once")]
        indexes = [
            models.Index(fields=["cause", "-at"], name="recurrence_cause"),
            models.Index(fields=["at"], name="recurrence_loose", condition=models.Q(improvement=None)),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} again of {self.cause_id}"
