"""Learnings: what a company can learn from one conversation, in a line."""

from django.conf import settings
from django.db import models

from community.members.models import Department
from forum.improvements.models.causes import Cause
from forum.improvements.models.improvements import Improvement
from forum.models import Question


class LearningQuerySet(models.QuerySet):
    def loose(self) -> "LearningQuerySet":
        """Those that belong to no improvement and are not put aside."""
        return self.filter(improvement=None, aside_at=None)


class Learning(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    line = models.CharField(max_length=300)
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="learnings")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    improvement = models.ForeignKey(Improvement, models.SET_NULL, null=True, related_name="learnings")
    # Good to know, and nothing follows from it.
    aside_at = models.DateTimeField(null=True)

    objects = LearningQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["cause", "-at"], name="learning_cause"),
            models.Index(fields=["question"], name="learning_question"),
            models.Index(
                fields=["at"], name="learning_loose", condition=models.Q(improvement=None, aside_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def subject(self) -> str:
        return f"learning:{self.pk}"
