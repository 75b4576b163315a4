"""Marks: what readers found when they tried an answer, with the day they found it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models.answers import Answer


class MarkKind(models.TextChoices):
    WORKS = "works", _("works for me")
    OUTDATED = "outdated", _("outdated")
    CAREFUL = "careful", _("careful")


class AnswerMark(models.Model):
    """One per member and answer: trying again later replaces it."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="marks")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=MarkKind.choices)
    # What to be careful about, or what changed.
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "member"], name="answer_mark_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.answer_id}"
