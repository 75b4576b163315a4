"""Jobs of the demo: moving the clock, done by the worker like everything else that takes its time."""

import structlog
from celery import shared_task
from django.conf import settings

from cms.demo import moving, progress

log = structlog.get_logger(__name__)


@shared_task(name="cms.demo.tasks.jump")
def jump(jump_id: str) -> None:
    """Walk to the target of that jump. One that was replaced meanwhile, or a second delivery, does nothing."""
    under_way = progress.current()
    if not settings.DEMO or under_way is None or under_way.id != jump_id or under_way.state != "asked":
        return
    try:
        for moment in moving.walk(under_way.target_at):
            under_way = progress.step(under_way, moment)
        progress.end(under_way)
    except Exception:
        log.exception("demo_jump_failed", target=under_way.target)
        progress.end(under_way, "failed")
        raise
