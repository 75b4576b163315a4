"""A provider of documents from memory, that behaves as a room's rows do."""

from datetime import datetime

from forum.search.documents import Document

KIND = "question"

rows: dict[int, Document | None] = {}
due: dict[int, datetime] = {}


def put(document: Document, *, due_at: datetime | None = None) -> None:
    rows[document.id] = document
    if due_at:
        due[document.id] = due_at


def hide(id: int, *, due_at: datetime) -> None:
    rows[id] = None
    due[id] = due_at


def stale(limit: int) -> list[tuple[int, datetime]]:
    return sorted(due.items(), key=lambda pair: pair[1])[:limit]


def documents(ids) -> list[Document]:
    return [document for id in ids if (document := rows.get(id))]


def done(seen) -> None:
    for id, due_at in seen:
        if due.get(id) == due_at:
            del due[id]


def all_ids_after(id: int, limit: int) -> list[int]:
    return sorted(other for other in rows if other > id)[:limit]
