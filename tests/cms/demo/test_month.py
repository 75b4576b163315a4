"""A month with a weekend, Christmas, New Year, a slow desk and a day without a worker: no question is left."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from cms.demo.loading import load
from community.events.models import Event
from community.lib import clock
from community.notifications.models import Notification
from forum.escalation import ladder
from forum.escalation.models import Check, CheckState, Climb, Step
from forum.models import Answer, Board, Question
from forum.webcare.models import Case
from tests.cms.demo.month import FATES, Month, local

pytestmark = pytest.mark.django_db

BEGINS, ENDS = local("2026-12-07T08:00"), local("2027-01-08T20:00")
DOWN = local("2026-12-17T00:00"), local("2026-12-18T00:00")
# Told by hand: asked when, and when helpers, colleagues, more colleagues and webcare had their turn by the hours of
# its board (Monday to Friday, 9:00 to 17:30; Christmas and New Year's Day closed).
BY_HAND = {
    "Asked on a Saturday night": (
        "2026-12-12T21:10",
        ["2026-12-14T11:00", "2026-12-14T13:00", "2026-12-14T15:00", "2026-12-14T17:00"],
    ),
    "Asked on Christmas Eve": (
        "2026-12-24T16:00",
        ["2026-12-28T09:30", "2026-12-28T11:30", "2026-12-28T13:30", "2026-12-28T15:30"],
    ),
    "Asked on New Year's Eve": (
        "2026-12-31T16:30",
        ["2027-01-04T10:00", "2027-01-04T12:00", "2027-01-04T14:00", "2027-01-04T16:00"],
    ),
}


@pytest.fixture(scope="module")
def month(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        load(BEGINS)
        world = Month(BEGINS, ENDS, DOWN, Random(2026))
        patch.setattr(clock, "now", lambda: world.now)
        energy = Board.objects.get(slug="energy")
        for title, (asked, _turns) in BY_HAND.items():
            world.ask(local(asked), "nobody", energy, f"{title}: who comes?")
        world.ask(
            local("2026-12-16T14:00"), "nobody", energy, "Asked the day before the worker is down: who comes?"
        )
        for day in range(31):
            for fate in world.rng.sample(FATES, 1):
                world.ask(BEGINS + timedelta(days=day, minutes=world.rng.randrange(24 * 60)), fate)
        world.live()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def asked(month) -> list[Question]:
    """The month's own questions."""
    return list(Question.objects.filter(pk__in=month.fates).order_by("pk"))


def test_every_question_is_solved_answered_or_has_somebody_who_owes_an_answer(month, asked):
    assert len(asked) == len(month.fates) >= 35
    left = []
    for question in asked:
        answered = Answer.objects.shown().filter(question=question).exclude(author=question.author).exists()
        case = Case.objects.filter(question=question).exists()
        promised = Climb.objects.filter(question=question, promise_at__gt=month.now).exists()
        if not (answered or case or promised):
            left.append(question.title)
    assert not left


def test_all_fates_came_about(month):
    assert set(month.fates.values()) == set(FATES)
    assert Case.objects.filter(question__in=month.fates, state="resolved").exists()
    states = set(Check.objects.filter(question__in=month.fates).values_list("state", flat=True))
    assert {CheckState.YES, CheckState.NO, CheckState.ASKED} <= states


def test_every_promise_was_kept_or_renewed_at_once(month, asked):
    assert not Climb.objects.filter(promise_at__lt=month.now - timedelta(minutes=1)).exists()
    missed = Event.objects.filter(kind="ladder.promise_missed", thread__in=[one.subject for one in asked])
    assert missed.count() >= 2, "the slow days and the day without a worker"
    for event in missed:
        renewed = event.details["next"]
        answered = Answer.objects.filter(question=event.thread.partition(":")[2], created_at__lte=event.at)
        assert (renewed and renewed > event.at.isoformat()) or answered.exists()


def test_who_waits_past_a_promise_is_told_the_new_time(month):
    missed = Event.objects.filter(kind="ladder.promise_missed", at__gt=BEGINS).exclude(details__next=None)
    for event in missed:
        told = Notification.objects.filter(kind="promise-slipped", subject=event.thread, created_at=event.at)
        assert told.count() == 1


@pytest.mark.parametrize("title", BY_HAND)
def test_what_was_counted_by_hand_came_true(month, title):
    climb = Climb.objects.get(question__title__startswith=title)
    steps = climb.steps.exclude(rung="everyone").order_by("due_at")
    assert [step.due_at for step in steps] == [local(turn) for turn in BY_HAND[title][1]]
    assert all(step.taken_at == step.due_at for step in steps)
    case = Case.objects.get(question=climb.question_id)
    assert case.opened_at == local(BY_HAND[title][1][-1])
    assert case.replied_at is not None


def test_a_day_without_a_worker_delays_and_loses_nothing(month):
    climb = Climb.objects.get(question__title__startswith="Asked the day before the worker is down")
    due = {(step.rung, step.number): step.due_at for step in climb.steps.exclude(rung="everyone")}
    taken = {(step.rung, step.number): step.taken_at for step in climb.steps.exclude(rung="everyone")}
    assert due == {
        ("helpers", 0): local("2026-12-16T16:00"),
        ("colleagues", 0): local("2026-12-17T09:30"),
        ("colleagues", 1): local("2026-12-17T11:30"),
        ("webcare", 0): local("2026-12-17T13:30"),
    }
    back = DOWN[1]
    assert taken == {**dict.fromkeys(due, back), ("helpers", 0): local("2026-12-16T16:00")}
    missed = Event.objects.get(kind="ladder.promise_missed", thread=climb.question.subject, at=back)
    assert missed.details["promised"] == local("2026-12-17T15:30").astimezone(back.tzinfo).isoformat() or (
        missed.details["promised"].startswith("2026-12-17T14:30")
    )


def test_steps_were_taken_once_in_order_and_on_time(month, asked):
    for climb in Climb.objects.filter(question__in=asked).prefetch_related("steps"):
        taken = sorted(
            (step for step in climb.steps.all() if step.taken_at),
            key=lambda step: ladder.place(step.rung, step.number),
        )
        moments = [step.taken_at for step in taken]
        assert moments == sorted(moments)
        for step in taken:
            late = step.taken_at - step.due_at
            assert late <= timedelta(minutes=1) or step.taken_at == DOWN[1], (climb.question.title, step)


def test_no_step_falls_into_the_night_the_weekend_or_a_holiday(month):
    energy = Step.objects.filter(climb__question__board__slug="energy", due_at__gt=BEGINS).exclude(
        rung="everyone"
    )
    for step in energy:
        due = step.due_at.astimezone(BEGINS.tzinfo)
        assert due.weekday() < 5 and due.strftime("%m-%d") not in ("12-25", "01-01"), step
        assert "09:00" <= due.strftime("%H:%M") <= "17:30", step


def test_nobody_is_asked_about_one_question_twice_in_two_days(month, asked):
    for question in asked:
        kinds = Notification.objects.filter(kind__in=("solved-yet", "check"), member=question.author)
        checks = [check.subject for check in Check.objects.filter(question=question)]
        asked_at = sorted(
            kinds.filter(subject__in=[question.subject, *checks]).values_list("created_at", flat=True)
        )
        gaps = [later - earlier for earlier, later in zip(asked_at, asked_at[1:], strict=False)]
        assert all(gap >= timedelta(days=2) for gap in gaps), question.title


def test_a_no_at_the_check_came_back_to_the_same_owner(month):
    denied = Check.objects.filter(question__in=month.fates, state=CheckState.NO)
    for check in denied:
        case = Case.objects.get(question=check.question_id)
        owners = set(
            Event.objects.filter(subject=case.subject, kind="case.taken").values_list("actor_id", flat=True)
        )
        assert len(owners) <= 1
        assert Event.objects.filter(
            thread=check.question.subject,
            kind__in=("case.opened", "case.reopened", "case.woken"),
            at__gte=check.replied_at,
        ).exists()
