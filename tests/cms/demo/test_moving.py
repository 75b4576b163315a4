"""The moved clock: stops at every due moment in order, does the real work there, and never runs backwards."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.demo import moving, progress, tasks
from community.lib import clock
from forum.escalation.models import Climb, Policy
from forum.models import Question
from forum.webcare.models import Case
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(board, asker, agent, lead, own_clock) -> Question:
    """A question asked a minute ago on a board that never closes."""
    Policy.objects.create(board=board, round_the_clock=True)
    return builders.make_question(board=board, by=asker, now=clock.now() - timedelta(minutes=1))


def test_a_question_asked_a_minute_ago_climbs_to_a_case(asked, monkeypatch):
    stops = []
    monkeypatch.setattr(progress, "step", lambda jump, reached: stops.append(reached) or jump)
    target = clock.now() + timedelta(hours=9)
    tasks.jump(progress.begin(target).id)
    case = Case.objects.get(question=asked)
    assert case.state == "open"
    assert case.opened_at - asked.created_at < timedelta(hours=8, minutes=1)
    assert stops == sorted(stops)
    steps = Climb.objects.get(question=asked).steps.exclude(rung="everyone")
    assert {step.due_at for step in steps} <= set(stops)
    assert all(timedelta() <= step.taken_at - step.due_at < timedelta(minutes=1) for step in steps)
    assert progress.current().state == "done"
    assert clock.now() >= target


def test_a_week_is_walked_to_its_end_and_a_second_delivery_does_nothing(asked):
    begun = progress.begin(moving.target_of("week", clock.now()))
    tasks.jump(begun.id)
    done = progress.current()
    assert done.state == "done"
    assert done.reached_at == begun.target_at
    tasks.jump(begun.id)
    assert progress.current() == done


def test_the_clock_never_runs_backwards(own_clock):
    ahead = clock.now() + timedelta(hours=3)
    clock.move_to(ahead)
    list(moving.walk(ahead - timedelta(hours=2)))
    assert clock.now() >= ahead


def test_one_jump_at_a_time(own_clock):
    first = progress.begin(clock.now())
    assert progress.begin(clock.now()) is None
    progress.end(first)
    assert progress.begin(clock.now()) is not None


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 11, 21, 22, 0, tzinfo=UTC), datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), datetime(2026, 11, 23, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), datetime(2026, 11, 30, 8, 0, tzinfo=UTC)),
        (datetime(2026, 3, 27, 12, 0, tzinfo=UTC), datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
    ],
)
def test_monday_is_the_next_one_at_nine(now, monday):
    assert moving.target_of("monday", now) == monday
