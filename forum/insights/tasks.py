"""The job that keeps the figures."""

from celery import shared_task

from community.lib import clock
from forum.insights.measuring import measure_recent


@shared_task(name="forum.insights.tasks.measure")
def measure() -> int:
    return measure_recent(clock.now())
