"""A nudge wakes a job by its dotted name after commit; when the broker is down the schedule finds the work anyway."""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)

# A nudge that nobody took within a minute is worthless: the schedule has come by since.
EXPIRES_SECONDS = 60


def nudge(task: str, *arguments: int | str) -> None:
    """Send `task` once the transaction is committed. Never raises: state in the database is the truth."""
    transaction.on_commit(lambda: _send(task, arguments))


def nudge_in(seconds: int, task: str, *arguments: int | str) -> None:
    """The same, to be done so many seconds after the commit."""
    transaction.on_commit(lambda: _send(task, arguments, seconds))


def _send(task: str, arguments: tuple[int | str, ...], seconds: int = 0) -> None:
    when = {"expires": EXPIRES_SECONDS + seconds, **({"countdown": seconds} if seconds else {})}
    try:
        current_app.send_task(task, args=arguments, ignore_result=True, retry=False, **when)
    except (OperationalError, OSError) as fault:
        log.warning("nudge_lost", task=task, fault=type(fault).__name__)
