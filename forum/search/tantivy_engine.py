"""The engine that needs no server: a tantivy index in a folder, one process writing, all reading."""

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from forum.search import tantivy_queries
from forum.search.matching import Candidate, Filters, Found
from forum.search.rows import Busy, Row, SearchUnavailable, Span

log = logging.getLogger(__name__)

SCHEMA_VERSION = 1  # a new number starts a new folder, which the sweep then fills
WRITER_HEAP = 50_000_000  # bytes; the least that tantivy takes is 15 MB
PANIC = "PanicException"  # how Rust fails in Python: no Exception, and no class to import
NUMBERS = ("number", "worth", "answers", "solved", "created")


class NotMadeYet(Exception):
    """There is no index in the folder. Only a writer makes one, alone: two makers could undo each other."""


class TantivyEngine:
    """Search in process. Another process sees a write as soon as it asks its next question."""

    def __init__(self, folder: Path):
        self.root = Path(folder)
        self.folder = self.root / f"v{SCHEMA_VERSION}"
        self._index: tantivy.Index | None = None
        self._seen: tuple | None = None

    def find(self, query, filters: Filters, *, limit: int, offset: int, count_to: int) -> Found:
        """Candidates by score. With `count_to` 0 nothing is counted, so the engine skips most documents."""
        try:
            searcher = self._searcher()
            asked = tantivy_queries.translate(self._index.schema, query, filters)
            result = searcher.search(asked, limit=limit, offset=offset, count=bool(count_to))
            candidates = _candidates(searcher, result.hits)
        except NotMadeYet:
            return Found()
        except BaseException as error:
            self._index = None
            raise _explained(error) from error
        return Found(candidates, min(result.count, count_to) if count_to else len(candidates))

    def replace(self, rows: Sequence[Row], *, gone: Sequence[str] = (), span: Span | None = None) -> None:
        """Write rows over their older selves and remove what is gone, or all else in the span, in one commit.

        Raises Busy when another process is writing."""
        with self._writer() as writer:
            if span:
                writer.delete_documents_by_query(tantivy_queries.in_span(self._index.schema, span))
            for key in [*gone, *(row.key for row in rows)]:
                writer.delete_documents_by_term("key", key)
            for row in rows:
                writer.add_document(_stored(row))
            writer.commit()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One sweep or rebuild at a time on this folder; a killed process lets go by itself. Raises Busy."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy("another process is indexing") from error
            yield

    def prepare(self) -> None:
        """Make the folder ready; one that cannot be read is made anew and filled by the next sweeps."""
        try:
            self._try_out()
        except NotMadeYet:
            self._make()
        except BaseException as error:
            _explained(error)
            log.error(
                "The search index in %s is broken (%s): made anew, to be filled again.", self.folder, error
            )
            self._index = None
            shutil.rmtree(self.folder, ignore_errors=True)
            self._make()

    def finish(self) -> None:
        """A rebuild is complete: folders of other schema versions can go."""
        for other in self.root.glob("v*"):
            if other != self.folder:
                shutil.rmtree(other, ignore_errors=True)

    def remove(self) -> None:
        """Remove the index and all that stands beside it."""
        self._index = None
        shutil.rmtree(self.root, ignore_errors=True)

    def ping(self) -> bool:
        """Whether the index can be read, or is still to be made by the first sweep."""
        try:
            self._try_out()
        except NotMadeYet:
            return True
        except BaseException as error:
            _explained(error)
            return False
        return True

    def read_note(self, name: str) -> dict | None:
        """A small fact stored beside the index; None when there is none or it cannot be read."""
        try:
            return json.loads((self.folder / "notes" / f"{name}.json").read_text())
        except (OSError, ValueError):
            return None

    def write_note(self, name: str, note: dict) -> None:
        """Store it whole or not at all."""
        folder = self.folder / "notes"
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{name}.{os.getpid()}.draft"
        draft.write_text(json.dumps(note, ensure_ascii=False))
        draft.replace(folder / f"{name}.json")

    def _searcher(self) -> tantivy.Searcher:
        try:
            stamp = (self.folder / "index" / "meta.json").stat()
        except FileNotFoundError as error:
            self._index = None
            raise NotMadeYet from error
        if self._index is None:
            self._open()
        seen = (stamp.st_mtime_ns, stamp.st_ino, stamp.st_size)
        if seen != self._seen:
            self._index.reload()
            self._seen = seen
        return self._index.searcher()

    def _make(self) -> None:
        (self.folder / "index").mkdir(parents=True, exist_ok=True)
        self._open()

    def _open(self) -> None:
        folder = self.folder / "index"
        self._index, self._seen = tantivy.Index(_schema(), path=str(folder), reuse=True), None
        self._index.config_reader("manual")

    def _try_out(self) -> None:
        searcher = self._searcher()
        for _, place in searcher.search(tantivy.Query.all_query(), limit=1).hits:
            searcher.doc(place)

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        try:
            self._searcher()
            writer = self._index.writer(heap_size=WRITER_HEAP, num_threads=1)
        except BaseException as error:
            if "LockBusy" in str(error):
                raise Busy(str(error)) from error
            raise _explained(error) from error
        try:
            yield writer
        except BaseException as error:
            raise _explained(error) from error
        finally:
            writer.wait_merging_threads()  # also lets go of the lock; what was not committed is dropped


def _explained(error: BaseException) -> SearchUnavailable:
    """What went wrong inside tantivy, as the error that pages know; anything else (an interrupt) goes on."""
    if isinstance(error, Exception) or type(error).__name__ == PANIC:
        return SearchUnavailable(f"{type(error).__name__}: {error}")
    raise error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("kind", "tags", "language", "state"):
        builder.add_text_field(name, stored=name == "language", tokenizer_name="raw", index_option="basic")
    for name in ("title", "all", "words"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("board", indexed=True)
    builder.add_bytes_field("vector", stored=True)
    for name in NUMBERS:
        builder.add_integer_field(name, indexed=name == "number", fast=True)
    return builder.build()


def _stored(row: Row) -> tantivy.Document:
    document = tantivy.Document()
    for name in ("key", "kind", "language", "state", "title", "all", "words"):
        document.add_text(name, getattr(row, name))
    document.add_bytes("vector", row.vector)
    for tag in row.tags:
        document.add_text("tags", tag)
    if row.board is not None:
        document.add_integer("board", row.board)
    for name in NUMBERS:
        document.add_integer(name, int(getattr(row, name)))
    return document


def _candidates(searcher: tantivy.Searcher, hits: list) -> list[Candidate]:
    places = [place for _, place in hits]
    columns = [searcher.fast_field_values(name, places) for name in NUMBERS]
    stored = [searcher.doc(place) for place in places]
    return [
        Candidate(
            kept.get_first("key").partition(":")[0],
            *row,
            vector=bytes(kept.get_first("vector") or b""),
            language=kept.get_first("language") or "",
        )
        for kept, row in zip(stored, _rows(hits, columns), strict=True)
    ]


def _rows(hits: list, columns: list[list[int]]) -> Iterator[tuple]:
    for (score, _), number, worth, answers, solved, created in zip(hits, *columns, strict=True):
        yield number, score, worth, answers, bool(solved), created
