"""Expert requests: which employee was asked about which question, why, and what came of it."""

from django.conf import settings
from django.db import models

from community.members.models import Department
from forum.models import Question


class RequestState(models.TextChoices):
    WAITING = "waiting"
    ANSWERED = "answered"
    # Not for me: somebody in that department knows.
    PASSED = "passed"
    DECLINED = "declined"
    # Silent for too long, or no longer needed.
    EXPIRED = "expired"


class ExpertRequestQuerySet(models.QuerySet):
    def waiting(self) -> "ExpertRequestQuerySet":
        return self.filter(state=RequestState.WAITING)


class ExpertRequest(models.Model):
    """One employee asked about one question. Who was asked, passed or declined is for staff."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.WAITING)
    state_at = models.DateTimeField()
    # {"kind": "tag", "tag": "smart-meter", "answers": 14}: said in the reader's language by reasons.sentence().
    reason = models.JSONField(default=dict)
    passed_to = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")

    objects = ExpertRequestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="expert_asked_once")]
        indexes = [
            models.Index(
                fields=["member", "-asked_at"], name="expert_waiting", condition=models.Q(state="waiting")
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} about {self.question_id}: {self.state}"
