"""What makes a question climb on, from where it was, or go straight to webcare: each told as it happens."""

import pytest

from community.events.models import Event
from community.notifications.models import Notification
from forum.actions.visibility import hide_post
from forum.actions.vote import cast_vote
from forum.escalation.actions.not_yet import say_not_yet
from forum.escalation.hearing import asks
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Policy
from forum.escalation.queries import promises_for
from forum.models import Comment
from forum.rules import NotAllowed
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.models import Case, CaseReason, CaseState
from tests.builders import make_answer, make_comment, make_member, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


def at(moment: str):
    return local(f"2026-11-17T{moment}")


@pytest.fixture
def answered(question, helper, sweep):
    """Asked at nine, answered at ten: an hour of the two before the helpers are asked was used."""
    answer = make_answer(question=question, by=helper, now=at("10:00"))
    sweep("10:00")
    return answer


def test_not_yet_says_femke_and_it_climbs_on_from_where_it_was(question, asker, answered, sweep, climb_of):
    say_not_yet(by=asker, question=question, now=at("14:00"))
    assert climb_of(question).next_due_at == at("15:00")
    assert promises_for([question.pk]) == {question.pk: local("2026-11-18T14:30")}
    assert sweep("15:00").steps == [Rung.HELPERS]


def test_a_new_answer_after_not_yet_rests_it_again(question, asker, helper, answered, sweep, climb_of):
    say_not_yet(by=asker, question=question, now=at("14:00"))
    make_answer(question=question, by=helper, now=at("14:30"), body="Then try the other socket in the wall.")
    sweep("14:30")
    assert climb_of(question).course == Course.RESTING


def test_not_yet_with_what_is_missing_is_read_by_everyone(question, asker, answered, climb_of):
    say_not_yet(by=asker, question=question, missing="It still drops at nine.", now=at("14:00"))
    assert Comment.objects.get().body == "It still drops at nine."
    assert climb_of(question).course == Course.CLIMBING


def test_not_yet_twice_moves_nothing(question, asker, answered):
    say_not_yet(by=asker, question=question, now=at("14:00"))
    before = promises_for([question.pk])
    say_not_yet(by=asker, question=question, now=at("15:00"))
    assert promises_for([question.pk]) == before
    assert Event.objects.filter(kind="ladder.not_yet").count() == 1


def test_only_the_asker_says_not_yet(question, stranger, answered):
    with pytest.raises(NotAllowed):
        say_not_yet(by=stranger, question=question, now=at("14:00"))


def test_not_yet_after_webcares_answer_brings_the_case_back_to_its_owner(question, asker, agent, sweep):
    sweep("17:00")
    reply(
        by=agent,
        case=Case.objects.get(),
        body="We changed the box at our side.",
        form_key="k",
        now=at("17:10"),
    )
    resolve_case(
        by=agent, case=Case.objects.get(), cause="An old box", learned="", public_line="The box was changed.",
        now=at("17:15"),
    )  # fmt: skip
    sweep("17:20")
    say_not_yet(by=asker, question=question, now=at("17:25"))
    case = Case.objects.get()
    assert (case.state, case.owner, case.reason) == (CaseState.OWNED, agent, CaseReason.NOT_SOLVED)
    # Five minutes today and the rest of webcare's two hours tomorrow.
    assert case.due_at == local("2026-11-18T10:55")


def test_the_only_answer_is_removed(question, moderator, answered, sweep, climb_of):
    hide_post(by=moderator, post=answered, reason="An advertisement", now=at("12:00"))
    sweep("12:00")
    assert climb_of(question).next_due_at == at("13:00")


def test_it_counts_from_when_the_answer_was_removed_however_late_the_sweep_comes(
    question, moderator, answered, sweep, climb_of
):
    hide_post(by=moderator, post=answered, reason="An advertisement", now=at("12:00"))
    assert sweep("16:30").steps == [Rung.HELPERS, Rung.COLLEAGUES]


def test_another_answer_stays_when_one_is_removed(question, moderator, employee, answered, sweep, climb_of):
    make_answer(question=question, by=employee, now=at("11:00"))
    hide_post(by=moderator, post=answered, reason="An advertisement", now=at("12:00"))
    sweep("12:00")
    assert climb_of(question).course == Course.RESTING


def test_the_only_answer_is_judged_down_to_minus_two(question, answered, sweep, climb_of):
    for name, moment, course in (("One", "11:00", Course.RESTING), ("Two", "12:00", Course.CLIMBING)):
        voter = make_member(name, is_moderator=True)
        cast_vote(by=voter, post=answered, value=-1, now=at(moment))
        sweep(moment)
        assert climb_of(question).course == course
    assert climb_of(question).next_due_at == at("13:00")


def test_femke_asks_back_and_nobody_replies(question, asker, answered, sweep, climb_of):
    make_comment(
        question=question, answer=answered, by=asker, body="Which socket do you mean?", now=at("10:30")
    )
    sweep("10:30")
    assert climb_of(question).course == Course.RESTING
    # The board gives people two hours; then the clock runs again, with the hour it had used.
    sweep("12:29")
    assert climb_of(question).course == Course.RESTING
    sweep("12:30")
    assert (climb_of(question).course, climb_of(question).next_due_at) == (Course.CLIMBING, at("13:30"))
    assert sweep("13:30").steps == [Rung.HELPERS]


def test_femke_asks_back_and_joost_replies_in_a_comment(question, asker, helper, answered, sweep, climb_of):
    make_comment(
        question=question, answer=answered, by=asker, body="Which socket do you mean?", now=at("10:30")
    )
    make_comment(
        question=question, answer=answered, by=helper, body="The one near the door.", now=at("11:30")
    )
    sweep("11:30")
    sweep("17:00")
    assert climb_of(question).course == Course.RESTING


def test_a_reply_that_comes_late_rests_it_again(question, asker, helper, answered, sweep, climb_of):
    make_comment(question=question, answer=answered, by=asker, body="Which socket?", now=at("10:30"))
    sweep("10:30")
    sweep("12:30")
    make_comment(
        question=question, answer=answered, by=helper, body="The one near the door.", now=at("13:00")
    )
    sweep("13:10")
    climb = climb_of(question)
    assert (climb.course, climb.rested_at) == (Course.RESTING, at("13:00"))
    assert climb.spent.total_seconds() == 90 * 60


def test_asking_back_is_judged_as_of_its_moment_when_the_worker_was_down(
    question, asker, answered, sweep, climb_of
):
    make_comment(question=question, by=asker, body="And on Windows?", now=at("10:30"))
    assert sweep("16:00").steps == [Rung.HELPERS, Rung.COLLEAGUES]


def test_asking_back_after_webcare_closed_its_case_opens_it_again(question, asker, agent, sweep, climb_of):
    sweep("17:00")
    reply(
        by=agent,
        case=Case.objects.get(),
        body="We changed the box at our side.",
        form_key="k",
        now=at("17:10"),
    )
    resolve_case(
        by=agent, case=Case.objects.get(), cause="An old box", learned="", public_line="The box was changed.",
        now=at("17:15"),
    )  # fmt: skip
    sweep("17:15")
    make_comment(question=question, by=asker, body="Does that cost me anything?", now=at("17:20"))
    sweep("17:20")
    # Ten minutes today, and the rest of the board's two hours tomorrow.
    sweep("2026-11-18T10:50")
    case = Case.objects.get()
    assert (case.state, case.owner) == (CaseState.OWNED, agent)
    assert case.due_at == local("2026-11-18T12:50")


@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("Which socket do you mean?", True),
        ("Do I need a new box? It is old.", True),
        ("“Really?”", True),
        ("*Which one?*", True),
        ("Thank you so much!", False),
        ("See https://example.com/?page=2 for mine.", False),
        ("> Which socket?\nThe one near the door.", False),
    ],
)
def test_who_writes_a_question_mark_asks(words, is_asked):
    assert asks(words) is is_asked


@pytest.mark.parametrize(
    ("title", "goes"),
    [
        ("There is a gas leak in my kitchen", True),
        ("GAS LEAK at home, what now", True),
        ("We have a power CÚT since noon", True),
        ("My gas leakage insurance", False),
        ("Gas prices and a leak in the roof", False),
    ],
)
def test_a_question_that_speaks_of_an_incident_goes_straight_to_a_case(
    board, asker, agent, sweep, climb_of, title, goes
):
    Policy.objects.create(board=board, incident_words="gas leak\npower cut\n")
    question = make_question(board=board, by=asker, title=title, now=at("10:00"))
    sweep("10:00")
    assert Case.objects.filter(question=question, reason=CaseReason.INCIDENT).exists() is goes
    assert Notification.objects.filter(kind="case-opened", member=agent).exists() is goes
    assert promises_for([question.pk]) == {question.pk: at("12:00") if goes else local("2026-11-18T11:30")}


def test_an_incident_that_was_answered_at_once_needs_no_case(board, asker, helper, sweep):
    Policy.objects.create(board=board, incident_words="gas leak")
    question = make_question(board=board, by=asker, title="I smell a gas leak", now=at("10:00"))
    make_answer(
        question=question, by=helper, now=at("10:01"), body="Call the emergency number and go outside."
    )
    sweep("10:02")
    assert Case.objects.count() == 0


def test_an_incident_skips_the_rungs_before_webcare(board, asker, sweep, climb_of):
    Policy.objects.create(board=board, incident_words="gas leak")
    question = make_question(board=board, by=asker, title="I smell a gas leak", now=at("10:00"))
    sweep("10:00")
    assert sweep("11:59").steps == []
    assert climb_of(question).rung == Rung.WEBCARE
