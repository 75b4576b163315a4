"""record(): one line per change, stale pages before and after the commit, and a nudge after it."""

import pytest
from django.core.cache import cache
from django.db import transaction

from community.events.models import Event
from community.events.recording import record
from community.lib import nudges, slots

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """The names of the jobs that were nudged."""
    names = []
    monkeypatch.setattr(nudges, "_send", lambda task, _arguments: names.append(task))
    return names


def test_a_line_is_appended_with_what_happened(asker, now):
    event = record(
        "question.asked", by=asker, now=now, subject="question:1", thread="question:1", details={"a": 1}
    )
    event.refresh_from_db()
    assert (event.kind, event.actor, event.at, event.subject) == ("question.asked", asker, now, "question:1")
    assert (event.details, event.announce_due_at) == ({"a": 1}, None)


def test_the_record_outlives_its_actor(asker, now):
    event = record("question.asked", by=asker, now=now, subject="question:1")
    asker.delete()
    event.refresh_from_db()
    assert event.actor is None


def test_pages_are_stale_before_and_after_the_commit(db, now, django_capture_on_commit_callbacks):
    cache.clear()
    (before,) = slots.versions(["board:1"])
    with django_capture_on_commit_callbacks(execute=True):
        record("board.changed", by=None, now=now, subject="board:1", stale=["board:1"])
        (during,) = slots.versions(["board:1"])
    (after,) = slots.versions(["board:1"])
    assert before < during < after


def test_what_is_to_be_announced_waits_and_nudges_after_the_commit(
    now, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        record("answer.posted", by=None, now=now, subject="answer:1", announce=True)
        assert sent == []
    assert sent == ["forum.tasks.announce"]
    assert Event.objects.get().announce_due_at == now


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_line_and_nudges_nobody(now, sent):
    with transaction.atomic():
        record("answer.posted", by=None, now=now, subject="answer:1", announce=True)
        transaction.set_rollback(True)
    assert sent == []
    assert not Event.objects.exists()
