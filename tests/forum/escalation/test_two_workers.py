"""Two workers sweep at the same moment, which only a database with rows to lock can show: PostgreSQL."""

import threading

import pytest
from django.db import connections, transaction

from community.events.models import Event
from forum.escalation import sweep as sweeping
from forum.escalation.models import Climb, Policy, Step
from forum.models import Question
from forum.webcare.models import Case
from tests.builders import make_answer, make_board, make_member, make_question
from tests.forum.escalation.conftest import local
from tests.services.databases import needs_rows_to_lock

pytestmark = [pytest.mark.django_db(transaction=True), needs_rows_to_lock]
QUESTIONS = 12
WORKERS = 3


def sweep_at_once(moment) -> list[sweeping.Swept]:
    start, swept = threading.Barrier(WORKERS), []

    def work() -> None:
        try:
            start.wait()
            swept.append(sweeping.run(moment))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return swept


def finish(moment) -> None:
    """What the others skipped because it was in hand is found by the next sweep."""
    while sweeping.run(moment).steps:
        pass


@pytest.fixture
def questions(now):
    board, asker = make_board(), make_member("Femke")
    return [make_question(board=board, by=asker, now=now) for _ in range(QUESTIONS)]


def test_each_question_is_followed_once_and_each_step_taken_once_and_in_order(questions, lead):
    moment = local("2026-11-18T10:00")
    swept = sweep_at_once(moment)
    finish(moment)
    assert [one.failed for one in swept] == [[], [], []]
    for question in questions:
        taken = Step.objects.filter(climb__question=question, taken_at__isnull=False).order_by("pk")
        assert [step.rung for step in taken] == ["everyone", "helpers", "colleagues", "colleagues", "webcare"]
    assert Case.objects.count() == QUESTIONS
    assert Event.objects.filter(kind="case.opened").count() == QUESTIONS


def test_steps_due_at_the_same_moment_are_shared_out(questions, lead):
    sweeping.run(local("2026-11-17T09:00"))
    moment = local("2026-11-17T17:00")
    swept = sweep_at_once(moment)
    finish(moment)
    assert [one.failed for one in swept] == [[], [], []]
    assert Case.objects.count() == Event.objects.filter(kind="case.opened").count() == QUESTIONS


def test_an_answer_in_the_same_moment_rests_it_and_a_policy_edit_loses_nothing(questions, helper):
    sweeping.run(local("2026-11-17T09:00"))
    Policy.objects.create(board=questions[0].board, webcare_after=300)
    for question in questions[:6]:
        make_answer(question=question, by=helper, now=local("2026-11-17T13:30"))
    moment = local("2026-11-17T14:00")
    assert [one.failed for one in sweep_at_once(moment)] == [[], [], []]
    finish(moment)
    assert set(Case.objects.values_list("question_id", flat=True)) == {one.pk for one in questions[6:]}
    assert Climb.objects.filter(course="resting").count() == 6


def test_a_question_another_worker_has_in_hand_is_left_to_it(questions):
    held = threading.Event()
    done = threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                Question.objects.select_for_update().get(pk=questions[0].pk)
                held.set()
                done.wait(timeout=60)
        finally:
            connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    held.wait(timeout=60)
    swept = sweeping.run(local("2026-11-17T09:00"))
    done.set()
    other.join()
    assert (swept.followed, swept.failed) == (QUESTIONS - 1, [])
    assert sweeping.run(local("2026-11-17T09:00")).followed == 1
