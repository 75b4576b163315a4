"""A cache that needs no server: one memory-mapped LMDB file, shared by all processes of a machine."""

import hashlib
import logging
import os
import pickle
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import lmdb
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from redis.exceptions import RedisError

from community.lib import mappedfile
from community.lib.mappedfile import HEADER

# What a cache in trouble raises, whichever backend is configured.
CACHE_ERRORS = (RedisError, lmdb.Error, OSError)

MAP_SIZE = 256 * 1024 * 1024
LONGEST_KEY = 500  # LMDB takes 511 bytes

_INTEGER, _PICKLE = b"i", b"p"
_MISSING = object()
_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


class LmdbCache(BaseCache):
    """Django cache backend; LOCATION is a folder. OPTIONS: `map_size` in bytes.

    `add` and `incr` are atomic between processes. When full, expired entries and then the older half go.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        options = params.get("OPTIONS", {})
        self._path = os.path.realpath(location)
        self._map_size = int(options.get("map_size", MAP_SIZE))

    def get(self, key, default=None, version=None):
        return self.get_many([key], version).get(key, default)

    def get_many(self, keys: Iterable[str], version=None) -> dict[str, Any]:
        now, found = time.time(), {}
        with self._file().begin() as transaction:
            for key in keys:
                value = _value(transaction.get(self._raw_key(key, version)), now)
                if value is not _MISSING:
                    found[key] = value
        return found

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> None:
        self.set_many({key: value}, timeout, version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None) -> list:
        expires_at = self._expires_at(timeout)
        rows = [(self._raw_key(key, version), _packed(value, expires_at)) for key, value in data.items()]

        def write(transaction: lmdb.Transaction) -> None:
            for raw_key, row in rows:
                transaction.put(raw_key, row)

        self._write(write)
        return []

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        raw_key, row = self._raw_key(key, version), _packed(value, self._expires_at(timeout))

        def write(transaction: lmdb.Transaction) -> bool:
            if _value(transaction.get(raw_key), time.time()) is not _MISSING:
                return False
            return transaction.put(raw_key, row)

        return bool(self._write(write))

    def incr(self, key, delta=1, version=None) -> int:
        raw_key = self._raw_key(key, version)

        def write(transaction: lmdb.Transaction) -> int:
            row = transaction.get(raw_key)
            value = _value(row, time.time())
            if value is _MISSING:
                raise ValueError(f"Key '{key}' not found")
            transaction.put(raw_key, _packed(value + delta, HEADER.unpack_from(row)[0]))
            return value + delta

        # Unlike the others an increment has no answer to give when there is no room.
        result = self._write(write)
        if result is None:
            raise ValueError(f"Key '{key}' not found")
        return result

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        raw_key, expires_at = self._raw_key(key, version), self._expires_at(timeout)

        def write(transaction: lmdb.Transaction) -> bool:
            row = transaction.get(raw_key)
            if _value(row, time.time()) is _MISSING:
                return False
            _, written_at, kind = HEADER.unpack_from(row)
            return transaction.put(raw_key, HEADER.pack(expires_at, written_at, kind) + row[HEADER.size :])

        return bool(self._write(write))

    def delete(self, key, version=None) -> bool:
        raw_key = self._raw_key(key, version)

        def write(transaction: lmdb.Transaction) -> bool:
            row = transaction.get(raw_key)
            return transaction.delete(raw_key) and _value(row, time.time()) is not _MISSING

        return bool(self._write(write))

    def clear(self) -> None:
        self._file().drop()

    def _file(self) -> mappedfile.MappedFile:
        return mappedfile.opened(self._path, self._map_size)

    def _raw_key(self, key: str, version: int | None) -> bytes:
        # Not validated: what memcached cannot hold is no matter here.
        raw_key = self.make_key(key, version=version).encode()
        if len(raw_key) > LONGEST_KEY:
            return b"sha256:" + hashlib.sha256(raw_key).hexdigest().encode()
        return raw_key

    def _expires_at(self, timeout) -> float:
        moment = self.get_backend_timeout(timeout)
        # 0 means never in a row, so "at once" becomes the first moment after it.
        return 0.0 if moment is None else max(moment, 1e-6)

    def _write(self, act: Callable[[lmdb.Transaction], _Result]) -> _Result | None:
        """What `act` returns, or None when there is no room for it even after making room."""
        file = self._file()
        for make_room in (file.make_room, file.drop, None):
            try:
                with file.begin(write=True) as transaction:
                    result = act(transaction)
                    is_filling = file.is_filling(transaction)
                if is_filling:
                    file.make_room()
                return result
            except lmdb.MapFullError:
                if make_room is not None:
                    make_room()
        _log.warning("The cache %s has no room for an entry.", self._path)
        return None


def _packed(value: Any, expires_at: float) -> bytes:
    if type(value) is int:
        return HEADER.pack(expires_at, time.time(), _INTEGER) + str(value).encode()
    return HEADER.pack(expires_at, time.time(), _PICKLE) + pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _value(row: bytes | None, now: float) -> Any:
    if row is None:
        return _MISSING
    expires_at, _, kind = HEADER.unpack_from(row)
    if expires_at and expires_at <= now:
        return _MISSING
    if kind == _INTEGER:
        return int(row[HEADER.size :])
    try:
        return pickle.loads(memoryview(row)[HEADER.size :])
    except (pickle.UnpicklingError, AttributeError, ImportError, EOFError, IndexError, TypeError):
        return _MISSING  # written by another release of a class that has moved since
