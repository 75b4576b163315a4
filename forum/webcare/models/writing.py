"""Writing at the desk: replies that can still be taken back, and texts that are used again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum.models import Board
from forum.webcare.models.cases import Case


class To(models.TextChoices):
    PUBLIC = "public", _("everyone")
    PRIVATE = "private", _("the customer alone")
    WORD = "word", _("everyone, without being the answer")


class SendingState(models.TextChoices):
    WAITING = "waiting", _("waits a moment")
    SENT = "sent", _("sent")
    TAKEN_BACK = "taken_back", _("taken back")
    FAILED = "failed", _("could not be sent")


class Sending(models.Model):
    """A reply on its way: until `send_at` its writer can take it back; then a job sends it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="sendings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    to = models.CharField(max_length=8, choices=To.choices)
    body = models.TextField()
    # From the page the reply was written on: what is sent twice is one reply.
    form_key = models.CharField(max_length=40)
    written_at = models.DateTimeField()
    send_at = models.DateTimeField()
    # By when the customer hears from us again, when the writer chose a moment.
    again_at = models.DateTimeField(null=True)
    # Why the case goes private with this reply: it does when this is sent, so that it can be taken back too.
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=SendingState.choices, default=SendingState.WAITING)
    settled_at = models.DateTimeField(null=True)
    # Why it could not be sent, in words for its writer.
    failure = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "form_key"], name="sending_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None)
                | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="sending_settled_when_not_waiting",
            ),
        ]
        indexes = [
            models.Index(fields=["send_at", "id"], name="sending_due", condition=Q(state="waiting")),
            models.Index(fields=["case", "state"], name="sending_case"),
        ]

    def __str__(self) -> str:
        return f"sending {self.pk} in case {self.case_id}"


class Macro(models.Model):
    """A text that is used again. {name}, {board} and {me} are filled in; [like this] has to be touched by hand."""

    name = models.CharField(_("name"), max_length=80)
    body = models.TextField(_("text"), max_length=5000)
    language = models.CharField(_("language"), max_length=8, blank=True)
    board = models.ForeignKey(
        Board, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("board")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_at = models.DateTimeField(_("no longer offered since"), null=True, blank=True)

    class Meta:
        verbose_name = _("ready-made text")
        verbose_name_plural = _("ready-made texts")
        constraints = [models.UniqueConstraint(fields=["name", "language"], name="macro_once")]

    def __str__(self) -> str:
        return self.name
