"""Jobs of the forum's core: ids in, one call."""

from celery import shared_task

from community.lib import clock
from forum import announcing
from forum.actions import attach, guess, keeping
from forum.search import indexing


@shared_task(name="forum.tasks.announce")
def announce() -> int:
    return announcing.announce(clock.now())


@shared_task(name="forum.tasks.index")
def index() -> int:
    return indexing.catch_up()


@shared_task(name="forum.tasks.forget_drafts")
def forget_drafts() -> int:
    return keeping.forget_old_drafts(now=clock.now())


@shared_task(name="forum.tasks.guess_languages")
def guess_languages() -> int:
    return guess.guess_due(clock.now())


@shared_task(name="forum.tasks.remove_orphans")
def remove_orphans() -> int:
    return attach.remove_orphans(now=clock.now())
