"""Who is told of which event: read from the event alone, so that a job that runs twice tells everyone once."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from community.events.models import Event
from forum.announcing import decisions, editing, invitations, persons, posts, removals

log = structlog.get_logger(__name__)

BATCH = 200
# An event that could not be told comes again after this, so that it does not stand in the way of the others.
RETRY_AFTER = timedelta(minutes=15)

# Each module tells of its kinds; a new subject gets a module of its own.
_TELLERS = {
    **editing.TELLERS,
    **posts.TELLERS,
    **persons.TELLERS,
    **decisions.TELLERS,
    **removals.TELLERS,
    **invitations.TELLERS,
}


def announce(now: datetime) -> int:
    """Tell whom the waiting events concern; how many events were handled. Repeatable."""
    waiting = Event.objects.filter(announce_due_at__lte=now).order_by("announce_due_at", "id")
    handled = 0
    for event in list(waiting.select_related("actor")[:BATCH]):
        try:
            with transaction.atomic():
                teller = _TELLERS.get(event.kind)
                if teller is not None:
                    teller(event, now)
                Event.objects.filter(pk=event.pk).update(announce_due_at=None)
                handled += 1
        except Exception:
            # A fault of ours about one event: it waits, the others are told.
            log.exception("event_not_announced", event_id=event.pk, kind=event.kind)
            Event.objects.filter(pk=event.pk).update(announce_due_at=now + RETRY_AFTER)
    return handled
