"""The asker can leave the ladder for webcare: it became urgent, or what was answered did not help."""

import pytest

from forum.actions.accept import accept_answer
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.ladder import Course, Rung
from forum.escalation.queries import promises_for
from forum.models import Answer
from forum.rules import NotAllowed
from forum.webcare.actions.reply import reply
from forum.webcare.models import Case, CaseReason, CaseState
from tests.builders import make_answer, make_comment
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


def call(question, asker, moment: str, reason=CaseReason.URGENT):
    return call_webcare(by=asker, question=question, reason=reason, now=local(f"2026-11-17T{moment}"))


def test_urgent_goes_straight_to_a_case_with_webcares_reply_time(question, asker, sweep):
    sweep("09:00")
    climb = call(question, asker, "10:00")
    assert (climb.rung, climb.promise_at) == (Rung.WEBCARE, local("2026-11-17T12:00"))
    case = Case.objects.get()
    assert (case.reason, case.due_at, case.alarm_due_at) == (
        CaseReason.URGENT, local("2026-11-17T12:00"), local("2026-11-17T11:00"),
    )  # fmt: skip
    sweep("11:30")
    assert sweep("17:00").steps == []


def test_calling_twice_does_not_move_the_promise(question, asker):
    call(question, asker, "10:00")
    call(question, asker, "11:00")
    assert promises_for([question.pk]) == {question.pk: local("2026-11-17T12:00")}


def test_still_not_solved_takes_back_the_askers_acceptance(question, asker, helper, sweep, climb_of):
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T09:30"))
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T09:40"))
    sweep("09:40")
    call(question, asker, "10:00", CaseReason.NOT_SOLVED)
    assert Answer.objects.get().accepted_at is None
    sweep("10:00")
    # The answer that did not help does not put the ladder to rest again.
    assert climb_of(question).course == Course.CLIMBING
    assert Case.objects.get().state == CaseState.OPEN


def test_only_the_asker_calls(question, stranger):
    with pytest.raises(NotAllowed):
        call(question, stranger, "10:00")


def test_webcares_answer_rests_it_and_the_customers_question_sets_the_case_going_again(
    question, asker, agent, sweep, climb_of
):
    call(question, asker, "10:00")
    reply(
        by=agent, case=Case.objects.get(), body="We look into it today.", form_key="k",
        now=local("2026-11-17T10:30"),
    )  # fmt: skip
    sweep("10:30")
    assert climb_of(question).course == Course.RESTING
    assert Case.objects.get().state == CaseState.WAITING
    make_comment(
        question=question, by=asker, body="It is still broken. What now?", now=local("2026-11-17T13:00")
    )
    sweep("13:00")
    case = Case.objects.get()
    assert (case.state, case.owner, case.due_at) == (CaseState.OWNED, agent, local("2026-11-17T15:00"))
    sweep("13:30")
    assert Case.objects.get().due_at == local("2026-11-17T15:00")


def test_an_agents_answer_on_the_page_itself_counts_as_the_reply(question, asker, agent, sweep):
    call(question, asker, "10:00")
    case = Case.objects.get()
    make_answer(question=question, by=agent, now=local("2026-11-17T10:30"))
    sweep("10:30")
    case.refresh_from_db()
    # The reply time is over; what runs now is when the asker hears from us again.
    assert (case.replied_at, case.due_at) == (local("2026-11-17T10:30"), local("2026-11-18T10:30"))
