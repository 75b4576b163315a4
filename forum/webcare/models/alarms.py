"""Alarms that rang: each is kept until who watches the desk was told, several of one run together."""

from django.db import models
from django.db.models import Q

from forum.webcare.models.cases import Case


class Alarm(models.Model):
    """One alarm of one case. `at` is the moment it was set for, whenever it was taken."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    # Nothing happened since its promise slipped, which was told before.
    is_repeated = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "kind", "at"], name="alarm_once")]
        indexes = [models.Index(fields=["id"], name="alarm_untold", condition=Q(told_at=None))]

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}"
