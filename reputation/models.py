"""Standing: the append-only ledger, the sums kept from it, and badges."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.tags.models import Tag


class Reason(models.TextChoices):
    QUESTION_UPVOTED = "question_upvoted", _("Your question was voted up")
    ANSWER_UPVOTED = "answer_upvoted", _("Your answer was voted up")
    ANSWER_ACCEPTED = "answer_accepted", _("Your answer was accepted")
    ACCEPTED_AN_ANSWER = "accepted_an_answer", _("You accepted an answer")
    CHECK_CONFIRMED = "check_confirmed", _("Your solution still held after a week")
    EDIT_APPROVED = "edit_approved", _("Your edit was approved")
    QUESTION_DOWNVOTED = "question_downvoted", _("Your question was voted down")
    ANSWER_DOWNVOTED = "answer_downvoted", _("Your answer was voted down")
    DOWNVOTED_AN_ANSWER = "downvoted_an_answer", _("You voted an answer down")


class Entry(models.Model):
    """One line of the ledger. `points` is what counted, after the day's cap; a reversal takes exactly that."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="entries")
    reason = models.CharField(max_length=24, choices=Reason.choices)
    # What earned it: a ballot for a vote, an acceptance, an edit.
    subject = models.CharField(max_length=60)
    # Where it is shown and explained: question:12 or answer:40.
    post = models.CharField(max_length=60)
    points = models.SmallIntegerField()
    tag_ids = models.JSONField(default=list)
    at = models.DateTimeField()
    reverses = models.OneToOneField("self", models.CASCADE, null=True, related_name="reversed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "reason", "subject"],
                condition=Q(reverses=None),
                name="entry_once_per_subject",
            )
        ]
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="entry_member_at"),
            models.Index(fields=["subject"], name="entry_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.points:+d} {self.reason} {self.subject}"


class Standing(models.Model):
    """The sum of a member's entries, kept so that a page need not add them up. `total` may be below zero."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="standing")
    total = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-total"], name="standing_total")]

    def __str__(self) -> str:
        return str(self.points)

    @property
    def points(self) -> int:
        """What is shown: 1 + the sum, never below 1."""
        return max(1, 1 + self.total)


class TagStanding(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tag_standings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="+")
    total = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "tag"], name="tag_standing_once")]
        indexes = [models.Index(fields=["tag", "-total"], name="tag_standing_tag")]

    def __str__(self) -> str:
        return f"{self.tag_id}: {self.total}"


class Badge(models.Model):
    slug = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class Award(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="awards")
    badge = models.ForeignKey(Badge, models.CASCADE, related_name="+")
    awarded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "-awarded_at"], name="award_member")]

    def __str__(self) -> str:
        return f"{self.badge_id} to {self.member_id}"
