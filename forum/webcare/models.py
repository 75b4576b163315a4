"""Cases: webcare's care for one question, with one owner from start to end, and the notes beside it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.members.models import Department
from forum.models import Question


class CaseState(models.TextChoices):
    OPEN = "open", _("to take")
    OWNED = "owned", _("owned")
    WAITING = "waiting", _("waiting for the customer")
    RESOLVED = "resolved", _("resolved")
    CLOSED = "closed", _("closed")


class CaseReason(models.TextChoices):
    LADDER = "ladder", _("nobody else knew")
    URGENT = "urgent", _("became urgent")
    NOT_SOLVED = "not_solved", _("said “still not solved”")
    INCIDENT = "incident", _("spoke of an incident")


class CaseQuerySet(models.QuerySet):
    def unfinished(self) -> "CaseQuerySet":
        return self.filter(state__in=UNFINISHED)

    def to_take(self) -> "CaseQuerySet":
        return self.filter(state=CaseState.OPEN)

    def alarming(self, now) -> "CaseQuerySet":
        return self.filter(alarm_due_at__lte=now)


UNFINISHED = [CaseState.OPEN, CaseState.OWNED, CaseState.WAITING]


class Case(models.Model):
    """One row per question: a case that opens again is the same case, with the same owner."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    reason = models.CharField(max_length=12, choices=CaseReason.choices, default=CaseReason.LADDER)
    opened_at = models.DateTimeField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    owned_at = models.DateTimeField(null=True)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")

    # The promise: by then there is an answer from a person. None while no clock runs.
    due_at = models.DateTimeField(null=True)
    # When the lead has to look: at half the reply time when nobody owns it, then at the promise.
    alarm_due_at = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)

    resolved_at = models.DateTimeField(null=True)
    # None beside a moment: closed by the crowd or by what happened to the question.
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    cause = models.CharField(max_length=200, blank=True)
    learned = models.TextField(blank=True)
    public_line = models.CharField(max_length=500, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owned_at__isnull=False) | Q(owner=None), name="case_owned_by_and_at"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=False) | Q(resolved_by=None), name="case_resolved_by_and_at"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["owned", "waiting"]) | Q(owned_at__isnull=False),
                name="case_owned_has_owner",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="case_queue"),
            models.Index(fields=["owner", "due_at", "id"], name="case_owner"),
            models.Index(fields=["alarm_due_at"], name="case_alarm", condition=Q(alarm_due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"case {self.pk} about {self.question_id}"

    @property
    def subject(self) -> str:
        return f"case:{self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED

    def path(self) -> str:
        return f"/desk/{self.pk}/"


class Note(models.Model):
    """What colleagues say to each other beside a case; customers never see it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    body = models.TextField()
    body_html = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="note_case")]

    def __str__(self) -> str:
        return f"note {self.pk} on case {self.case_id}"
