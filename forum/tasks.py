"""Jobs of the forum's core: ids in, one call."""

from celery import shared_task

from community.lib import clock
from forum import announcing
from forum.search import indexing


@shared_task(name="forum.tasks.announce")
def announce() -> int:
    return announcing.announce(clock.now())


@shared_task(name="forum.tasks.index")
def index() -> int:
    return indexing.catch_up()
