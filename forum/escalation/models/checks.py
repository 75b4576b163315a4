"""Checks: a week after a solution its asker is asked the one question, and the reply is public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum.models import Answer, Question


class CheckState(models.TextChoices):
    PLANNED = "planned", _("not asked yet")
    ASKED = "asked", _("asked")
    YES = "yes", _("still solved")
    NO = "no", _("not solved after all")
    UNCONFIRMED = "unconfirmed", _("unconfirmed")
    # The solution was taken back before anybody said anything.
    DROPPED = "dropped", _("no longer to be asked")


class Felt(models.TextChoices):
    """Whether the customer was helped well, in their own view."""

    GLAD = "glad", _("helped well")
    FAIR = "fair", _("it could have been better")
    POOR = "poor", _("not helped well")


class CheckQuerySet(models.QuerySet):
    def open(self) -> "CheckQuerySet":
        return self.filter(state__in=(CheckState.PLANNED, CheckState.ASKED))

    def due(self, now) -> "CheckQuerySet":
        return self.filter(due_at__lte=now)


class Check(models.Model):
    """One solution's check; a question that is solved anew gets another one."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    # The accepted answer; None when webcare resolved it without one.
    answer = models.ForeignKey(Answer, models.SET_NULL, null=True, related_name="+")
    solved_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=CheckState.choices, default=CheckState.PLANNED)
    # When it is asked, then when silence closes it; None once that is over.
    due_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    felt = models.CharField(max_length=4, choices=Felt.choices, blank=True)
    # In the asker's own words, read by everyone.
    words = models.CharField(max_length=300, blank=True)
    # Whoever the asker says this of, for a glad reply: the case's owner or the answer's author.
    helper = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = CheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(state__in=["planned", "asked"]), name="check_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "asked"]) | Q(due_at=None), name="check_due_while_open"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="check_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["question", "-id"], name="check_question"),
            models.Index(fields=["state", "-replied_at"], name="check_state"),
        ]

    def __str__(self) -> str:
        return f"check of {self.question_id}: {self.state}"

    @property
    def subject(self) -> str:
        return f"check:{self.pk}"
