"""Rows of PostHistory.xml: what kinds there are, and one of them with its typed values."""

from dataclasses import dataclass
from datetime import datetime

from forum.management.stackexchange.reading import Row

# Initial, edited and rolled back, each for title, body and tags.
TITLES, BODIES, TAGS = frozenset({1, 4, 7}), frozenset({2, 5, 8}), frozenset({3, 6, 9})
TEXTS = TITLES | BODIES | TAGS
CLOSED, REOPENED, LOCKED, UNLOCKED = 10, 11, 14, 15
APPROVED, MOVED_AWAY, MERGED = 24, 35, 37


@dataclass(frozen=True, slots=True)
class HistoryRow:
    id: int
    kind: int
    post: int
    user: int | None
    # The rows of one edit share it.
    change: str
    at: datetime
    row: Row

    @property
    def comment(self) -> str:
        return self.row.attributes.get("Comment", "")


def parsed(row: Row) -> HistoryRow:
    """The row with its values. Raises RowProblem."""
    for name in ("Text", "Comment"):
        row.text(name)
    return HistoryRow(
        id=row.number("Id"),
        kind=row.number("PostHistoryTypeId"),
        post=row.number("PostId"),
        user=row.optional_number("UserId"),
        change=row.attributes.get("RevisionGUID", "") or row.attributes.get("CreationDate", ""),
        at=row.moment("CreationDate"),
        row=row,
    )
