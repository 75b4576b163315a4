"""Jobs of the forum's core: ids in, one call."""

from celery import shared_task

from community.lib import clock
from forum import announcing
from forum.actions import ask_details, attach, fields, guess, keeping, reopen, tagmerge
from forum.queries import counts
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


@shared_task(name="forum.tasks.count_lists")
def count_lists() -> bool:
    return counts.refresh()


@shared_task(name="forum.tasks.remove_orphans")
def remove_orphans() -> int:
    return attach.remove_orphans(now=clock.now())


@shared_task(name="forum.tasks.close_unheard")
def close_unheard() -> int:
    return ask_details.close_unheard(now=clock.now())


@shared_task(name="forum.tasks.reopen_orphans")
def reopen_orphans() -> int:
    return reopen.reopen_orphans(now=clock.now())


@shared_task(name="forum.tasks.merge_tags")
def merge_tags() -> int:
    return tagmerge.merge_waiting(clock.now())


@shared_task(name="forum.tasks.refresh_facts")
def refresh_facts(board_id: int) -> int:
    return fields.refresh_facts(board_id)
