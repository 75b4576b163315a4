"""Imported rows: what came in from elsewhere, known by board, kind and original id, so that it comes in once."""

from django.db import models

from forum.models.boards import Board


class ImportedRowQuerySet(models.QuerySet):
    def is_communal(self, board_id: int, subject: str) -> bool:
        """Whether its import marked a post as the community's own, which brings nobody points."""
        noun, _colon, number = subject.partition(":")
        # The board makes the look-up short: the index begins with it.
        return self.filter(board=board_id, kind=f"communal_{noun[0]}", object_id=int(number)).exists()


class ImportedRow(models.Model):
    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    original_id = models.BigIntegerField()
    object_id = models.BigIntegerField()

    objects = ImportedRowQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "kind", "original_id"], name="imported_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.original_id}"
