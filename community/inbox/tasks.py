"""The job of the inbox."""

from celery import shared_task

from community.inbox import maildir
from community.lib import clock


@shared_task(name="community.inbox.tasks.take_in")
def take_in() -> int:
    return maildir.empty(clock.now())
