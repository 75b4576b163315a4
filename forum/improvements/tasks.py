"""Jobs of the lower loop."""

from celery import shared_task

from community.lib import clock
from forum.improvements.actions import propose
from forum.improvements.actions import tell_changes as telling


@shared_task(name="forum.improvements.tasks.sweep")
def sweep() -> int:
    return propose.propose_due(clock.now())


@shared_task(name="forum.improvements.tasks.tell_changes")
def tell_changes() -> int:
    return telling.tell_due(clock.now())
