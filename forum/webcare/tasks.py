"""Jobs of the desk."""

from celery import shared_task

from community.lib import clock
from forum.webcare import alarms, webhooks
from forum.webcare.actions import absence, sending, snooze


@shared_task(name="forum.webcare.tasks.watch")
def watch() -> None:
    now = clock.now()
    snooze.come_back(now)
    alarms.watch(now)
    absence.tell_begun(now)


@shared_task(name="forum.webcare.tasks.send")
def send() -> int:
    return sending.release(clock.now())


@shared_task(name="forum.webcare.tasks.deliver_webhooks")
def deliver_webhooks() -> None:
    webhooks.deliver(clock.now())


@shared_task(name="forum.webcare.tasks.forget_deliveries")
def forget_deliveries() -> int:
    return webhooks.forget_old(clock.now())
