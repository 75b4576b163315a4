"""What must follow when a page is published or taken back: visitors' pages and the search index."""

from django.db import transaction

from cms.handbook.telling import tell_published
from cms.models import ArticlePage
from community.lib import clock, nudges, slots


def follow(sender: type, instance, **_kwargs) -> None:
    """Make cached pages stale, have the article indexed or removed, and tell whose words it came from."""
    slots.bump_around_commit(["site", "lists"])
    if hasattr(instance, "index_due_at"):
        with transaction.atomic():
            sender.objects.filter(pk=instance.pk).update(index_due_at=clock.now())
            nudges.nudge("forum.tasks.index")
    if isinstance(instance, ArticlePage) and instance.live:
        tell_published(instance, clock.now())
