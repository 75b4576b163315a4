"""Who said that it is not over gets a word: no case ends before it, and case and question keep one promise."""

import pytest

from forum.actions.accept import accept_answer
from forum.actions.ask_details import ask_for_details
from forum.actions.visibility import hide_post
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.not_yet import say_not_yet
from forum.escalation.ladder import Course
from forum.models import Answer, Question
from forum.webcare import alarms
from forum.webcare.actions.own import give_back, take_case
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import NoReplyYet, resolve_case
from forum.webcare.models import Case, CaseReason, CaseState
from tests.builders import make_answer, make_comment
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


def at(moment: str):
    return local(moment if "T" in moment else f"2026-11-17T{moment}")


def case_now() -> Case:
    return Case.objects.select_related("question__board", "question__author", "owner").get()


@pytest.fixture
def call(question, asker):
    def call_at(moment: str, reason=CaseReason.NOT_SOLVED):
        return call_webcare(by=asker, question=question, reason=reason, now=at(moment))

    return call_at


@pytest.fixture
def say(agent):
    def reply_at(moment: str) -> Answer:
        words = f"It is mended since {moment} at our side."
        return reply(by=agent, case=case_now(), body=words, form_key=moment, now=at(moment))

    return reply_at


@pytest.fixture
def resolve(agent):
    def resolve_at(moment: str) -> None:
        line = "It was the cable in the street."
        resolve_case(
            by=agent, case=case_now(), cause="loose cable", learned="", public_line=line, now=at(moment)
        )

    return resolve_at


@pytest.fixture
def replied(call, say, sweep):
    """Femke calls at ten and has Nienke's answer at half past."""
    call("10:00", CaseReason.URGENT)
    answer = say("10:30")
    sweep("10:30")
    return answer


def judged_down(answer: Answer, moment: str) -> None:
    Answer.objects.filter(pk=answer.pk).update(score=-2)
    Question.objects.update(watch_due_at=at(moment))


@pytest.mark.parametrize("how", ["still not solved", "not yet", "judged down"])
def test_after_a_reply_that_did_not_help_nothing_is_resolved_without_another(
    question, asker, replied, call, say, resolve, sweep, climb_of, how
):
    if how == "still not solved":
        call("11:00")
    elif how == "not yet":
        say_not_yet(by=asker, question=question, now=at("11:00"))
    else:
        judged_down(replied, "11:00")
    sweep("11:00")
    with pytest.raises(NoReplyYet, match="did not help"):
        resolve("11:30")
    say("11:40")
    sweep("11:40")
    resolve("11:45")
    sweep("11:45")
    assert (case_now().state, climb_of(question).course) == (CaseState.RESOLVED, Course.RESTING)


def test_a_case_that_ended_while_its_question_climbs_opens_again_with_the_promise_that_runs(
    question, call, agent, sweep, climb_of
):
    call("10:00")
    take_case(by=agent, case=case_now(), now=at("10:10"))
    sweep("10:10")
    Case.objects.update(state=CaseState.RESOLVED, resolved_at=at("11:00"), resolved_by=agent, due_at=None)
    sweep("12:00")
    assert (case_now().state, case_now().promise_at) == (CaseState.OWNED, climb_of(question).promise_at)


def test_a_reply_that_is_hidden_at_once_leaves_the_case_its_clock(
    question, call, say, moderator, lead, sweep, climb_of
):
    call("10:00", CaseReason.URGENT)
    hide_post(by=moderator, post=say("10:30"), reason="a phone number", now=at("10:30"))
    sweep("10:31")
    assert (case_now().state, case_now().due_at) == (CaseState.OWNED, at("12:00"))
    assert climb_of(question).promise_at == at("12:00")
    assert alarms.watch(at("11:59")).late == 0
    assert alarms.watch(at("12:00")).late == 1


def test_given_back_after_a_slip_the_desk_has_no_longer_than_was_told(
    question, asker, agent, replied, sweep, climb_of
):
    give_back(by=agent, case=case_now(), reason="I go home now", now=at("11:00"))
    sweep("11:00")
    take_case(by=agent, case=case_now(), now=at("11:10"))
    sweep("2026-11-18T10:30")
    told = climb_of(question).promise_at
    make_comment(question=question, by=asker, body="And what now?", now=at("2026-11-18T11:00"))
    give_back(by=agent, case=case_now(), reason="I go home now", now=at("2026-11-18T12:00"))
    sweep("2026-11-18T12:00")
    assert (climb_of(question).promise_at, case_now().promise_at) == (told, told)


def test_details_given_while_the_worker_was_down_count_from_their_moment_for_both(
    question, asker, agent, call, sweep, climb_of
):
    call("10:00")
    take_case(by=agent, case=case_now(), now=at("10:10"))
    ask_for_details(by=agent, question=Question.objects.get(), note="Which modem is it?", now=at("10:20"))
    sweep("10:20")
    make_comment(question=question, by=asker, body="It is the black one.", now=at("11:00"))
    sweep("12:00")
    assert (climb_of(question).promise_at, case_now().due_at) == (at("13:00"), at("13:00"))


def test_urgent_on_a_page_from_before_it_was_solved_says_that_it_is_not(
    question, asker, helper, call, sweep, climb_of
):
    answer = make_answer(question=question, by=helper, now=at("09:30"))
    accept_answer(by=asker, answer=answer, now=at("09:40"))
    sweep("09:40")
    call("10:00", CaseReason.URGENT)
    sweep("10:00")
    assert Answer.objects.get().accepted_at is None
    assert (case_now().state, case_now().reason) == (CaseState.OPEN, CaseReason.NOT_SOLVED)
    assert climb_of(question).promise_at == case_now().due_at == at("12:00")
