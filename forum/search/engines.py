"""The engine this machine is set to: Elasticsearch where an address is given, else tantivy."""

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from forum.search.matching import Filters, Found
from forum.search.rows import Row, Span
from forum.search.vocabulary import Reader

# By name, so that a process loads only the one it uses: the client of Elasticsearch takes 21 MB.
ELASTICSEARCH = "forum.search.elasticsearch_engine.ElasticsearchEngine"
TANTIVY = "forum.search.tantivy_engine.TantivyEngine"


class Engine(Protocol):
    """What both engines do."""

    def find(self, query, filters: Filters, *, limit: int, offset: int, count_to: int) -> Found: ...

    def replace(self, rows: Sequence[Row], *, gone: Sequence[str] = (), span: Span | None = None) -> None: ...

    def alone(self) -> AbstractContextManager[None]: ...

    def prepare(self) -> None: ...

    def finish(self) -> None: ...

    def remove(self) -> None: ...

    def ping(self) -> bool: ...

    def read_note(self, name: str) -> dict | None: ...

    def write_note(self, name: str, note: dict) -> None: ...


_apart: ContextVar[str] = ContextVar("apart", default="")


@contextmanager
def apart(name: str) -> Iterator[Engine]:
    """Everything that is called inside works on an index of its own, for measuring; it is removed at the end."""
    token = _apart.set(f"-{name}")
    try:
        engine().remove()
        _opened.cache_clear()
        yield engine()
    finally:
        engine().remove()
        _opened.cache_clear()
        _apart.reset(token)


def engine() -> Engine:
    """The engine of this process."""
    return _opened(*_place())[0]


def vocabulary_reader() -> Reader:
    """The vocabulary beside that engine's index."""
    return _opened(*_place())[1]


def _place() -> tuple[str, str, str, int]:
    url = getattr(settings, "ELASTICSEARCH_URL", "") or ""
    prefix = getattr(settings, "SEARCH_INDEX_PREFIX", "crowdservice") + _apart.get()
    folder = Path(settings.VAR_DIR) / f"search{_apart.get()}"
    # The process id: neither tantivy's threads nor open connections survive a fork.
    return url, prefix, str(folder), os.getpid()


@lru_cache(maxsize=8)
def _opened(url: str, prefix: str, folder: str, process: int) -> tuple[Engine, Reader]:
    if url:
        opened = import_string(ELASTICSEARCH)(url, prefix)
    else:
        opened = import_string(TANTIVY)(Path(folder))
    return opened, Reader(opened)
