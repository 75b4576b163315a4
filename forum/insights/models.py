"""Weeks: the figures of a board's week, kept because they are read often and change only while things happen."""

from django.db import models

from forum.models import Board


class Week(models.Model):
    """`monday` in the site's time zone; `manage.py measure` gives the same anew."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    monday = models.DateField()
    figures = models.JSONField(default=dict)
    measured_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "monday"], name="week_once")]
        indexes = [models.Index(fields=["monday"], name="week_monday")]

    def __str__(self) -> str:
        return f"{self.board_id} {self.monday}"
