"""What rests, pauses and ends the ladder, each told as it happens to somebody; and what does not."""

import pytest

from community.events.models import Event
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.duplicate import mark_duplicate
from forum.actions.reopen import reopen_orphans
from forum.actions.visibility import hide_post, restore_post
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb, Step
from forum.escalation.queries import promises_for, reached
from forum.models import Question, Status
from forum.webcare.models import Case
from tests.builders import make_answer, make_comment, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


def at(moment: str):
    return local(f"2026-11-17T{moment}")


def waits_for_details(question, moment: str) -> None:
    Question.objects.filter(pk=question.pk).update(
        status=Status.NEEDS_INFO, status_at=at(moment), watch_due_at=at(moment)
    )


def is_complete(question, moment: str) -> None:
    Question.objects.filter(pk=question.pk).update(
        status=Status.OPEN, status_at=None, watch_due_at=at(moment)
    )


def test_joost_answers_and_nobody_else_is_asked(question, helper, sweep, climb_of):
    make_answer(question=question, by=helper, now=at("09:30"))
    assert sweep("17:30").steps == []
    assert (climb_of(question).course, promises_for([question.pk])) == (Course.RESTING, {})


def test_a_comment_of_somebody_else_is_no_answer(question, helper, sweep, climb_of):
    make_comment(question=question, by=helper, body="Have you tried another cable?", now=at("09:30"))
    assert sweep("11:00").steps == [Rung.HELPERS]
    assert climb_of(question).course == Course.CLIMBING


def test_the_asker_who_answers_their_own_question_is_no_answer(question, asker, sweep, climb_of):
    make_answer(question=question, by=asker, now=at("09:30"), body="I tried the other cable, no difference.")
    assert sweep("11:00").steps == [Rung.HELPERS]


def test_a_thank_you_after_the_answer_does_not_wake_it(question, asker, helper, sweep, climb_of):
    answer = make_answer(question=question, by=helper, now=at("10:00"))
    make_comment(question=question, answer=answer, by=asker, body="Thank you, Joost!", now=at("10:30"))
    sweep("10:30")
    sweep("2026-11-18T17:00")
    assert climb_of(question).course == Course.RESTING


def test_a_question_that_waits_for_details_stands_still_and_promises_nothing(question, sweep, climb_of):
    sweep("09:00")
    waits_for_details(question, "10:00")
    assert sweep("2026-11-18T12:00").steps == []
    assert (climb_of(question).course, promises_for([question.pk])) == (Course.PAUSED, {})
    assert Case.objects.count() == 0


def test_when_the_details_are_there_it_goes_on_where_it_stood(question, sweep, climb_of):
    sweep("09:00")
    waits_for_details(question, "10:00")
    sweep("10:00")
    is_complete(question, "15:00")
    sweep("15:00")
    # One of the two hours before the helpers are asked was used.
    assert climb_of(question).next_due_at == at("16:00")


def test_a_pause_counts_from_when_it_was_set_however_late_the_sweep_comes(question, sweep, climb_of):
    sweep("09:00")
    waits_for_details(question, "10:00")
    sweep("14:00")
    assert climb_of(question).spent.total_seconds() == 3600
    assert not Event.objects.filter(kind="ladder.promise_missed").exists()


def test_a_duplicate_ends_it(question, sweep, climb_of):
    sweep("09:00")
    Question.objects.update(status=Status.DUPLICATE, status_at=at("10:00"), watch_due_at=at("10:00"))
    sweep("17:30")
    assert climb_of(question).course == Course.ENDED
    assert Case.objects.count() == 0


def test_a_duplicate_climbs_on_once_its_original_is_gone(
    board, question, stranger, moderator, sweep, climb_of
):
    original = make_question(board=board, by=stranger, now=at("08:30"), title="The fibre drops each evening")
    sweep("09:01")
    mark_duplicate(by=moderator, question=question, original=original, note="", now=at("09:20"))
    sweep("09:21")
    hide_post(by=moderator, post=original, reason="It is an advertisement.", now=at("09:30"))
    sweep("09:31")
    assert climb_of(question).course == Course.ENDED
    reopen_orphans(now=at("09:40"))
    sweep("09:41")
    assert climb_of(question).course == Course.CLIMBING
    assert climb_of(question).promise_at > at("09:41")


def test_a_solution_that_is_taken_back_leaves_an_answer_that_rests_it(
    question, asker, helper, sweep, climb_of
):
    answer = make_answer(question=question, by=helper, now=at("10:00"))
    accept_answer(by=asker, answer=answer, now=at("10:30"))
    sweep("10:30")
    undo_acceptance(by=asker, answer=answer, now=at("11:00"))
    sweep("11:00")
    assert climb_of(question).course == Course.RESTING


def test_a_question_held_by_moderation_climbs_only_from_when_it_is_shown(
    question, moderator, sweep, climb_of
):
    hide_post(by=moderator, post=question, reason="Is this spam?", now=at("09:01"))
    sweep("09:30")
    assert Climb.objects.count() == 0
    restore_post(by=moderator, post=question, reason="It is not", now=at("15:00"))
    sweep("15:00")
    assert climb_of(question).started_at == at("15:00")
    assert climb_of(question).next_due_at == at("17:00")


def test_an_answer_that_came_after_a_step_was_due_is_told_from_one_that_came_before(
    question, board, helper, sweep, climb_of
):
    sweep("09:00")
    make_answer(question=question, by=helper, now=at("12:00"))
    # The worker was down; the helpers should have been asked at eleven, the colleagues not before one.
    assert sweep("16:00").steps == []
    missed = Step.objects.filter(missed_at__isnull=False)
    assert list(missed.values_list("rung", "missed_at")) == [("helpers", at("12:00"))]
    everything = {"board_id": board.pk, "until": at("17:30")}
    assert reached(Rung.HELPERS, **everything) == [question.pk]
    assert reached(Rung.COLLEAGUES, **everything) == []


def test_while_the_asker_has_to_say_more_no_clock_of_the_case_runs(question, sweep):
    sweep("17:30")
    case = Case.objects.get(question=question)
    assert case.due_at is not None
    waits_for_details(question, "17:30")
    sweep("17:30")
    case.refresh_from_db()
    assert (case.due_at, case.alarm_due_at) == (None, None)
    is_complete(question, "17:30")
    sweep("17:30")
    case.refresh_from_db()
    assert case.due_at is not None


def test_a_locked_question_rests_until_it_is_unlocked(question, sweep, climb_of):
    Question.objects.filter(pk=question.pk).update(locked_at=at("09:30"), watch_due_at=at("09:30"))
    assert sweep("17:30").steps == []
    assert climb_of(question).course == Course.PAUSED
    Question.objects.filter(pk=question.pk).update(locked_at=None, watch_due_at=at("17:30"))
    sweep("17:30")
    assert climb_of(question).course == Course.CLIMBING
