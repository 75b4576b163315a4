"""How a case ends for good, how the desk opens it again, and who hears of a new promise that slips too."""

from datetime import timedelta

import pytest

from community.notifications.models import Notification
from forum.actions.accept import accept_answer
from forum.actions.close import close_question
from forum.escalation import checking
from forum.escalation import sweep as sweeping
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.confirm_check import confirm_check
from forum.escalation.ladder import Course
from forum.escalation.models import Check, CheckState, Policy
from forum.escalation.outcomes import reply_of
from forum.escalation.queries import ladder_of
from forum.models import CloseReason, Question
from forum.webcare import alarms
from forum.webcare.actions.open_again import open_again
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.actions.talk import go_private, say_privately
from forum.webcare.models import Case, CaseReason, CaseState, Outcome
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


def at(moment: str):
    return local(f"2026-11-17T{moment}")


def fresh() -> Question:
    return Question.objects.select_related("board", "author").get()


def case_now() -> Case:
    return Case.objects.select_related("question").get()


@pytest.fixture
def case(question, asker, agent):
    """Femke calls at ten; Nienke owns it."""
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    return take_case(by=agent, case=Case.objects.get(), now=at("10:10"))


@pytest.fixture
def replied(case, agent, sweep):
    reply(by=agent, case=case, body="Please reset the box for me.", form_key="k", now=at("10:30"))
    sweep("10:30")
    return case


@pytest.fixture
def resolve(agent):
    def at_moment(now, **more) -> None:
        line = "It was the cable here."
        resolve_case(by=agent, case=case_now(), cause="cable", learned="", public_line=line, now=now, **more)

    return at_moment


@pytest.fixture
def reopen(agent, sweep):
    def again() -> None:
        clocks = {"due_at": at("14:00"), "alarm_at": at("13:00")}
        open_again(by=agent, case=case_now(), reason="ended too early", now=at("12:00"), **clocks)
        sweep("12:01")

    return again


def asked() -> tuple[Check, object]:
    """The check, asked; and a minute later."""
    due_at = Check.objects.get().due_at
    checking.ask_checks(due_at)
    return Check.objects.get(), due_at + timedelta(minutes=1)


def follow_at(moment) -> None:
    assert sweeping.run(moment).failed == []


def test_the_lead_hears_of_a_promise_that_slips_and_next_morning_that_it_is_still_so(
    case, sweep, climb_of, question, lead
):
    sweep("12:00")
    assert climb_of(question).promise_at == at("14:00")
    assert case_now().alarm_due_at == local("2026-11-18T09:00")
    # The new promise slips too, on the same day: the lead knows.
    sweep("14:00")
    assert alarms.watch(at("17:30")).late == 0
    assert alarms.watch(local("2026-11-18T09:00")).late == 1
    assert Notification.objects.filter(kind="case-late", member=lead).count() == 2


def test_a_case_opened_again_has_a_promise_that_slips_and_is_renewed(
    replied, resolve, reopen, sweep, climb_of, question
):
    resolve(at("11:00"))
    sweep("11:00")
    reopen()
    assert (climb_of(question).course, ladder_of(fresh()).promise_at) == (Course.CLIMBING, at("14:00"))
    assert Check.objects.get().state == CheckState.DROPPED
    sweep("14:00")
    assert climb_of(question).promises_missed == 1
    assert ladder_of(fresh()).promise_at == at("16:00")


def test_a_solved_question_is_open_with_its_case(replied, resolve, reopen, asker, sweep):
    accept_answer(by=asker, answer=fresh().answers.get(), now=at("11:00"))
    sweep("11:00")
    resolve(at("11:30"))
    sweep("11:30")
    reopen()
    assert (fresh().accepted_count, fresh().state) == (0, "answered")
    assert (case_now().state, case_now().due_at) == (CaseState.OWNED, at("14:00"))
    assert Check.objects.get().state == CheckState.DROPPED


def test_what_the_crowd_closed_is_webcares_again(question, asker, agent, helper, reopen, sweep):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    accept_answer(
        by=asker, answer=make_answer(question=question, by=helper, now=at("10:20")), now=at("10:30")
    )
    sweep("10:30")
    assert case_now().state == CaseState.CLOSED
    reopen()
    assert (case_now().owner, case_now().state, case_now().due_at) == (agent, CaseState.OWNED, at("14:00"))


def test_resolved_after_the_check_it_is_checked(replied, resolve, asker, sweep):
    accept_answer(by=asker, answer=fresh().answers.get(), now=at("11:00"))
    sweep("11:00")
    check, now = asked()
    confirm_check(by=asker, check=check, still_solved=True, felt="glad", now=now)
    resolve(now)
    follow_at(now)
    assert case_now().state == CaseState.CHECKED


def test_resolved_after_a_silence_it_is_closed(replied, resolve, asker, sweep):
    accept_answer(by=asker, answer=fresh().answers.get(), now=at("11:00"))
    sweep("11:00")
    check, _now = asked()
    checking.ask_checks(check.due_at)
    resolve(check.due_at)
    follow_at(check.due_at)
    assert (case_now().state, case_now().cause) == (CaseState.CLOSED, "cable")


def test_a_refused_case_is_over_at_once(replied, resolve, sweep):
    resolve(at("11:00"), outcome=Outcome.REFUSED)
    sweep("11:00")
    assert (case_now().state, case_now().cause) == (CaseState.CLOSED, "cable")
    assert case_now().outcome == Outcome.REFUSED


def test_without_a_check_a_resolved_case_is_over(replied, resolve, board, sweep):
    Policy.objects.create(board=board, check_after_days=0)
    resolve(at("11:00"))
    sweep("11:00")
    assert (case_now().state, case_now().cause) == (CaseState.CLOSED, "cable")


def test_a_resolved_case_waits_for_its_check(replied, resolve, sweep):
    resolve(at("11:00"))
    sweep("11:00")
    assert case_now().state == CaseState.RESOLVED


def test_a_closed_question_leaves_no_case_behind(replied, resolve, agent, sweep):
    resolve(at("11:00"))
    sweep("11:00")
    closed = {"closed_as": CloseReason.NOT_HERE, "note": "This belongs elsewhere."}
    close_question(by=agent, question=fresh(), now=at("12:00"), **closed)
    sweep("12:00")
    assert case_now().state == CaseState.CLOSED


def test_the_check_of_private_help_is_read_on_the_page(case, agent, asker, resolve, sweep):
    go_private(by=agent, case=case, reason="It is about a bill", now=at("10:15"))
    say_privately(by=agent, case=case, body="Your bill was paid twice.", form_key="p1", now=at("10:30"))
    resolve(at("11:00"))
    sweep("11:00")
    check, now = asked()
    assert (fresh().state, reply_of(fresh()).is_asked) == ("open", True)
    confirm_check(by=asker, check=check, still_solved=True, felt="glad", words="All fine now", now=now)
    assert reply_of(fresh()).words == "All fine now"
