"""Webhooks: where alarms of the desk go besides mail, and what was delivered there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Webhook(models.Model):
    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    # Signs what is sent, so that the receiver knows it is ours.
    secret = models.CharField(_("secret"), max_length=80)
    # Names of alarms; empty means all of them.
    kinds = models.JSONField(_("alarms"), default=list, blank=True)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    # Refusals in a row; a success sets it to nought.
    failures = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One alarm for one webhook; tried again with growing pauses until it is delivered or given up."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    payload = models.JSONField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    # What the receiver, or the network, last said.
    said = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "key"], name="delivery_once")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="delivery_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["webhook", "-made_at"], name="delivery_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.webhook_id}"
