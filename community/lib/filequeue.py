"""The queue of files of the embedded default: kombu's, with each file put in its place complete or not at all.

kombu opens a message under its final name before it writes it, so that a reader who comes in between takes half a
message and the worker dies of it; its table of queues is emptied before it is locked. Renaming has neither gap.
"""

import fcntl
import json
import os
import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

_LOCK = "tables.lock"


class Channel(filesystem.Channel):
    """Readers see whole files only: those of `_get` take names that end in `.msg`, which no half message has."""

    def _put(self, queue: str, payload: dict, **_kwargs: Any) -> None:
        """Put a message onto a queue. Raises ChannelError when the folder cannot be written."""
        # Names sort by time, which is the order of the queue.
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        try:
            _place(Path(self.data_folder_out) / name, str_to_bytes(dumps(payload)))
        except OSError as reason:
            raise ChannelError(f"Cannot add {name} to the queue") from reason

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        """Add a queue to the table of its exchange. Raises ChannelError when that cannot be written."""
        table = self._exchange_file(exchange)
        entry = [routing_key or "", pattern or "", queue or ""]
        try:
            self.control_folder.mkdir(exist_ok=True)
            with open(self.control_folder / _LOCK, "w") as guard:
                fcntl.flock(guard, fcntl.LOCK_EX)
                known = json.loads(table.read_text()) if table.exists() else []
                if entry not in known:
                    _place(table, json.dumps([entry, *known]).encode())
        except OSError as reason:
            raise ChannelError(f"Cannot write {table}") from reason


class Transport(filesystem.Transport):
    Channel = Channel


def install() -> None:
    """Let every `filesystem://` broker be this one."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"


def _place(path: Path, content: bytes) -> None:
    half = path.with_name(f".{uuid.uuid4()}.half")
    half.write_bytes(content)
    os.replace(half, path)
