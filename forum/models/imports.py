"""Imported rows: what came in from elsewhere, known by board, kind and original id, so that it comes in once."""

from django.db import models

from forum.models.boards import Board


class ImportedRow(models.Model):
    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    original_id = models.BigIntegerField()
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "kind", "original_id"], name="imported_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.original_id}"
