"""The only place that reads the time; in the demo it can be moved ahead by one offset all processes share."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

FILE_NAME = "clock-offset"

# (identity, offset) of the file last read: a rename gives a new identity, so others see a move at once.
_last_read: tuple[tuple[int, int] | None, timedelta] = (None, timedelta())


class ClockNotMovable(Exception):
    """The clock stands outside the demo, or it was asked to run backwards."""


def now() -> datetime:
    """The moment it is for the community, aware, in UTC."""
    return datetime.now(UTC) + offset()


def offset() -> timedelta:
    """How far the clock was moved ahead of real time; zero outside the demo."""
    global _last_read
    if not _is_movable():
        return timedelta()
    path = _path()
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return timedelta()
    identity = (found.st_ino, found.st_mtime_ns)
    if _last_read[0] != identity:
        _last_read = (identity, timedelta(seconds=float(path.read_text(encoding="ascii"))))
    return _last_read[1]


def move_to(moment: datetime) -> timedelta:
    """Move the clock of all processes ahead to `moment`; returns the new offset.

    Raises ClockNotMovable outside the demo, and for a moment in the past.
    """
    if not _is_movable():
        raise ClockNotMovable("The clock can only be moved in the demo.")
    real = datetime.now(UTC)
    wanted = moment - real
    if wanted < offset():
        raise ClockNotMovable("The clock never runs backwards.")
    _store(wanted)
    return wanted


def _is_movable() -> bool:
    return bool(getattr(settings, "DEMO", False))


def _path() -> Path:
    return Path(settings.VAR_DIR) / FILE_NAME


def _store(wanted: timedelta) -> None:
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=FILE_NAME)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(repr(wanted.total_seconds()))
    os.replace(temporary, path)
