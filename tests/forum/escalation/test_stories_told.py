"""What the asker was told stands: other terms, another board or another word never make it later."""

import pytest

from community.events.models import Event
from forum.actions.edit import edit_question
from forum.escalation import sweep as sweeping
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.edit_policy import edit_policy
from forum.escalation.actions.not_yet import say_not_yet
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb, Policy
from forum.models import Question
from forum.routing.models import ExpertRequest, RequestState
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.models import Case, CaseReason
from tests.builders import make_answer, make_board, make_comment, make_expert, make_member, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
NEXT_DAY = "2026-11-18T"


@pytest.fixture
def edit(board, manager, sweep):
    """The manager gives the board other terms at three o'clock, and the sweep comes by."""

    def edit(**terms):
        edit_policy(by=manager, policy=Policy(board=board, **terms), now=local("2026-11-17T15:00"))
        return sweep("15:00")

    return edit


@pytest.fixture
def asked(question, sweep, climb_of):
    """Asked at nine, told "before Wednesday 10:30"."""
    sweep("09:00")
    sweep("14:59")
    assert climb_of(question).promise_at == local(f"{NEXT_DAY}10:30")
    return question


@pytest.fixture
def replied(question, asker, agent, sweep):
    """Webcare replied at half past ten; Femke hears again before half past ten the next day."""
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=local("2026-11-17T10:00"))
    case = take_case(by=agent, case=Case.objects.get(), now=local("2026-11-17T10:05"))
    reply(
        by=agent, case=case, body="We look into it at our side.", form_key="k", now=local("2026-11-17T10:30")
    )
    sweep("10:31")
    assert Case.objects.get().due_at == local(f"{NEXT_DAY}10:30")
    return question


def test_shorter_terms_miss_nothing_that_nobody_was_told(asked, edit, climb_of):
    swept = edit(webcare_after=240, reply_within=60)
    climb = climb_of(asked)
    # Webcare's turn would have been at one: it is now, with an hour to reply.
    assert Rung.WEBCARE in swept.steps and climb.promise_at == local("2026-11-17T16:00")
    assert climb.promises_missed == 0 and not Event.objects.filter(kind="ladder.promise_missed").exists()
    assert (Case.objects.get().due_at, Case.objects.get().has_slipped) == (climb.promise_at, False)


def test_longer_terms_do_not_take_back_what_was_told(asked, edit, climb_of, sweep):
    edit(webcare_after=4800, reply_within=600)
    assert climb_of(asked).promise_at == local(f"{NEXT_DAY}10:30")
    # Webcare has its turn when it would have had it.
    assert Rung.WEBCARE in sweep("17:00").steps
    assert Case.objects.get().due_at == local(f"{NEXT_DAY}10:30")


def test_another_board_with_shorter_terms_misses_nothing_either(asked, asker, sweep, climb_of):
    fast = make_board("Fast")
    Policy.objects.create(
        board=fast, helpers_after=30, colleagues_after=60, webcare_after=120, reply_within=60
    )
    Question.objects.update(board=fast)
    make_comment(question=asked, by=asker, body="Moved here, thanks.", now=local("2026-11-17T15:00"))
    sweep("15:00")
    assert climb_of(asked).promise_at == local("2026-11-17T16:00")
    assert climb_of(asked).promises_missed == 0


def test_asking_on_does_not_make_the_next_word_later(replied, asker, sweep):
    make_comment(
        question=replied, by=asker, body="Do you need my meter number?", now=local(f"{NEXT_DAY}10:20")
    )
    sweep(f"{NEXT_DAY}10:21")
    assert Case.objects.get().due_at == local(f"{NEXT_DAY}10:30")


@pytest.mark.parametrize("say", ["not solved", "not yet"])
def test_nor_does_saying_that_it_did_not_help(replied, asker, sweep, climb_of, say):
    moment = local(f"{NEXT_DAY}10:20")
    if say == "not solved":
        call_webcare(by=asker, question=replied, reason=CaseReason.NOT_SOLVED, now=moment)
    else:
        say_not_yet(by=asker, question=replied, now=moment)
    sweep(f"{NEXT_DAY}10:21")
    climb = climb_of(replied)
    assert (climb.promise_at, Case.objects.get().due_at) == (local(f"{NEXT_DAY}10:30"),) * 2
    sweep(f"{NEXT_DAY}10:31")
    assert climb_of(replied).promises_missed == 1


def test_an_incident_is_heard_in_a_later_word_too(board, asker, now, sweep):
    Policy.objects.create(board=board, incident_words="gas leak")
    question = make_question(board=board, by=asker, now=now)
    sweep("09:00")
    make_comment(
        question=question, by=asker, body="Now I smell a gas leak as well!", now=local("2026-11-17T09:30")
    )
    sweep("09:31")
    case = Case.objects.get()
    assert (case.reason, case.due_at) == (CaseReason.INCIDENT, local("2026-11-17T11:30"))


def test_and_in_an_edited_title(board, asker, now, sweep):
    Policy.objects.create(board=board, incident_words="gas leak")
    question = make_question(board=board, by=asker, now=now)
    sweep("09:00")
    fresh = Question.objects.get(pk=question.pk)
    edit_question(
        by=asker, question=fresh, title="I smell a gas leak in the cupboard", body=fresh.body,
        tags=["fibre"], reason="", seen=1, now=local("2026-11-17T09:30"),
    )  # fmt: skip
    sweep("09:31")
    assert Case.objects.get().reason == CaseReason.INCIDENT


def test_but_not_in_the_words_of_a_bystander(board, asker, stranger, now, sweep):
    Policy.objects.create(board=board, incident_words="gas leak")
    question = make_question(board=board, by=asker, now=now)
    make_comment(question=question, by=stranger, body="I once had a gas leak.", now=local("2026-11-17T09:00"))
    sweep("09:31")
    assert not Case.objects.exists()


def test_a_customer_at_risk_goes_straight_to_a_case(board, asker, now, sweep, climb_of):
    asker.is_at_risk = True
    asker.save()
    question = make_question(board=board, by=asker, now=now)
    sweep("09:00")
    assert Case.objects.get().reason == CaseReason.AT_RISK
    assert climb_of(question).promise_at == local("2026-11-17T11:00")


def test_after_downtime_nobody_loses_a_turn_that_hardly_began(question, department, sweep):
    for number in range(6):
        make_expert(make_member(f"Colleague {number}", department=department), tag="fibre")
    sweep("09:00")
    sweep(f"{NEXT_DAY}09:00")
    assert list(ExpertRequest.objects.values_list("state", flat=True)) == [RequestState.WAITING] * 3


def test_a_bystander_does_not_answer_an_asker_who_asks_back(
    question, asker, helper, stranger, sweep, climb_of
):
    make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    make_comment(question=question, by=asker, body="And on the old box?", now=local("2026-11-17T10:10"))
    make_comment(question=question, by=stranger, body="I have this too.", now=local("2026-11-17T10:20"))
    sweep("10:30")
    sweep("12:10")
    assert climb_of(question).course == Course.CLIMBING


def test_who_answered_does(question, asker, helper, sweep, climb_of):
    make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    make_comment(question=question, by=asker, body="And on the old box?", now=local("2026-11-17T10:10"))
    make_comment(question=question, by=helper, body="There as well.", now=local("2026-11-17T10:20"))
    sweep("10:30")
    sweep("12:10")
    assert climb_of(question).course == Course.RESTING


def test_after_an_edit_other_questions_wait_for_some_and_not_for_all(board, asker, now, sweep, monkeypatch):
    questions = [make_question(board=board, by=asker, now=now) for _ in range(2)]
    sweep("09:00")
    Policy.objects.create(board=board, helpers_after=60)
    monkeypatch.setattr(sweeping, "REPLANNED_AT_ONCE", 1)
    for swept in (1, 2):
        sweep("09:30")
        planned = Climb.objects.filter(question__in=questions, next_due_at=local("2026-11-17T10:00"))
        assert planned.count() == swept
