"""People of the desk: the views they saved, when they work, and when they are away."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class SavedView(models.Model):
    """A choice of cases somebody comes back to: the query of the desk's address."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """When somebody works at the desk every week, by the site's clock; `ends` 24:00 is stored as 00:00."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # 0 is Monday.
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "weekday", "begins"], name="shift_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="shift_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.weekday}"


class Absence(models.Model):
    """Away from `since` until `until` (not included)."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("since")), name="absence_ends_later")]
        indexes = [models.Index(fields=["member", "until"], name="absence_member")]

    def __str__(self) -> str:
        return f"{self.member_id} is away"
