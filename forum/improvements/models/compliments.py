"""Compliments: a thank-you for an answer, in public or between two people."""

from django.conf import settings
from django.db import models

from forum.models import Answer


class Compliment(models.Model):
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.CharField(max_length=300)
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "answer"], name="compliment_once")]
        indexes = [models.Index(fields=["to", "-at", "-id"], name="compliment_to")]

    def __str__(self) -> str:
        return f"{self.by_id} thanks {self.to_id}"
