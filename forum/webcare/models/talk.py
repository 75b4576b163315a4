"""The private side of a case: what webcare and the customer say where nobody else reads it."""

from django.conf import settings
from django.db import models

from forum.webcare.models.cases import Case


class PrivateMessage(models.Model):
    case = models.ForeignKey(Case, models.CASCADE, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    is_customers = models.BooleanField()
    body = models.TextField()
    body_html = models.TextField()
    form_key = models.CharField(max_length=40, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "form_key"], name="private_message_once")]
        indexes = [models.Index(fields=["case", "at"], name="private_message_case")]

    def __str__(self) -> str:
        return f"private message {self.pk} in case {self.case_id}"


class Look(models.Model):
    """Who of the staff looked at a customer's private talk, and when: one row an hour at most."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "member", "-at"], name="look_case")]

    def __str__(self) -> str:
        return f"{self.member_id} looked at case {self.case_id}"
