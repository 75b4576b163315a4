"""mend(): what is personal leaves the words of events; the one thing that is ever taken out of the record."""

from collections.abc import Callable

from django.db.models import QuerySet

from community.events.models import Event


def mend(events: QuerySet[Event], *, name: str, mask: Callable[[str], str], batch: int = 200) -> None:
    """Mask the words of that name in the details; what happened, when and by whom stays."""
    changed = []
    for event in events.filter(details__has_key=name):
        said = event.details[name]
        if isinstance(said, str) and (masked := mask(said)) != said:
            event.details[name] = masked
            changed.append(event)
    Event.objects.bulk_update(changed, ["details"], batch_size=batch)
