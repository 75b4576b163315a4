"""After every reply on a case: "you hear from us again before ...", kept, moved on, paused or slipped."""

import pytest

from community.events.models import Event
from community.notifications.models import Notification
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.ask_details import ask_for_details
from forum.actions.curate import lock_question
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.not_yet import say_not_yet
from forum.escalation.ladder import Course
from forum.escalation.models import Climb, Policy
from forum.escalation.queries import due_moments, next_due, promises_for
from forum.webcare import alarms
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import note_reply, reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.actions.snooze import snooze
from forum.webcare.actions.talk import go_private, say_back, say_privately
from forum.webcare.models import Case, CaseReason, CaseState
from tests.builders import make_answer, make_comment
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db

AGAIN = local("2026-11-18T10:30")


def at(moment: str):
    return local(moment if "T" in moment else f"2026-11-17T{moment}")


@pytest.fixture
def case(question, asker, agent):
    """Femke calls at ten; Nienke owns it."""
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    return take_case(by=agent, case=Case.objects.get(), now=at("10:10"))


@pytest.fixture
def say(agent):
    def reply_at(moment: str, key: str = "k", **more) -> None:
        reply(
            by=agent, case=Case.objects.select_related("question").get(),
            body="We look into it at our side today.", form_key=key, now=at(moment), **more,
        )  # fmt: skip

    return reply_at


def shown() -> tuple:
    stored = Case.objects.get()
    return stored.state, stored.due_at, stored.alarm_due_at


def test_after_a_reply_there_is_a_next_moment_and_the_desk_is_alarmed_at_it(case, say, lead, sweep):
    say("10:30")
    sweep("10:30")
    # A working day of eight and a half hours after half past ten.
    assert shown() == (CaseState.WAITING, AGAIN, AGAIN)
    assert alarms.watch(local("2026-11-18T10:29")).late == 0
    assert alarms.watch(AGAIN).late == 1


def test_a_board_decides_how_long_that_is(case, board, say, sweep):
    Policy.objects.create(board=board, again_within=60)
    say("10:30")
    sweep("10:31")
    assert shown()[1] == at("11:30")


def test_who_writes_can_choose_the_moment(case, say, sweep):
    say("10:30")
    note_reply(case=case, at=at("10:30"), again_at=at("16:00"))
    sweep("10:31")
    assert shown()[1] == at("16:00")


def test_it_is_one_of_the_moments_the_sweep_and_the_demos_clock_stop_at(case, say, sweep):
    say("10:30")
    sweep("10:30")
    assert next_due() == AGAIN
    assert AGAIN in due_moments(at("12:00"), local("2026-11-18T12:00"))


def test_a_second_reply_in_time_moves_it_on_and_nothing_slipped(case, say, sweep, climb_of, question):
    say("10:30")
    sweep("10:30")
    say("15:00", "k2")
    sweep("15:00")
    sweep("2026-11-18T10:40")
    assert shown()[:2] == (CaseState.WAITING, local("2026-11-18T15:00"))
    assert climb_of(question).promises_missed == 0


def test_when_it_slips_femke_is_told_the_new_time_at_once(case, question, asker, say, sweep, climb_of):
    say("10:30")
    sweep("10:30")
    assert sweep("2026-11-18T10:29").steps == []
    assert not Notification.objects.filter(kind="promise-slipped").exists()
    sweep("2026-11-18T10:30")
    told = Notification.objects.get(kind="promise-slipped", member=asker)
    assert told.details["until"] == local("2026-11-18T12:30").isoformat()
    assert promises_for([question.pk]) == {question.pk: local("2026-11-18T12:30")}
    assert Event.objects.get(kind="ladder.promise_missed").details == {
        "promised": AGAIN.isoformat(), "next": local("2026-11-18T12:30").isoformat(),
    }  # fmt: skip
    # It is webcare's turn, and on the desk it is late.
    assert shown()[:2] == (CaseState.OWNED, AGAIN)
    sweep("2026-11-18T10:35")
    assert climb_of(question).promises_missed == 1


def test_a_reply_after_it_slipped_gives_a_new_moment(case, question, say, sweep, climb_of):
    say("10:30")
    sweep("10:30")
    sweep("2026-11-18T10:30")
    say("2026-11-18T11:00", "k2")
    sweep("2026-11-18T11:00")
    assert climb_of(question).course == Course.RESTING
    assert shown()[:2] == (CaseState.WAITING, local("2026-11-19T11:00"))


def test_after_a_day_without_a_worker_a_late_reply_is_still_a_missed_promise(
    case, question, say, sweep, climb_of
):
    say("10:30")
    sweep("10:30")
    say("2026-11-18T12:00", "k2")
    sweep("2026-11-18T13:00")
    assert climb_of(question).promises_missed == 1
    assert shown()[1] == local("2026-11-19T12:00")
    # The answer was there before anybody could be told of a new time.
    assert not Notification.objects.filter(kind="promise-slipped").exists()


def test_the_customers_question_starts_the_reply_time_and_that_can_slip_as_well(
    case, question, asker, say, sweep
):
    say("10:30")
    sweep("10:30")
    make_comment(question=question, by=asker, body="It is still broken here. What now?", now=at("13:00"))
    sweep("13:00")
    assert shown()[:2] == (CaseState.OWNED, at("15:00"))
    sweep("15:00")
    assert Notification.objects.get(kind="promise-slipped").details["until"] == at("17:00").isoformat()


@pytest.mark.parametrize("words", ["Thank you, it works!", "It is still broken here."])
def test_other_words_keep_the_promise_that_runs_and_its_owner_reads_them(
    case, question, asker, agent, say, sweep, climb_of, words
):
    say("10:30")
    sweep("10:30")
    make_comment(question=question, by=asker, body=words, now=at("10:45"))
    sweep("10:45")
    sweep("10:50")
    assert shown() == (CaseState.WAITING, AGAIN, AGAIN)
    assert Notification.objects.filter(kind="case-back", member=agent).count() == 1
    sweep("2026-11-18T10:29")
    assert climb_of(question).promises_missed == 0
    assert not Notification.objects.filter(member=asker, kind="promise-slipped").exists()


def test_asking_for_details_pauses_it_and_the_details_start_the_reply_time(
    case, question, asker, agent, say, sweep
):
    say("10:30")
    sweep("10:30")
    ask_for_details(by=agent, question=question, note="Which box is it?", now=at("11:00"))
    sweep("11:00")
    assert shown() == (CaseState.WAITING, None, None)
    sweep("2026-11-19T12:00")
    assert not Event.objects.filter(kind="ladder.promise_missed").exists()
    make_comment(question=question, by=asker, body="It is the white one.", now=local("2026-11-19T13:00"))
    sweep("2026-11-19T13:00")
    assert shown()[:2] == (CaseState.OWNED, local("2026-11-19T15:00"))


def test_while_it_is_locked_nothing_is_promised_and_then_it_counts_from_there(
    case, question, moderator, say, sweep
):
    say("10:30")
    sweep("10:30")
    lock_question(by=moderator, question=question, on=True, reason="A heated evening", now=at("12:00"))
    sweep("12:00")
    assert shown() == (CaseState.WAITING, None, None)
    unlocked_at = local("2026-11-19T09:00")
    lock_question(by=moderator, question=question, on=False, reason="It is calm", now=unlocked_at)
    sweep("2026-11-19T09:01")
    assert shown()[1] == local("2026-11-19T17:30")


def test_a_solution_ends_it_and_taking_that_back_promises_again(case, question, asker, helper, say, sweep):
    say("10:30")
    sweep("10:30")
    answer = make_answer(question=question, by=helper, now=at("11:00"))
    accept_answer(by=asker, answer=answer, now=at("11:30"))
    sweep("11:30")
    assert shown()[1:] == (None, None)
    undo_acceptance(by=asker, answer=answer, now=at("14:00"))
    sweep("14:00")
    assert shown()[1] == local("2026-11-18T14:00")


def test_somebody_elses_answer_does_not_keep_our_promise_for_us(case, question, helper, say, sweep):
    say("10:30")
    sweep("10:30")
    make_answer(question=question, by=helper, now=at("12:00"))
    sweep("12:00")
    assert shown()[1] == AGAIN


def test_not_yet_does_not_wait_for_the_promise_of_tomorrow(case, question, asker, say, sweep):
    say("10:30")
    sweep("10:30")
    say_not_yet(by=asker, question=question, now=at("13:00"))
    assert shown()[:2] == (CaseState.OWNED, at("15:00"))


def test_a_resolved_case_promises_nothing(case, question, agent, say, sweep, climb_of):
    say("10:30")
    sweep("10:30")
    resolve_case(
        by=agent, case=Case.objects.select_related("question").get(), cause="An old box", learned="",
        public_line="The box was changed.", now=at("11:00"),
    )  # fmt: skip
    sweep("11:00")
    assert climb_of(question).wake_due_at is None
    sweep("2026-11-19T12:00")
    assert not Event.objects.filter(kind="ladder.promise_missed").exists()


def test_a_colleagues_answer_on_a_case_nobody_owns_promises_too(question, asker, employee, sweep):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    make_answer(question=question, by=employee, now=at("10:30"))
    sweep("10:30")
    assert shown() == (CaseState.OPEN, AGAIN, AGAIN)
    make_comment(question=question, by=asker, body="That is not it, is it?", now=at("11:00"))
    sweep("11:00")
    sweep("11:01")
    assert shown()[1] == at("13:00")


def test_put_aside_until_a_moment_is_a_promise_as_well(case, question, asker, say, sweep, climb_of):
    """Put aside before anybody replied: the promise that ran gives way to the moment the customer was told."""
    until = local("2026-11-18T14:00")
    Case.objects.update(state=CaseState.WAITING, snoozed_until=until, due_at=until, alarm_due_at=until)
    climb_of(question)
    make_comment(question=question, by=asker, body="Thank you, that is fine.", now=at("10:20"))
    sweep("10:20")
    assert promises_for([question.pk]) == {question.pk: until}
    sweep("2026-11-18T13:59")
    assert not Notification.objects.filter(kind="promise-slipped").exists()
    sweep("2026-11-18T14:00")
    stored = Case.objects.get()
    assert (stored.state, stored.snoozed_until) == (CaseState.OWNED, None)
    assert Notification.objects.filter(kind="promise-slipped").count() == 1


def test_a_case_put_aside_is_heard_of_again_at_that_moment_and_not_at_the_earlier_one(
    case, question, agent, say, sweep, climb_of
):
    say("10:30")
    sweep("10:30")
    until = local("2026-11-20T12:00")
    snooze(by=agent, case=Case.objects.select_related("question").get(), until=until, now=at("11:00"))
    sweep("11:00")
    assert (shown()[:2], climb_of(question).wake_due_at) == ((CaseState.WAITING, until), until)
    sweep("2026-11-20T11:59")
    assert climb_of(question).promises_missed == 0
    sweep("2026-11-20T12:00")
    assert (climb_of(question).promises_missed, shown()[0]) == (1, CaseState.OWNED)


@pytest.fixture
def private(case, agent):
    return go_private(by=agent, case=case, reason="It is about a bill", now=at("10:15"))


def test_what_webcare_says_in_private_rests_it_like_an_answer(
    private, question, agent, asker, sweep, climb_of
):
    say_privately(
        by=agent, case=private, body="Your bill of May was paid twice.", form_key="p1", now=at("10:30")
    )
    sweep("10:30")
    assert (climb_of(question).course, climb_of(question).rested_at) == (Course.RESTING, at("10:30"))
    assert shown() == (CaseState.WAITING, AGAIN, AGAIN)
    say_back(by=asker, case=private, body="And what of April?", form_key="p2", now=at("13:00"))
    sweep("13:00")
    assert shown()[:2] == (CaseState.OWNED, at("15:00"))
    say_privately(by=agent, case=private, body="April is fine.", form_key="p3", now=at("14:00"))
    sweep("14:00")
    assert shown()[:2] == (CaseState.WAITING, local("2026-11-18T14:00"))


def test_a_private_thank_you_starts_no_reply_time(private, agent, asker, sweep):
    say_privately(by=agent, case=private, body="Your bill was paid twice.", form_key="p1", now=at("10:30"))
    sweep("10:30")
    say_back(by=asker, case=private, body="Thank you for that.", form_key="p2", now=at("13:00"))
    sweep("13:00")
    assert shown() == (CaseState.WAITING, AGAIN, AGAIN)
    assert Notification.objects.filter(kind="case-back", member=agent).count() == 1


def test_not_yet_after_a_private_word_climbs_on(private, question, agent, asker, sweep, climb_of):
    say_privately(by=agent, case=private, body="It should work now.", form_key="p1", now=at("10:30"))
    sweep("10:30")
    say_not_yet(by=asker, question=question, now=at("11:00"))
    assert climb_of(question).course == Course.CLIMBING
    assert shown()[:2] == (CaseState.OWNED, at("13:00"))


def test_sweeping_twice_changes_nothing(case, say, sweep):
    say("10:30")
    sweep("10:30")
    before = (shown(), Climb.objects.values().get())
    sweep("10:40")
    assert (shown(), Climb.objects.values().get()) == before
