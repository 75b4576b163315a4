"""Jobs of the notifications room."""

from celery import shared_task

from community.lib import clock
from community.notifications import letters


@shared_task(name="community.notifications.tasks.deliver")
def deliver() -> int:
    return letters.deliver(clock.now())
