"""Many with the same trouble propose an improvement by themselves, once."""

from datetime import timedelta

import pytest

from community.notifications.models import Notification
from forum.improvements.actions.change import change_state
from forum.improvements.actions.learn import note_learning
from forum.improvements.actions.propose import propose_due
from forum.improvements.models import Improvement, State, Thresholds
from forum.models import Question
from tests.builders import make_question

pytestmark = pytest.mark.django_db
MANY_ME_TOOS, MANY_OF_ONE_CAUSE = 10, 5


def joined(question, count):
    Question.objects.filter(pk=question.pk).update(me_too_count=count)


def test_many_me_toos_propose_one_to_the_manager_and_never_again(question, manager, now):
    joined(question, MANY_ME_TOOS - 1)
    assert propose_due(now) == 0
    joined(question, MANY_ME_TOOS)
    assert propose_due(now) == 1
    proposal = Improvement.objects.get()
    assert (proposal.state, proposal.title, list(proposal.questions.all())) == (
        State.PROPOSED, question.title, [question],
    )  # fmt: skip
    assert Notification.objects.filter(member=manager, kind="improvement-proposed").count() == 1
    joined(question, MANY_ME_TOOS * 3)
    assert propose_due(now + timedelta(days=1)) == 0


def test_one_that_was_not_taken_up_is_not_proposed_again(question, manager, now):
    joined(question, MANY_ME_TOOS)
    propose_due(now)
    change_state(
        by=manager, improvement=Improvement.objects.get(), state=State.DISMISSED, public_line="",
        public_line_nl="", now=now,
    )  # fmt: skip
    assert propose_due(now) == 0


def learned(board, by, employee, now, count):
    for number in range(count):
        question = make_question(board=board, by=by, now=now, title=f"Invoice number {number} came twice")
        note_learning(
            by=employee,
            question=question,
            said="Two systems send one.",
            cause="sent twice",
            department=None,
            now=now,
        )


def test_many_questions_of_one_cause_in_a_week_gather_in_one(board, asker, employee, manager, now):
    learned(board, asker, employee, now, MANY_OF_ONE_CAUSE - 1)
    assert propose_due(now) == 0
    learned(board, asker, employee, now, 1)
    assert propose_due(now) == 1
    proposal = Improvement.objects.get()
    assert proposal.title == "sent twice"
    assert proposal.questions.count() == proposal.learnings.count() == MANY_OF_ONE_CAUSE
    learned(board, asker, employee, now, MANY_OF_ONE_CAUSE)
    assert propose_due(now) == 0, "the open one is where they belong"


def test_questions_of_more_than_a_week_are_not_many_in_a_week(board, asker, employee, manager, now):
    learned(board, asker, employee, now - timedelta(days=8), MANY_OF_ONE_CAUSE)
    assert propose_due(now) == 0


def test_a_manager_says_from_how_many_on(question, manager, now):
    Thresholds.objects.create(me_toos=20)
    joined(question, 19)
    assert propose_due(now) == 0
    joined(question, 20)
    assert propose_due(now) == 1
