"""Jobs of the desk."""

from celery import shared_task

from community.lib import clock
from forum.webcare import alarms


@shared_task(name="forum.webcare.tasks.watch")
def watch() -> None:
    alarms.watch(clock.now())
