"""The memory-mapped file under the shared cache: opened once per process, emptied in steps when full."""

import array
import os
import struct
import threading
import time
from pathlib import Path

import lmdb

# A row opens with: expires at (0: never), written at, kind of value.
HEADER = struct.Struct("<ddc")
# Above this share of the map room is made: LMDB needs free pages even to delete.
FULL_SHARE = 0.7
DELETED_AT_ONCE = 1000  # bounds one transaction, so that its pages are free for the next


class MappedFile:
    """One LMDB environment and the pid that opened it."""

    def __init__(self, path: str, map_size: int) -> None:
        Path(path).mkdir(parents=True, exist_ok=True, mode=0o700)
        self.map_size = map_size
        self.pid = os.getpid()
        self.environment = _opened(path, map_size)
        self.database = self.environment.open_db()

    def begin(self, *, write: bool = False) -> lmdb.Transaction:
        return self.environment.begin(write=write)

    def is_filling(self, transaction: lmdb.Transaction) -> bool:
        """Whether room should be made; LMDB keeps these counters, so asking costs nothing."""
        stat = transaction.stat(self.database)
        used = stat["psize"] * (stat["branch_pages"] + stat["leaf_pages"] + stat["overflow_pages"])
        return used > FULL_SHARE * self.map_size

    def make_room(self) -> None:
        """Forget what has expired; if that is not enough the older half; if even that fails everything."""
        try:
            self._forget(written_before=0.0)
            with self.begin() as transaction:
                is_filling = self.is_filling(transaction)
            if is_filling:
                self._forget(written_before=self._median_written_at())
        except lmdb.MapFullError:
            self.drop()

    def drop(self) -> None:
        """Forget everything."""
        with self.begin(write=True) as transaction:
            transaction.drop(self.database, delete=False)

    def _forget(self, *, written_before: float) -> None:
        now, resume_at = time.time(), b""
        while resume_at is not None:
            keys, resume_at = self._next_batch(resume_at, now, written_before)
            with self.begin(write=True) as transaction:
                for key in keys:
                    transaction.delete(key)

    def _next_batch(self, start: bytes, now: float, written_before: float):
        """(keys to delete, where to go on), the latter None at the end."""
        keys: list[bytes] = []
        with self.environment.begin(buffers=True) as transaction, transaction.cursor() as cursor:
            if not cursor.set_range(start):
                return keys, None
            for key, row in cursor:
                expires_at, written_at, _ = HEADER.unpack_from(row)
                if written_at < written_before or 0 < expires_at <= now:
                    keys.append(bytes(key))
                    if len(keys) == DELETED_AT_ONCE:
                        return keys, bytes(key)
        return keys, None

    def _median_written_at(self) -> float:
        moments = array.array("d")
        with self.environment.begin(buffers=True) as transaction, transaction.cursor() as cursor:
            for row in cursor.iternext(keys=False, values=True):
                moments.append(HEADER.unpack_from(row)[1])
        return sorted(moments)[len(moments) // 2] if moments else 0.0


_opening = threading.Lock()
_open_files: dict[str, MappedFile] = {}


def opened(path: str, map_size: int) -> MappedFile:
    """The file at `path` (a folder) in this process.

    LMDB forbids opening a file twice in one process, and using it after a fork.
    """
    file = _open_files.get(path)
    if file is not None and file.pid == os.getpid():
        return file
    with _opening:
        file = _open_files.get(path)
        if file is None or file.pid != os.getpid():
            if file is not None:
                file.environment.close()  # only this child's view of it; the parent keeps its own
            file = _open_files[path] = MappedFile(path, map_size)
    return file


def _new_lock_after_fork() -> None:
    # A fork while another thread held the lock would leave the child waiting for a thread it does not have.
    global _opening
    _opening = threading.Lock()


os.register_at_fork(after_in_child=_new_lock_after_fork)


def _opened(path: str, map_size: int) -> lmdb.Environment:
    try:
        environment = _open_environment(path, map_size)
    except (lmdb.CorruptedError, lmdb.InvalidError, lmdb.VersionMismatchError):
        # A cache holds nothing that cannot be made again, so a broken file is replaced.
        for name in ("data.mdb", "lock.mdb"):
            Path(path, name).unlink(missing_ok=True)
        environment = _open_environment(path, map_size)
    environment.reader_check()  # frees the places of processes that were killed
    return environment


def _open_environment(path: str, map_size: int) -> lmdb.Environment:
    # Without sync: what is lost when the machine goes down was only a cache.
    return lmdb.open(path, map_size=map_size, sync=False, metasync=False, max_readers=512, mode=0o600)
