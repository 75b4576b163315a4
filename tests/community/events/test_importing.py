"""History that is written down afterwards stands in order of time, and announces nothing."""

from datetime import datetime, timedelta

import pytest

from community.events.importing import append_history
from community.events.models import Event
from community.events.recording import record

pytestmark = pytest.mark.django_db


def told(thread: str) -> list[str]:
    return list(Event.objects.filter(thread=thread).order_by("id").values_list("kind", flat=True))


def test_history_stands_in_order_of_time_with_what_was_recorded_before(now: datetime):
    thread = "question:1"
    record(
        "case.opened",
        by=None,
        now=now - timedelta(hours=1),
        subject="case:1",
        thread=thread,
        details={"a": 1},
    )
    record("case.opened", by=None, now=now, subject="case:2", thread="question:2")
    other = Event.objects.get(thread="question:2")
    past = [
        Event(kind="answer.posted", at=now, subject="answer:1", thread=thread),
        Event(kind="question.asked", at=now - timedelta(hours=9), subject=thread, thread=thread),
    ]
    assert append_history(past) == 2
    assert told(thread) == ["question.asked", "case.opened", "answer.posted"]
    assert Event.objects.get(kind="case.opened", thread=thread).details == {"a": 1}
    assert Event.objects.get(thread="question:2") == other, "other threads stay as they are"
    assert not Event.objects.filter(announce_due_at__isnull=False).exists()
