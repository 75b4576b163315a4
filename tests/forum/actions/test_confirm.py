"""Making somebody else's answer official, and taking that back."""

import pytest

from forum import announcing
from forum.actions.confirm import confirm_answer, unconfirm_answer
from forum.actions.curate import lock_question
from forum.models import Answer, Question
from forum.queries.people import people
from forum.queries.question import question_page
from forum.rules import NotAllowed
from tests import builders
from tests.forum.actions.ledgers import kinds
from tests.forum.actions.test_mark import shown
from tests.forum.test_announcing import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def expert(employee):
    builders.make_expert(employee, tag="fibre")
    return employee


def test_an_expert_confirms_and_the_author_stays_and_hears_of_it(answer, helper, expert, now):
    confirm_answer(by=expert, answer=answer, now=now)
    again = Answer.objects.get(pk=answer.pk)
    assert (again.author, again.official_by, again.official_for) == (helper, expert, expert.department)
    assert "Confirmed by Metering" in shown(answer)
    announcing.announce(now)
    assert told("answer-confirmed") == {helper.name}
    assert kinds(answer.question)[-1] == "answer.confirmed"
    page = question_page(answer.question_id, member=None, language="en", now=now)
    assert "Marijke confirmed an answer officially" in [moment.text for moment in page.moments]
    assert expert.pk in people([expert.pk], "en")


def test_who_confirmed_or_a_moderator_takes_it_back(answer, helper, expert, moderator, stranger, now):
    for by in (expert, moderator):
        confirm_answer(by=expert, answer=answer, now=now)
        with pytest.raises(NotAllowed):
            unconfirm_answer(by=stranger, answer=answer, now=now)
        unconfirm_answer(by=by, answer=answer, now=now)
        unconfirm_answer(by=by, answer=answer, now=now)
        again = Answer.objects.get(pk=answer.pk)
        assert (again.official_at, again.official_by, again.official_for) == (None, None, None)
        assert "Confirmed" not in shown(answer)
    announcing.announce(now)
    assert told("answer-unconfirmed") == {helper.name}


@pytest.mark.parametrize("who", ["asker", "stranger", "employee", "moderator", "manager"])
def test_others_do_not_confirm(request, answer, now, who):
    with pytest.raises(NotAllowed):
        confirm_answer(by=request.getfixturevalue(who), answer=answer, now=now)


def test_an_agent_confirms_anywhere(answer, agent, now):
    confirm_answer(by=agent, answer=answer, now=now)
    assert Answer.objects.get(pk=answer.pk).official_by == agent


def test_nobody_confirms_their_own_or_what_is_official(question, expert, agent, now):
    own = builders.make_answer(question=question, by=expert, now=now)
    for by in (expert, agent):
        with pytest.raises(NotAllowed):
            confirm_answer(by=by, answer=own, now=now)
    with pytest.raises(NotAllowed):
        unconfirm_answer(by=agent, answer=own, now=now)


@pytest.mark.parametrize("taken", [Question, Answer])
def test_what_is_hidden_is_not_confirmed(answer, expert, now, taken):
    taken.objects.update(hidden_at=now)
    with pytest.raises(NotAllowed):
        confirm_answer(by=expert, answer=answer, now=now)


def test_what_is_official_stays_so_while_the_question_is_locked(answer, employee, moderator, now):
    builders.make_expert(employee, board=answer.question.board)
    confirm_answer(by=employee, answer=answer, now=now)
    lock_question(by=moderator, question=answer.question, on=True, reason="It got heated", now=now)
    with pytest.raises(NotAllowed):
        unconfirm_answer(by=employee, answer=answer, now=now)
    unconfirm_answer(by=moderator, answer=answer, now=now)
    assert answer.official_at is None
