"""What can be found: a plain dataclass, and the rooms that provide it, listed in the settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Protocol

from django.conf import settings


@dataclass(frozen=True)
class Document:
    """One thing to be found. It carries no names of people: an erased member leaves no trace in the index."""

    kind: str
    id: int
    title: str
    body: str
    tags: tuple[str, ...]
    board_id: int | None
    language: str
    state: str
    worth: int
    answers: int
    solved: bool
    created_at: datetime
    url: str


class Provider(Protocol):
    """What a room's module offers. The row's `index_due_at` is the truth; the index follows by sweep."""

    KIND: str

    def stale(self, limit: int) -> list[tuple[int, datetime]]:
        """Ids to index or remove, each with the `index_due_at` that was read, oldest first."""

    def documents(self, ids: Sequence[int]) -> list[Document]:
        """The documents that anyone may find; an id that is missing here leaves the index."""

    def done(self, seen: Sequence[tuple[int, datetime]]) -> None:
        """Clear `index_due_at` where it still has the value that was seen: a later change stays due."""

    def all_ids_after(self, id: int, limit: int) -> list[int]:
        """The next ids in ascending order, for a rebuild."""


def providers() -> list[Provider]:
    """The modules named in settings.SEARCH_DOCUMENTS, in that order."""
    return [import_module(name) for name in getattr(settings, "SEARCH_DOCUMENTS", ())]
