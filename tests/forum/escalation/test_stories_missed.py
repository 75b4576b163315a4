"""A day without a worker makes no kept promise a missed one, and loses none that was missed."""

import pytest

from community.events.models import Event
from forum.actions.accept import accept_answer
from forum.actions.close import close_question
from forum.actions.visibility import hide_post
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.not_yet import say_not_yet
from forum.escalation.models import Step
from forum.models import Answer, CloseReason, Question
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.actions.snooze import snooze
from forum.webcare.models import Case, CaseReason
from forum.webcare.queries import promises
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db

TOMORROW = "2026-11-18T"
THE_DAY_AFTER = "2026-11-19T"


def at(moment: str):
    return local(moment if "T" in moment else f"2026-11-17T{moment}")


def fresh() -> Question:
    return Question.objects.select_related("board", "author").get()


def missed() -> list[str]:
    events = Event.objects.filter(kind="ladder.promise_missed").order_by("pk")
    return [details["promised"] for details in events.values_list("details", flat=True)]


@pytest.fixture
def say(agent):
    def reply_at(moment: str, **more) -> None:
        case = Case.objects.select_related("question").get()
        words = f"This is what we know at {moment}."
        reply(by=agent, case=case, body=words, form_key=moment, now=at(moment), **more)

    return reply_at


@pytest.fixture
def replied(question, asker, say, sweep):
    """Femke called; after the reply of half past ten she hears again before half past ten tomorrow."""
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    say("10:30")
    sweep("10:30")
    return AGAIN.isoformat()


AGAIN = local("2026-11-18T10:30")


def solve(question, asker, moderator):
    accept_answer(by=asker, answer=Answer.objects.get(), now=at(f"{TOMORROW}14:00"))


def close(question, asker, moderator):
    note = "This is not for here."
    close_question(
        by=moderator, question=fresh(), closed_as=CloseReason.NOT_HERE, note=note, now=at(f"{TOMORROW}14:00")
    )


def hide(question, asker, moderator):
    hide_post(by=moderator, post=fresh(), reason="not nice here", now=at(f"{TOMORROW}14:00"))


@pytest.mark.parametrize("end", [solve, close, hide])
def test_an_answer_in_time_keeps_it_whatever_ends_the_question_later(
    question, asker, helper, moderator, sweep, climb_of, end
):
    sweep("09:00")
    make_answer(question=question, by=helper, now=at("10:00"))
    end(question, asker, moderator)
    sweep(f"{TOMORROW}14:01")
    assert (missed(), climb_of(question).promises_missed) == ([], 0)
    assert not Step.objects.filter(missed_at__isnull=False).exists()


def test_webcares_reply_in_time_keeps_it_when_it_is_accepted_late(question, asker, say, sweep):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    say("10:30")
    accept_answer(by=asker, answer=Answer.objects.get(), now=at("15:00"))
    sweep("15:01")
    assert missed() == []


def test_after_not_yet_the_next_answer_keeps_it_when_it_is_accepted_late(
    question, asker, helper, employee, sweep
):
    sweep("09:00")
    make_answer(question=question, by=helper, now=at("10:00"))
    sweep("10:00")
    say_not_yet(by=asker, question=fresh(), now=at("11:00"))
    better = make_answer(question=question, by=employee, now=at("12:00"))
    accept_answer(by=asker, answer=better, now=at(f"{THE_DAY_AFTER}15:00"))
    sweep(f"{THE_DAY_AFTER}15:00")
    assert missed() == []


def test_an_answer_that_came_too_late_stays_missed(question, asker, helper, sweep):
    sweep("09:00")
    late = make_answer(question=question, by=helper, now=at(f"{TOMORROW}14:00"))
    accept_answer(by=asker, answer=late, now=at(f"{TOMORROW}14:10"))
    sweep(f"{TOMORROW}15:00")
    assert len(missed()) == 1


def test_the_first_reply_after_the_promise_was_made_keeps_it(replied, say, sweep):
    say(f"{TOMORROW}09:00")
    say(f"{TOMORROW}12:00")
    sweep(f"{TOMORROW}12:30")
    assert missed() == []


@pytest.mark.parametrize(("moment", "is_missed"), [("11:00", False), ("16:00", True)])
def test_the_reply_that_made_a_promise_does_not_keep_it(replied, say, sweep, moment, is_missed):
    say("12:00")
    sweep("12:00")
    say(f"{TOMORROW}{moment}")
    sweep(f"{TOMORROW}16:30")
    # Promised at noon for noon tomorrow.
    assert missed() == ([at(f"{TOMORROW}12:00").isoformat()] if is_missed else [])


def test_put_aside_until_a_moment_that_passed_is_missed_by_the_late_word(
    question, agent, replied, say, sweep
):
    until = at(f"{THE_DAY_AFTER}10:00")
    case = Case.objects.select_related("question").get()
    snooze(by=agent, case=case, until=until, now=at("11:00"))
    sweep("11:00")
    say(f"{THE_DAY_AFTER}11:00")
    sweep(f"{THE_DAY_AFTER}12:00")
    assert missed() == [until.isoformat()]


@pytest.mark.parametrize("end", ["accepted", "resolved"])
@pytest.mark.parametrize(("moment", "is_missed"), [("10:00", False), ("15:00", True)])
def test_the_next_word_that_was_promised_is_missed_by_what_ends_it_later(
    question, asker, agent, replied, sweep, climb_of, end, moment, is_missed
):
    now = at(f"{TOMORROW}{moment}")
    if end == "accepted":
        accept_answer(by=asker, answer=Answer.objects.get(), now=now)
    else:
        line = "It was the cable in the street."
        case = Case.objects.select_related("question__board", "owner").get()
        resolve_case(by=agent, case=case, cause="loose cable", learned="", public_line=line, now=now)
    sweep(f"{TOMORROW}15:01")
    sweep(f"{TOMORROW}15:02")
    assert missed() == ([replied] if is_missed else [])
    assert climb_of(question).promises_missed == is_missed


def test_answered_and_solved_within_one_sweep_is_a_promise_kept(question, asker, helper, sweep):
    sweep("09:00")
    answer = make_answer(question=question, by=helper, now=at("10:00"))
    accept_answer(by=asker, answer=answer, now=at("10:00"))
    sweep("10:01")
    kept = promises.by_board(at("11:00"), "en")
    assert [(one.kept, one.missed) for one in kept] == [(1, 0)]


def test_closed_without_an_answer_is_no_promise_kept(question, asker, moderator, sweep):
    sweep("09:00")
    note = "This is not for here."
    close_question(by=moderator, question=fresh(), closed_as=CloseReason.NOT_HERE, note=note, now=at("10:00"))
    sweep("10:01")
    assert promises.by_board(at("11:00"), "en") == []
