"""A question nobody answers climbs: helpers, colleagues, webcare; each step once, whenever the sweep comes by."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.events.models import Event
from community.notifications.models import Notification
from forum.actions.accept import accept_answer
from forum.actions.visibility import hide_post, restore_post
from forum.actions.vote import cast_vote
from forum.escalation import sweep as sweeping
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb, Policy, Step
from forum.escalation.queries import due_moments, promises_for
from forum.models import Question, Status
from forum.routing.models import ExpertRequest
from forum.webcare.models import Case, CaseState
from reputation.models import TagStanding
from tests.builders import make_answer, make_board, make_expert, make_member, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


def steps(question) -> list[str]:
    taken = Step.objects.filter(climb__question=question, taken_at__isnull=False).order_by("taken_at", "pk")
    return [step.rung for step in taken]


def told(kind: str) -> set[int]:
    return set(Notification.objects.filter(kind=kind).values_list("member_id", flat=True))


def test_a_question_gets_its_promise_with_the_first_sweep(question, sweep):
    sweep("09:00")
    assert promises_for([question.pk]) == {question.pk: local("2026-11-18T10:30")}
    question.refresh_from_db()
    assert question.watch_due_at is None


def test_it_climbs_rung_by_rung(question, helper, employee, agent, sweep, climb_of):
    TagStanding.objects.create(member=helper, tag=question.tags.get(), total=50)
    make_expert(employee, tag="fibre")

    assert sweep("10:59").steps == []
    assert sweep("11:00").steps == [Rung.HELPERS]
    assert told("helper-asked") == {helper.pk}
    assert sweep("13:00").steps == [Rung.COLLEAGUES]
    assert told("expert-asked") == {employee.pk}
    assert sweep("17:00").steps == [Rung.COLLEAGUES, Rung.WEBCARE]
    assert Case.objects.get(question=question).due_at == local("2026-11-18T10:30")
    assert told("case-opened") == {agent.pk}
    assert climb_of(question).rung == Rung.WEBCARE


def test_a_second_run_does_nothing(question, sweep):
    sweep("17:00")
    events, notifications = Event.objects.count(), Notification.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        swept = sweep("17:00")
    assert (swept.steps, swept.followed) == ([], 0)
    assert (Event.objects.count(), Notification.objects.count()) == (events, notifications)
    assert len(queries) <= 4


def test_after_a_day_without_a_worker_every_step_is_taken_once_and_in_order(board, asker, now, lead, sweep):
    questions = [make_question(board=board, by=asker, now=now) for _ in range(10)]
    sweep("2026-11-18T09:00")
    for question in questions:
        assert steps(question) == ["everyone", "helpers", "colleagues", "colleagues", "webcare"]
    assert Case.objects.count() == 10
    sweep("2026-11-18T09:00")
    assert Event.objects.filter(kind="case.opened").count() == 10


def test_a_case_opened_too_late_keeps_its_promise_on_the_desk_and_the_asker_gets_the_new_time(
    question, asker, sweep, climb_of
):
    sweep("2026-11-18T12:00")
    assert Case.objects.get().due_at == local("2026-11-18T10:30")
    climb = climb_of(question)
    assert climb.promise_missed_at == local("2026-11-18T10:30")
    assert climb.promise_at == local("2026-11-18T14:00")
    assert told("promise-slipped") == {asker.pk}
    assert (
        Notification.objects.get(kind="promise-slipped").details["until"]
        == local("2026-11-18T14:00").isoformat()
    )


def test_each_promise_that_slips_makes_the_next_one_longer(question, sweep, climb_of):
    sweep("2026-11-18T10:30")
    assert climb_of(question).promise_at == local("2026-11-18T12:30")
    sweep("2026-11-18T12:30")
    assert climb_of(question).promise_at == local("2026-11-18T16:30")


def test_an_answer_rests_the_ladder(question, helper, sweep, climb_of):
    sweep("11:00")
    make_answer(question=question, by=helper, now=local("2026-11-17T12:00"))
    sweep("17:30")
    climb = climb_of(question)
    assert climb.course == Course.RESTING
    assert climb.rested_at == local("2026-11-17T12:00")
    assert steps(question) == ["everyone", "helpers"]
    assert promises_for([question.pk]) == {}
    assert Event.objects.filter(kind="ladder.rested").count() == 1


def test_the_askers_own_answer_does_not_rest_it(question, asker, sweep, climb_of):
    make_answer(question=question, by=asker, now=local("2026-11-17T10:00"))
    sweep("11:00")
    assert climb_of(question).course == Course.CLIMBING


def test_it_climbs_on_from_where_it_was_when_the_answer_is_removed(
    question, helper, moderator, sweep, climb_of
):
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    sweep("10:00")
    hide_post(by=moderator, post=answer, reason="Not an answer", now=local("2026-11-17T15:00"))
    sweep("15:00")
    # One hour was used before the answer, so the helpers are asked an hour after it went.
    assert climb_of(question).next_due_at == local("2026-11-17T16:00")
    assert promises_for([question.pk]) == {question.pk: local("2026-11-18T15:30")}
    assert Event.objects.filter(kind="ladder.resumed").count() == 1


def test_an_answer_that_is_shown_again_rests_it_again(question, helper, moderator, sweep, climb_of):
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    sweep("10:00")
    hide_post(by=moderator, post=answer, reason="Not an answer", now=local("2026-11-17T12:00"))
    sweep("12:00")
    restore_post(by=moderator, post=answer, reason="It was one", now=local("2026-11-17T12:30"))
    sweep("12:30")
    climb = climb_of(question)
    assert climb.course == Course.RESTING
    assert climb.spent.total_seconds() == 90 * 60


def test_an_answer_judged_down_to_minus_two_is_as_good_as_none(question, helper, sweep, climb_of):
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    sweep("10:00")
    for name in ("One", "Two"):
        voter = make_member(name, is_moderator=True)
        cast_vote(by=voter, post=answer, value=-1, now=local("2026-11-17T11:00"))
    sweep("11:00")
    assert climb_of(question).course == Course.CLIMBING


def test_needs_info_stops_the_clock(question, sweep, climb_of):
    sweep("10:00")
    Question.objects.update(status=Status.NEEDS_INFO, watch_due_at=local("2026-11-17T10:00"))
    sweep("10:00")
    assert climb_of(question).course == Course.PAUSED
    Question.objects.update(status=Status.OPEN, watch_due_at=local("2026-11-17T15:00"))
    sweep("15:00")
    assert climb_of(question).next_due_at == local("2026-11-17T16:00")


def test_a_solution_ends_it_and_nobody_is_asked_any_more(question, asker, helper, employee, sweep, climb_of):
    make_expert(employee, tag="fibre")
    sweep("13:00")
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T14:00"))
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T14:30"))
    sweep("14:30")
    assert climb_of(question).course == Course.ENDED
    assert ExpertRequest.objects.waiting().count() == 0


def test_no_case_is_opened_when_an_answer_came_meanwhile_but_the_missed_promise_is_recorded(
    question, helper, sweep, climb_of
):
    sweep("09:00")
    make_answer(question=question, by=helper, now=local("2026-11-18T11:00"))
    sweep("2026-11-18T12:00")
    assert Case.objects.count() == 0
    assert climb_of(question).promise_missed_at == local("2026-11-18T10:30")
    assert Event.objects.filter(kind="ladder.promise_missed").count() == 1


def test_a_case_nobody_owns_is_closed_by_the_crowd(question, asker, helper, sweep):
    sweep("17:00")
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T17:10"))
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T17:15"))
    sweep("17:15")
    case = Case.objects.get()
    assert (case.state, case.cause, case.resolved_by) == (CaseState.CLOSED, "by the crowd", None)


def test_imported_history_is_left_alone_until_a_person_acts(question, sweep, climb_of):
    Question.objects.update(origin="imported", watch_due_at=None)
    sweep("2026-11-20T09:00")
    assert Climb.objects.count() == 0
    Question.objects.update(watch_due_at=local("2026-11-20T09:00"))
    sweep("2026-11-20T09:00")
    assert climb_of(question).started_at == local("2026-11-20T09:00")


def test_an_edited_policy_moves_only_what_is_not_yet_taken(question, board, sweep, climb_of):
    sweep("11:00")
    Policy.objects.create(board=board, helpers_after=60, colleagues_after=180, webcare_after=300)
    sweep("11:05")
    assert steps(question) == ["everyone", "helpers"]
    assert climb_of(question).next_due_at == local("2026-11-17T12:00")
    assert promises_for([question.pk]) == {question.pk: local("2026-11-17T16:00")}


def test_one_question_that_fails_does_not_keep_the_others_waiting(board, asker, now, monkeypatch):
    first, second = (make_question(board=board, by=asker, now=now) for _ in range(2))
    real = sweeping.follow

    def follow(question, moment):
        if question.pk == first.pk:
            raise RuntimeError("broken")
        return real(question, moment)

    monkeypatch.setattr(sweeping, "follow", follow)
    swept = sweeping.run(now)
    assert swept.failed == [first.pk]
    assert Climb.objects.filter(question=second).exists()


def test_what_is_due_next_is_known_to_the_demos_clock(question, sweep):
    sweep("09:00")
    assert due_moments(local("2026-11-17T09:00"), local("2026-11-17T12:00")) == [local("2026-11-17T11:00")]


def test_boards_have_their_own_patience(asker, now, sweep):
    night = make_board("Outages")
    Policy.objects.create(
        board=night, round_the_clock=True, helpers_after=30, colleagues_after=60, webcare_after=90
    )
    question = make_question(board=night, by=asker, now=local("2026-11-21T03:00"))
    sweep("2026-11-21T04:30")
    assert steps(question)[-1] == "webcare"
