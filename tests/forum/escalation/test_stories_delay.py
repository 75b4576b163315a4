"""A worker that was down, a clock that was set back, a policy edited in between: each step once, in order."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.events.models import Event
from community.notifications.models import Notification
from forum.escalation import climbing, planning
from forum.escalation import sweep as sweeping
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb, Policy, Step
from forum.escalation.queries import promises_for
from forum.models import Question
from forum.webcare.models import Case
from tests.builders import make_answer, make_board, make_comment, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db

ALL = ["everyone", "helpers", "colleagues", "colleagues", "webcare"]


def at(moment: str):
    return local(f"2026-11-17T{moment}")


def taken(question) -> list[str]:
    steps = Step.objects.filter(climb__question=question, taken_at__isnull=False).order_by("taken_at", "pk")
    return [step.rung for step in steps]


def test_every_five_minutes_and_once_after_a_day_make_the_same_steps(board, asker, now):
    often = make_question(board=board, by=asker, now=now)
    moment = now
    while moment <= local("2026-11-18T10:00"):
        sweeping.run(moment)
        moment += timedelta(minutes=5)
    once = make_question(board=board, by=asker, now=now)
    sweeping.run(local("2026-11-18T10:00"))
    assert taken(often) == taken(once) == ALL
    steps = Step.objects.order_by("due_at", "rung", "number")
    due = [list(steps.filter(climb__question=one).values_list("rung", "due_at")) for one in (often, once)]
    assert due[0] == due[1]


def test_what_was_said_while_the_worker_was_down_is_judged_by_when_it_was_said(
    board, asker, helper, now, sweep, climb_of
):
    early, late, never = (make_question(board=board, by=asker, now=now) for _ in range(3))
    sweep("09:00")
    make_answer(question=early, by=helper, now=at("16:55"))
    make_answer(question=late, by=helper, now=local("2026-11-18T11:00"))
    sweep("2026-11-18T16:00")
    # Nobody's patience had ended before the first; the second came half an hour after its promise.
    assert [climb_of(one).promises_missed for one in (early, late)] == [0, 1]
    assert [climb_of(one).course for one in (early, late)] == [Course.RESTING, Course.RESTING]
    assert Case.objects.get().question == never


def test_a_board_is_closed_from_its_closing_minute(asker, now, sweep, climb_of):
    board = make_board("Evenings")
    Policy.objects.create(board=board, helpers_after=30)
    last_minute, closed = (
        make_question(board=board, by=asker, now=at(moment)) for moment in ("17:00", "17:30")
    )
    sweep("17:30")
    # Due at closing time, not the next morning; what is asked at closing time waits for the morning.
    assert taken(last_minute) == ["everyone", "helpers"]
    assert climb_of(closed).next_due_at == local("2026-11-18T09:30")


def test_a_clock_that_is_set_back_takes_no_step_twice(question, lead, sweep, climb_of):
    assert len(sweep("17:00").steps) == 4
    events, told = Event.objects.count(), Notification.objects.count()
    for moment in ("11:00", "13:00", "17:00"):
        assert sweep(moment).steps == []
    assert (Event.objects.count(), Notification.objects.count()) == (events, told)
    assert taken(question) == ALL


def test_what_was_said_before_the_clock_was_set_back_is_followed_when_its_moment_comes(
    question, helper, sweep, climb_of
):
    sweep("09:00")
    make_answer(question=question, by=helper, now=at("12:00"))
    sweep("10:00")
    assert climb_of(question).course == Course.CLIMBING
    sweep("12:00")
    assert climb_of(question).course == Course.RESTING


def test_a_policy_edited_in_between_moves_only_the_steps_not_yet_taken(
    question, board, lead, sweep, climb_of
):
    sweep("11:00")
    policy = Policy.objects.create(board=board, webcare_after=300)
    sweep("11:05")
    assert promises_for([question.pk]) == {question.pk: at("16:00")}
    sweep("14:00")
    policy.webcare_after = 480
    policy.save()
    # Webcare has it: that step is not taken back, and its promise stands.
    sweep("14:05")
    assert taken(question)[-1] == "webcare"
    assert promises_for([question.pk]) == {question.pk: at("16:00")}
    assert Case.objects.count() == 1


def test_a_policy_edit_that_is_interrupted_is_finished_by_the_next_sweep(
    board, asker, now, sweep, climb_of, monkeypatch
):
    first, second = (make_question(board=board, by=asker, now=now) for _ in range(2))
    sweep("09:00")
    Policy.objects.create(board=board, helpers_after=60)
    real = planning.plan

    def break_at_second(climb, *rest):
        if climb.question_id == second.pk:
            raise RuntimeError("killed")
        real(climb, *rest)

    with monkeypatch.context() as broken:
        broken.setattr(planning, "plan", break_at_second)
        assert sweeping.run(at("09:30")).failed == [second.pk]
    assert [climb_of(one).next_due_at for one in (first, second)] == [at("10:00"), at("11:00")]
    sweep("09:31")
    assert climb_of(second).next_due_at == at("10:00")
    with CaptureQueriesContext(connection) as queries:
        sweep("09:32")
    assert len(queries) <= 4


def test_a_question_moved_to_another_board_keeps_that_boards_promise(question, asker, sweep, climb_of):
    sweep("09:00")
    quick = make_board("Outages")
    Policy.objects.create(
        board=quick, helpers_after=10, colleagues_after=20, webcare_after=30, reply_within=30
    )
    Question.objects.update(board=quick)
    make_comment(question=question, by=asker, body="It is really down.", now=at("09:05"))
    sweep("09:05")
    assert promises_for([question.pk]) == {question.pk: at("10:00")}


def test_a_slipped_promise_is_followed_by_the_new_time_at_once(question, asker, sweep):
    sweep("17:00")
    sweep("2026-11-18T10:30")
    told = Notification.objects.get(kind="promise-slipped", member=asker)
    assert told.details["until"] == local("2026-11-18T12:30").isoformat()
    assert promises_for([question.pk]) == {question.pk: local("2026-11-18T12:30")}
    event = Event.objects.get(kind="ladder.promise_missed")
    assert event.details == {
        "promised": local("2026-11-18T10:30").isoformat(), "next": local("2026-11-18T12:30").isoformat(),
    }  # fmt: skip


def test_a_step_that_fails_is_tried_again_and_the_others_do_not_wait(board, asker, now, sweep, monkeypatch):
    first, second = (make_question(board=board, by=asker, now=now) for _ in range(2))
    sweep("09:00")
    real = climbing.step_on

    def step_on(step, question, *more, now):
        if question.pk == first.pk:
            raise RuntimeError("broken")
        return real(step, question, *more, now=now)

    with monkeypatch.context() as broken:
        broken.setattr(climbing, "step_on", step_on)
        swept = sweeping.run(at("11:00"))
    assert (swept.failed, taken(first), taken(second)) == ([first.pk], ["everyone"], ["everyone", "helpers"])
    assert sweep("11:01").steps == [Rung.HELPERS]
    assert taken(first) == ["everyone", "helpers"]


def test_what_a_sweep_costs_depends_on_what_is_due_and_not_on_what_is_open(board, asker, now, sweep):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert sweep("09:10").steps == []
        return len(queries)

    open_ones(board, asker, 10)
    with_ten = cost()
    open_ones(board, asker, 290)
    assert Climb.objects.filter(course=Course.CLIMBING).count() == 300
    assert cost() == with_ten <= 4


def test_one_due_question_costs_the_same_among_ten_and_among_three_hundred(board, asker, now, sweep):
    def cost(moment: str) -> int:
        due = open_ones(board, asker, 1, due=at(moment))[0]
        with CaptureQueriesContext(connection) as queries:
            assert sweep(moment).steps == [Rung.HELPERS]
        assert taken(due) == ["everyone", "helpers"]
        return len(queries)

    open_ones(board, asker, 9)
    with_ten = cost("10:00")
    open_ones(board, asker, 290)
    assert cost("10:30") == with_ten


def open_ones(board, asker, number: int, *, due=None) -> list[Question]:
    """Questions on their first rung, the helpers' turn due at eleven unless said otherwise."""
    words = {"body": "…", "body_html": "…", "slug": "q", "active_at": at("09:00"), "created_at": at("09:00")}
    questions = Question.objects.bulk_create(
        Question(board=board, author=asker, title=f"Question {place}", **words) for place in range(number)
    )
    due = due or at("11:00")
    terms = climbing.policy_of(questions[0]).terms()
    climbs = Climb.objects.bulk_create(
        Climb(
            question=question, course=Course.CLIMBING, started_at=at("09:00"), running_since=at("09:00"),
            next_due_at=due, promise_at=at("17:00"), planned_with=terms,
        )
        for question in questions
    )  # fmt: skip
    for climb in climbs:
        Step.objects.create(climb=climb, rung=Rung.EVERYONE, due_at=at("09:00"), taken_at=at("09:00"))
        Step.objects.create(climb=climb, rung=Rung.HELPERS, due_at=due)
        Step.objects.create(climb=climb, rung=Rung.WEBCARE, due_at=at("16:00"))
    return questions
