"""Ballots: one open vote per member and post; a vote taken back is closed, voting again is a new ballot."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from forum.models.answers import Answer
from forum.models.questions import Question


class BallotQuerySet(models.QuerySet):
    def open(self) -> "BallotQuerySet":
        return self.filter(closed_at=None)


class Ballot(models.Model):
    """An imported ballot whose voter is not in the dump has no member and costs nobody a point."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="ballots")
    # None: the vote is on the question itself.
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="ballots")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    value = models.SmallIntegerField()
    cast_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value__in=[-1, 1]), name="ballot_up_or_down"),
            models.UniqueConstraint(
                fields=["member", "answer"],
                condition=Q(closed_at=None, answer__isnull=False),
                name="ballot_answer_once",
            ),
            models.UniqueConstraint(
                fields=["member", "question"],
                condition=Q(closed_at=None, answer=None),
                name="ballot_question_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value:+d} on {self.answer_id or self.question_id}"

    @property
    def subject(self) -> str:
        return f"ballot:{self.pk}"


class MeToo(models.Model):
    """ "I have this too": counts and follows, instead of a post that says so."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="me_toos")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="me_too_once")]

    def __str__(self) -> str:
        return f"{self.member_id} too: {self.question_id}"
