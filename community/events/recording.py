"""record(): the only writer of events. It appends, makes cached pages stale and nudges the worker."""

from collections.abc import Iterable
from datetime import datetime

from community.events.models import Event
from community.lib import nudges, slots
from community.members.models import Member


def record(
    kind: str,
    *,
    by: Member | None,
    now: datetime,
    subject: str,
    thread: str = "",
    details: dict | None = None,
    stale: Iterable[str] = (),
    announce: bool = False,
) -> Event:
    """Append one event inside the caller's transaction.

    `stale` names the slots (question:7, board:3, site...) whose cached pages show the change; they are bumped
    now and again after commit. `announce` marks the event for the announcing sweep and nudges it.
    """
    event = Event.objects.create(
        kind=kind,
        actor=by,
        at=now,
        subject=subject,
        thread=thread,
        details=details or {},
        announce_due_at=now if announce else None,
    )
    names = tuple(stale)
    if names:
        slots.bump_around_commit(names)
    if announce:
        nudges.nudge("forum.tasks.announce")
    return event
