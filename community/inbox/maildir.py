"""The folder mail servers deliver into (Maildir): each letter in it is taken in and gone."""

import time
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings

from community.inbox import receiving

log = structlog.get_logger(__name__)

AT_ONCE = 200
# A letter that breaks our program is tried for as long as a person needs to mend it; then it is put aside, not lost.
TRIED_FOR_SECONDS = 3 * 24 * 3600


def empty(now: datetime) -> int:
    """Take in what was delivered, oldest first; how many letters are done with. A missing folder is empty."""
    folder = Path(settings.INBOX_DIR) / "new"
    if not folder.is_dir():
        return 0
    found = sorted(folder.iterdir(), key=lambda letter: letter.name)
    return sum(_is_done(letter, now) for letter in found[:AT_ONCE])


def _is_done(letter: Path, now: datetime) -> bool:
    try:
        receiving.receive(letter.read_bytes(), now)
    except FileNotFoundError:
        # Another worker was quicker.
        return False
    except Exception:
        # Whatever is wrong with this one, the others are to come in; and none is thrown away unread.
        log.exception("letter_not_received")
        _put_aside(letter)
        return False
    letter.unlink(missing_ok=True)
    return True


def _put_aside(letter: Path) -> None:
    """Real time, as mail servers write it. What is aside is flagged for who looks after the folder."""
    if time.time() - letter.stat().st_mtime < TRIED_FOR_SECONDS:
        return
    aside = letter.parents[1] / "cur"
    aside.mkdir(exist_ok=True)
    letter.rename(aside / f"{letter.name}:2,F")
