"""Bookmarks: what a member wants to find again, with a note only they read."""

from django.conf import settings
from django.db import models

from forum.models.answers import Answer
from forum.models.questions import Question


class Bookmark(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    # None: the question itself.
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "question"], condition=models.Q(answer=None), name="bookmark_question_once"
            ),
            models.UniqueConstraint(fields=["member", "answer"], name="bookmark_answer_once"),
        ]
        indexes = [models.Index(fields=["member", "-at", "-id"], name="bookmark_member")]

    def __str__(self) -> str:
        return f"{self.member_id} keeps {self.answer_id or self.question_id}"
