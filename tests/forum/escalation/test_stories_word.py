"""A question that waits for its asker goes on with any word of theirs: in private, by a press, or a short one."""

from datetime import timedelta

import pytest

from community.events.models import Event
from forum.actions.accept import accept_answer
from forum.actions.ask_details import ask_for_details, close_unheard
from forum.escalation import checking
from forum.escalation.actions.ask_privately import ask_privately
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.confirm_check import confirm_check
from forum.escalation.actions.not_yet import say_not_yet
from forum.escalation.ladder import Course
from forum.escalation.models import Check, CheckState
from forum.models import Comment, Question, Status
from forum.webcare.actions.own import take_case
from forum.webcare.actions.talk import go_private, say_back, say_privately
from forum.webcare.models import Case, CaseReason, CaseState
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


def at(moment: str):
    return local(f"2026-11-17T{moment}")


@pytest.fixture
def waits(question, agent, sweep):
    """Nienke asked for a detail at ten."""
    sweep("09:01")
    ask_for_details(by=agent, question=question, note="Which box is it?", now=at("10:00"))
    sweep("10:00")
    return question


def test_asking_privately_gives_the_details(waits, asker, sweep, climb_of):
    ask_privately(by=asker, question=waits, body="My number is 12345.", form_key="a", now=at("11:00"))
    sweep("11:00")
    case = Case.objects.get()
    assert (Question.objects.get().status, climb_of(waits).course) == (Status.OPEN, Course.CLIMBING)
    assert (case.due_at, case.alarm_due_at) == (at("13:00"), at("12:00"))
    assert Event.objects.filter(kind="question.info_given", actor=asker).count() == 1
    close_unheard(now=at("10:01") + timedelta(days=7))
    assert Question.objects.get().status == Status.OPEN


def test_a_private_word_on_webcares_case_gives_them_too(question, asker, agent, sweep):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    case = take_case(by=agent, case=Case.objects.get(), now=at("10:10"))
    go_private(by=agent, case=case, reason="It is about a bill", now=at("10:15"))
    say_privately(by=agent, case=case, body="We look into your bill.", form_key="p", now=at("10:30"))
    ask_for_details(by=agent, question=question, note="Which month is it?", now=at("11:00"))
    sweep("11:00")
    say_back(by=asker, case=case, body="It is the one of May.", form_key="b", now=at("13:00"))
    sweep("13:00")
    case.refresh_from_db()
    assert Question.objects.get().status == Status.OPEN
    assert (case.state, case.due_at) == (CaseState.OWNED, at("15:00"))


def test_calling_webcare_is_a_word_as_well(waits, asker, sweep, climb_of):
    call_webcare(by=asker, question=waits, reason=CaseReason.URGENT, now=at("11:00"))
    sweep("11:01")
    assert Question.objects.get().status == Status.OPEN
    assert Case.objects.get().due_at == climb_of(waits).promise_at == at("13:00")


def test_a_short_no_is_heard(question, asker, agent, sweep):
    accept_answer(by=asker, answer=make_answer(question=question, by=agent, now=at("09:30")), now=at("10:00"))
    sweep("10:00")
    due_at = Check.objects.get().due_at
    checking.ask_checks(due_at)
    confirm_check(by=asker, check=Check.objects.get(), still_solved=False, words=" nee ", now=due_at)
    assert Check.objects.get().state == CheckState.NO
    assert Comment.objects.get().body == "Not solved after all: nee"


def test_a_short_word_of_what_is_missing_is_heard(question, asker, agent, sweep):
    make_answer(question=question, by=agent, now=at("09:30"))
    sweep("09:30")
    say_not_yet(by=asker, question=question, missing="wifi", now=at("10:00"))
    assert Comment.objects.get().body == "Not solved yet: wifi"


def test_a_press_that_it_is_not_solved_yet_is_a_word_as_well(question, asker, helper, agent, sweep, climb_of):
    make_answer(question=question, by=helper, now=at("09:30"))
    ask_for_details(by=agent, question=question, note="Which box is it?", now=at("10:00"))
    sweep("10:00")
    say_not_yet(by=asker, question=question, now=at("11:00"))
    assert (Question.objects.get().status, climb_of(question).course) == (Status.OPEN, Course.CLIMBING)
    close_unheard(now=at("10:01") + timedelta(days=7))
    assert Question.objects.get().status == Status.OPEN
