"""Compliments: a thank-you for an answer or for help in a private talk, in public or between two people."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from forum.models import Answer, Question
from forum.webcare.models import Case


class Compliment(models.Model):
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="+")
    # For help that nobody but the two read: the case whose private talk it was given in.
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.CharField(max_length=300)
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "answer"], name="compliment_once"),
            models.UniqueConstraint(fields=["by", "case"], name="compliment_once_for_talk"),
            models.CheckConstraint(
                condition=Q(answer__isnull=False, case__isnull=True)
                | Q(answer__isnull=True, case__isnull=False),
                name="compliment_for_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["to", "-at", "-id"], name="compliment_to")]

    def __str__(self) -> str:
        return f"{self.by_id} thanks {self.to_id}"

    @property
    def question(self) -> Question:
        return self.answer.question if self.answer_id else self.case.question

    @property
    def subject(self) -> str:
        return self.answer.subject if self.answer_id else self.question.subject

    def path(self) -> str:
        """Where everyone reads what it is about; of a private talk that is the question."""
        return self.answer.path() if self.answer_id else self.question.path()
