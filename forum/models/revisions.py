"""Revisions: every text a question or an answer ever had, numbered from 1."""

from django.conf import settings
from django.db import models

from forum.models.answers import Answer
from forum.models.posts import BodyFormat
from forum.models.questions import Question


class RevisionQuerySet(models.QuerySet):
    def of(self, post: Question | Answer) -> "RevisionQuerySet":
        """All of the post's own, in no order; those of a question leave out its answers'."""
        return (
            self.filter(answer=post) if isinstance(post, Answer) else self.filter(question=post, answer=None)
        )


class Revision(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="revisions")
    # None: a revision of the question itself.
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="revisions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField()
    body_format = models.CharField(max_length=8, choices=BodyFormat.choices, default=BodyFormat.MARKDOWN)
    tags = models.CharField(max_length=400, blank=True)
    # The board and the language of a question at that time.
    board = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=8, blank=True)
    # Who looked at somebody else's suggestion and took it over.
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"],
                condition=models.Q(answer=None),
                name="revision_question_number",
            ),
            models.UniqueConstraint(fields=["answer", "number"], name="revision_answer_number"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of {self.answer_id or self.question_id}"
