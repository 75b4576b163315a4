"""A word given to a customer is kept: who gives a case back, hides a reply or comes late does not move it."""

import pytest

from community.events.models import Event
from community.notifications.models import Notification
from forum.actions.close import close_question
from forum.actions.reopen import reopen_question
from forum.actions.visibility import hide_post
from forum.escalation import sweep as sweeping
from forum.escalation.actions.call_webcare import Heard, call_webcare, say_to_webcare
from forum.escalation.actions.not_yet import say_not_yet
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb, Policy
from forum.models import Question
from forum.webcare.actions.own import give_back, take_case
from forum.webcare.actions.reassign import reassign
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.actions.snooze import snooze
from forum.webcare.models import Case, CaseReason, CaseState, Priority
from tests.builders import make_answer, make_comment, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
WORDS = "We look into it at our side today."


def at(moment: str):
    return local(moment if "T" in moment else f"2026-11-17T{moment}")


def case() -> Case:
    return Case.objects.select_related("question__board", "question__author", "owner").get()


def slips() -> list[str]:
    events = Event.objects.filter(kind="ladder.promise_missed").order_by("pk")
    return [event.details["promised"] for event in events]


@pytest.fixture
def owned(question, asker, agent, sweep):
    """Urgent since ten; Saskia owns it, and an answer is promised before twelve."""
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    take_case(by=agent, case=case(), now=at("10:10"))
    sweep("10:11")


def test_given_back_the_moment_its_owner_chose_stays(owned, agent, sweep):
    told = at("2026-11-18T10:00")
    reply(by=agent, case=case(), body=WORDS, form_key="k", now=at("11:00"), again_at=told)
    sweep("11:01")
    give_back(by=agent, case=case(), reason="My day ends here", now=at("16:30"))
    sweep("16:31")
    assert (case().state, case().due_at) == (CaseState.OPEN, told)
    sweep("2026-11-18T10:00")
    assert slips() == [told.isoformat()]


def test_what_was_put_aside_is_not_late_because_it_is_given_back(owned, agent, asker, sweep):
    reply(by=agent, case=case(), body=WORDS, form_key="k", now=at("10:30"))
    told = at("2026-11-23T11:00")
    snooze(by=agent, case=case(), until=at("2026-11-23T09:00"), hear_by=told, now=at("11:00"))
    sweep("11:01")
    give_back(by=agent, case=case(), reason="I am ill today", now=at("2026-11-19T09:30"))
    sweep("2026-11-19T09:31")
    assert (case().due_at, case().alarm_due_at, slips()) == (told, at("2026-11-23T09:00"), [])
    assert not Notification.objects.filter(kind="promise-slipped").exists()


def test_nor_because_the_lead_makes_it_nobodys(owned, agent, lead, sweep):
    told = at("2026-11-20T12:00")
    reply(by=agent, case=case(), body=WORDS, form_key="k", now=at("10:30"), again_at=told)
    sweep("10:31")
    reassign(by=lead, case_ids=[case().pk], to=None, reason="She is ill today", now=at("2026-11-19T09:30"))
    sweep("2026-11-19T09:31")
    assert (case().owner, case().due_at, slips()) == (None, told, [])


def test_asked_back_after_it_was_given_back_it_is_webcares_turn_sooner(owned, agent, question, asker, sweep):
    reply(
        by=agent,
        case=case(),
        body=WORDS,
        form_key="k",
        now=at("10:30"),
        again_at=at("2026-11-20T12:00"),
    )
    sweep("10:31")
    give_back(by=agent, case=case(), reason="My day ends here", now=at("11:00"))
    make_comment(question=question, by=asker, body="And what do I do until then?", now=at("13:00"))
    sweep("13:00")
    assert case().due_at == at("15:00")


def test_not_yet_after_it_was_given_back_does_not_wait_for_the_far_moment_either(
    owned, agent, question, asker, sweep
):
    told = at("2026-11-20T12:00")
    reply(by=agent, case=case(), body=WORDS, form_key="k", now=at("10:30"), again_at=told)
    sweep("10:31")
    give_back(by=agent, case=case(), reason="My day ends here", now=at("11:00"))
    sweep("11:01")
    say_not_yet(by=asker, question=question, now=at("13:00"))
    sweep("13:00")
    assert case().due_at == at("15:00")


def test_what_strangers_say_after_it_sets_no_clock_again(question, asker, employee, stranger, sweep):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    sweep("10:00")
    make_answer(question=question, by=employee, now=at("10:30"))
    sweep("10:31")
    make_comment(question=question, by=asker, body="And what now?", now=at("2026-11-18T09:00"))
    sweep("2026-11-18T09:00")
    rings = case().alarm_due_at
    for minute in (10, 20):
        make_comment(
            question=question,
            by=stranger,
            body=f"It is {minute} here.",
            now=at(f"2026-11-18T09:{minute}"),
        )
        sweep(f"2026-11-18T09:{minute}")
    assert case().alarm_due_at == rings
    assert Event.objects.filter(kind="case.woken").count() == 1


def test_a_hidden_reply_takes_its_chosen_moment_along(owned, agent, moderator, climb_of, question, sweep):
    late = at("2026-11-20T10:00")
    said = reply(by=agent, case=case(), body=WORDS, form_key="k", now=at("10:30"), again_at=late)
    hide_post(by=moderator, post=said, reason="It names a number.", now=at("10:30"))
    sweep("10:31")
    assert (case().state, case().due_at) == (CaseState.OWNED, at("12:00"))
    assert climb_of(question).promise_at == at("12:00")
    sweep("12:00")
    assert slips() == [at("12:00").isoformat()]


def test_what_became_urgent_does_not_wait_as_long_as_it_was_put_aside(
    question, asker, agent, sweep, climb_of
):
    call_webcare(by=asker, question=question, reason=CaseReason.NOT_SOLVED, now=at("10:00"))
    take_case(by=agent, case=case(), now=at("10:10"))
    monday = at("2026-11-23T11:00")
    snooze(
        by=agent,
        case=case(),
        until=at("2026-11-23T09:00"),
        hear_by=monday,
        word="We wait for the mechanic.",
        form_key="w",
        now=at("11:00"),
    )
    sweep("11:01")
    assert climb_of(question).promise_at == monday
    said = say_to_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("12:00"))
    sweep("12:00")
    assert said == Heard.FIRST
    assert (case().state, case().priority, case().due_at) == (CaseState.OWNED, Priority.HIGH, at("14:00"))
    assert climb_of(question).promise_at == at("14:00")
    again = say_to_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("12:30"))
    assert (again, case().due_at) == (Heard.ALREADY, at("14:00"))


def test_a_word_from_us_that_does_not_come_slips_and_is_no_new_promise(owned, agent, question, sweep):
    reply(by=agent, case=case(), body=WORDS, form_key="k", now=at("10:30"))
    sweep("10:30")
    promised = case().due_at
    sweeping.run(promised)
    assert slips() == [promised.isoformat()]
    assert not Event.objects.filter(kind="case.woken", at__gte=promised).exists()


def test_nor_does_what_slipped_and_was_put_aside_once_its_asker_says_so(
    owned, agent, asker, question, climb_of, sweep
):
    sweep("12:00")
    friday = at("2026-11-20T12:00")
    snooze(
        by=agent, case=case(), until=at("2026-11-20T10:00"), hear_by=friday, word="We wait.", form_key="w",
        now=at("12:10"),
    )  # fmt: skip
    sweep("12:11")
    assert climb_of(question).promise_at == friday
    call_webcare(by=asker, question=question, reason=CaseReason.NOT_SOLVED, now=at("13:00"))
    sweep("13:00")
    assert (case().due_at, case().priority) == (at("15:00"), Priority.HIGH)
    assert climb_of(question).promise_at == at("15:00")


def test_only_promises_that_slip_in_a_row_make_the_next_one_longer(owned, agent, asker, question, climb_of):
    for _slip in range(5):
        sweeping.run(climb_of(question).next_due_at)
    reply(by=agent, case=case(), body=WORDS, form_key="k", now=at("2026-12-07T10:00"))
    sweeping.run(at("2026-12-07T10:01"))
    line = "The modem was replaced."
    resolve_case(
        by=agent, case=case(), cause="A bad modem", learned="", public_line=line, now=at("2026-12-07T11:00")
    )
    sweeping.run(at("2026-12-07T11:01"))
    call_webcare(by=asker, question=question, reason=CaseReason.NOT_SOLVED, now=at("2027-03-02T10:00"))
    sweeping.run(at("2027-03-02T10:01"))
    sweeping.run(at("2027-03-02T12:00"))
    assert climb_of(question).promise_at == at("2027-03-02T14:00")


def test_closed_before_the_ladder_saw_it_the_clock_starts_when_it_is_opened(
    question, moderator, sweep, climb_of
):
    close_question(
        by=moderator,
        question=question,
        closed_as="not_here",
        note="This is not for here.",
        now=at("09:00"),
    )
    sweep("09:01")
    opened = at("2026-11-19T10:00")
    reopen_question(by=moderator, question=Question.objects.get(), now=opened)
    sweep("2026-11-19T10:01")
    assert (climb_of(question).started_at, climb_of(question).rung, slips()) == (opened, Rung.EVERYONE, [])


def test_a_patience_that_ended_in_a_downtime_misses_nothing_that_was_told(board, asker, helper, sweep):
    question = make_question(board=board, by=asker, now=at("2026-11-19T09:00"))
    make_answer(question=question, by=helper, now=at("2026-11-19T10:00"))
    sweep("2026-11-19T10:01")
    make_comment(
        question=question,
        by=asker,
        body="And with which cable?",
        now=at("2026-11-20T09:00"),
    )
    sweep("2026-11-20T09:01")
    sweep("2026-11-24T09:30")
    assert (slips(), Climb.objects.get().promise_at) == ([], at("2026-11-24T11:30"))


@pytest.fixture
def answered(board, question, helper, sweep):
    Policy.objects.create(board=board, incident_words="gas leak")
    sweep("09:01")
    make_answer(question=question, by=helper, now=at("09:30"))
    sweep("09:31")


def test_an_incident_told_after_an_answer_goes_straight_to_a_case(answered, question, asker, climb_of, sweep):
    make_comment(question=question, by=asker, body="Now I smell a gas leak as well!", now=at("10:00"))
    sweep("10:00")
    assert (case().reason, case().due_at) == (CaseReason.INCIDENT, at("12:00"))
    assert climb_of(question).course == Course.CLIMBING


def test_what_the_answerer_knew_already_does_not(board, asker, helper, sweep):
    Policy.objects.create(board=board, incident_words="gas leak")
    body = "There is a gas leak in the hall."
    question = make_question(board=board, by=asker, now=at("09:00"), body=body)
    make_answer(question=question, by=helper, now=at("09:00"))
    sweep("09:00")
    make_comment(question=question, by=asker, body="The gas leak is mended, thank you.", now=at("10:00"))
    sweep("10:00")
    assert not Case.objects.exists()
