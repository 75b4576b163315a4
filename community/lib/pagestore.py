"""Finished pages as compressed bytes: shared by all processes, with the busiest also kept in each."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import brotli
from django.core.cache import caches

KEPT_SECONDS = 300
# Per process, out of the 140 MB a web worker may take.
NEARBY_BYTES = 8 * 1024 * 1024

# Fast levels: a page is often compressed for few readers before it changes.
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, or (without headers) only the names of the slots its next build has to read."""

    names: tuple[str, ...]
    versions: tuple[int, ...] = ()
    stored_at: float = 0.0  # real time, seconds
    headers: tuple[tuple[str, str], ...] = ()
    etag: str = ""
    bodies: tuple[tuple[str, bytes], ...] = ()  # (encoding, bytes), "" for bare bytes

    @property
    def is_page(self) -> bool:
        return bool(self.headers)

    def body(self, encoding: str) -> bytes | None:
        return dict(self.bodies).get(encoding)

    def with_encoding(self, encoding: str) -> "Entry":
        """The same page, with its bytes in `encoding` ("br", "gzip", "") added."""
        if self.body(encoding) is not None:
            return self
        known, data = self.bodies[0]
        return replace(self, bodies=(*self.bodies, (encoding, _encoded(_decoded(data, known), encoding))))


def entry_of(body: bytes, *, encoding: str, **known) -> Entry:
    """A page of these bare bytes, kept in the encoding its first reader takes."""
    # Weak: one page, whichever encoding carries it.
    etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    return Entry(etag=etag, bodies=((encoding, _encoded(body, encoding)),), **known)


class PageStore:
    """Entries by key; whether one still holds is for the caller to judge."""

    def __init__(self) -> None:
        self._nearby: OrderedDict[str, Entry] = OrderedDict()
        self._nearby_bytes = 0
        self._lock = threading.Lock()

    def candidates(self, key: str) -> Iterator[Entry]:
        """The nearest entry first, then the shared one. Raises one of CACHE_ERRORS when the cache is down."""
        entry = self._nearby.get(key)
        if entry is not None:
            yield entry
        entry = caches["pages"].get(key)
        if isinstance(entry, Entry):
            self._keep_nearby(key, entry)
            yield entry

    def put(self, key: str, entry: Entry) -> None:
        caches["pages"].set(key, entry, KEPT_SECONDS)
        self._keep_nearby(key, entry)

    def _keep_nearby(self, key: str, entry: Entry) -> None:
        with self._lock:
            self._nearby_bytes += _size(entry) - _size(self._nearby.pop(key, None))
            self._nearby[key] = entry
            while self._nearby_bytes > NEARBY_BYTES:
                self._nearby_bytes -= _size(self._nearby.popitem(last=False)[1])


def _size(entry: Entry | None) -> int:
    # The thousand stands for headers and bookkeeping.
    return 0 if entry is None else 1000 + sum(len(data) for _, data in entry.bodies)


def _encoded(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, quality=_BROTLI_QUALITY)
    return gzip.compress(body, _GZIP_LEVEL, mtime=0) if encoding == "gzip" else body


def _decoded(data: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.decompress(data)
    return gzip.decompress(data) if encoding == "gzip" else data
