"""Jobs of the ladder."""

from celery import shared_task

from community.lib import clock
from forum.escalation import checking, reminding
from forum.escalation import sweep as sweeping


@shared_task(name="forum.escalation.tasks.sweep")
def sweep() -> None:
    sweeping.run(clock.now())


@shared_task(name="forum.escalation.tasks.remind")
def remind() -> None:
    reminding.remind(clock.now())


@shared_task(name="forum.escalation.tasks.ask_checks")
def ask_checks() -> None:
    checking.ask_checks(clock.now())
