"""Visits: up to which moment a member has read a question."""

from django.conf import settings
from django.db import models

from forum.models.questions import Question


class Visit(models.Model):
    """One row per member and question; it moves forward only, and goes with either of them."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "question"], name="visit_once")]

    def __str__(self) -> str:
        return f"{self.member_id} read {self.question_id}"
