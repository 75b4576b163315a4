"""Weeks: the figures of a week, kept because they are read often and change only while things happen."""

from django.db import models
from django.db.models import Q

from forum.models import Board


class Week(models.Model):
    """`monday` in the site's time zone; `manage.py measure` gives the same anew."""

    # None for all boards together, measured from their questions: medians can not be added up.
    board = models.ForeignKey(Board, models.CASCADE, null=True, related_name="+")
    monday = models.DateField()
    figures = models.JSONField(default=dict)
    measured_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "monday"], name="week_once"),
            models.UniqueConstraint(fields=["monday"], condition=Q(board=None), name="week_of_all_once"),
        ]
        indexes = [models.Index(fields=["monday"], name="week_monday")]

    def __str__(self) -> str:
        return f"{self.board_id or 'all'} {self.monday}"
