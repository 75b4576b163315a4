"""append_history(): what happened before the record began, put in order of time."""

from collections.abc import Iterable

from django.db import transaction

from community.events.models import Event

BATCH = 1000


@transaction.atomic
def append_history(events: Iterable[Event]) -> int:
    """Append unsaved events of the past, announcing none of them; how many.

    Timelines read in order of id: what was recorded about the same threads before is put in its place
    between them, with a new id and nothing else changed.
    """
    lines = list(events)
    threads = {line.thread for line in lines}
    known = [event for event in Event.objects.all() if event.thread in threads]
    Event.objects.filter(pk__in=[event.pk for event in known]).delete()
    for event in known:
        event.pk = None
    ordered = sorted([*lines, *known], key=lambda event: event.at)
    Event.objects.bulk_create(ordered, batch_size=BATCH)
    return len(lines)
