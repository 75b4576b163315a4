"""Cases: webcare's care for one question, with one owner from start to end."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.members.models import Department
from forum.models import Question


class CaseState(models.TextChoices):
    OPEN = "open", _("to take")
    OWNED = "owned", _("owned")
    WAITING = "waiting", _("waiting for the customer")
    RESOLVED = "resolved", _("resolved")
    CHECKED = "checked", _("confirmed by the customer")
    CLOSED = "closed", _("closed")


class CaseReason(models.TextChoices):
    LADDER = "ladder", _("nobody else knew")
    URGENT = "urgent", _("became urgent")
    NOT_SOLVED = "not_solved", _("said “still not solved”")
    INCIDENT = "incident", _("spoke of an incident")
    PRIVATE = "private", _("asked privately")
    CHECK = "check", _("said “no” a week later")
    AT_RISK = "at_risk", _("customer at risk")


class Priority(models.IntegerChoices):
    NORMAL = 0, _("normal")
    HIGH = 1, _("high")


class Outcome(models.TextChoices):
    """How a case ended: helped, or told which other door to take."""

    HELPED = "helped", _("helped")
    REFUSED = "refused", _("not for here")


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

    # The promise: by then there is an answer from a person. None while no clock runs. It stays when it slips.
    due_at = models.DateTimeField(null=True)
    # What was said instead when the promise of `renewed_from` slipped, and how often since. With another promise
    # in `due_at` they hold no more.
    renewed_from = models.DateTimeField(null=True)
    renewed_until = models.DateTimeField(null=True)
    slips = models.PositiveSmallIntegerField(default=0)
    # The promise that runs now, as the customer reads it: the desk is sorted by it.
    promise_at = models.GeneratedField(
        expression=models.Case(
            models.When(due_at=F("renewed_from"), then=F("renewed_until")), default=F("due_at")
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
        null=True,
    )
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
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)

    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    # How often it changed hands: each time costs the customer's satisfaction.
    hand_overs = models.PositiveSmallIntegerField(default=0)
    # Out of sight until then; the customer hears by `due_at`, which is later.
    snoozed_until = models.DateTimeField(null=True)
    # A claim on writing keeps two people from answering at once; it ends by itself.
    writing_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    writing_until = models.DateTimeField(null=True)
    # When and why the talk went on in private; the public reads that it did, not why.
    private_at = models.DateTimeField(null=True)
    private_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    private_reason = models.CharField(max_length=300, blank=True)

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
            models.CheckConstraint(
                condition=Q(private_at__isnull=False) | Q(private_by=None), name="case_private_by_and_at"
            ),
            models.CheckConstraint(
                condition=Q(writing_until__isnull=False) | Q(writing_by=None),
                name="case_writing_by_and_until",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(snoozed_until=None), name="case_snoozed_while_waiting"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-priority", "promise_at", "id"], name="case_queue"),
            models.Index(fields=["owner", "state", "-priority", "promise_at", "id"], name="case_owner"),
            models.Index(
                fields=["-priority", "promise_at", "id"],
                name="case_unfinished",
                condition=Q(state__in=["open", "owned", "waiting"]),
            ),
            models.Index(
                fields=["-resolved_at", "-id"],
                name="case_ended",
                condition=Q(state__in=["resolved", "checked", "closed"]),
            ),
            models.Index(
                fields=["snoozed_until"], name="case_aside", condition=Q(snoozed_until__isnull=False)
            ),
            models.Index(fields=["alarm_due_at"], name="case_alarm", condition=Q(alarm_due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"case {self.pk} about {self.question_id}"

    @property
    def subject(self) -> str:
        return f"case:{self.pk}"

    @property
    def has_slipped(self) -> bool:
        """Whether the promise of `due_at` passed and another was said instead, `slips` times until now."""
        return self.due_at is not None and self.due_at == self.renewed_from

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED

    def path(self) -> str:
        return f"/desk/{self.pk}/"
