"""Suggestions: a better text for somebody else's post, which waits until someone looked at it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum.models.answers import Answer
from forum.models.questions import Question


class SuggestionState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    APPROVED = "approved", _("taken over")
    REJECTED = "rejected", _("not taken over")
    WITHDRAWN = "withdrawn", _("taken back")
    # The text changed before anyone looked.
    OVERTAKEN = "overtaken", _("overtaken")


class SuggestionQuerySet(models.QuerySet):
    def waiting(self) -> "SuggestionQuerySet":
        return self.filter(state=SuggestionState.WAITING)

    def about(self, post: Question | Answer) -> "SuggestionQuerySet":
        """For that post itself; those for its answers are not for the question."""
        return (
            self.filter(answer=post) if isinstance(post, Answer) else self.filter(question=post, answer=None)
        )


class Suggestion(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="suggestions")
    # None: about the question itself.
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="suggestions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    # The number of the revision it improves.
    seen = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField()
    tags = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=SuggestionState.choices, default=SuggestionState.WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decision = models.CharField(max_length=300, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=False) | Q(decided_by=None),
                name="suggestion_decided_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="suggestion_decided_once_not_waiting",
            ),
            models.UniqueConstraint(
                fields=["by", "question"],
                condition=Q(state="waiting", answer=None),
                name="suggestion_question_once",
            ),
            models.UniqueConstraint(
                fields=["by", "answer"], condition=Q(state="waiting"), name="suggestion_answer_once"
            ),
        ]
        indexes = [
            models.Index(fields=["at", "id"], name="suggestion_waiting", condition=Q(state="waiting")),
            models.Index(fields=["question", "state"], name="suggestion_question"),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.pk} for {self.answer_id or self.question_id}"

    @property
    def subject(self) -> str:
        return f"suggestion:{self.pk}"

    def path(self) -> str:
        return f"/review/{self.pk}/"
