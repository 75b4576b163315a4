"""Answering: officially inside one's own expertise, personally outside it, once per form."""

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from forum.actions.answer import answer_question
from forum.models import Answer, Follow, Question, Revision, Status
from forum.rules import NotAllowed
from tests.builders import make_answer, make_expert, make_member, make_question
from tests.forum.actions.ledgers import kinds

pytestmark = pytest.mark.django_db


def test_an_answer_counts_follows_and_is_recorded(question, helper, now):
    answer = make_answer(question=question, by=helper, now=now)
    question.refresh_from_db()
    assert (question.answer_count, question.state, question.active_at) == (1, "answered", now)
    assert question.watch_due_at == question.index_due_at == now
    assert Follow.objects.filter(member=helper, question=question).exists()
    assert Revision.objects.get(answer=answer).number == 1
    event = Event.objects.get(kind="answer.posted")
    assert (event.subject, event.thread, event.announce_due_at) == (answer.subject, question.subject, now)
    assert event.details == {"official": False, "department": None}


def test_the_same_form_sent_twice_is_one_answer(question, helper, now):
    words = {
        "by": helper,
        "question": question,
        "body": "Set the time to four at night.",
        "form_key": "k",
        "now": now,
    }
    assert answer_question(**words) == answer_question(**words)
    assert kinds(question).count("answer.posted") == 1
    assert Question.objects.get(pk=question.pk).answer_count == 1


def test_a_customer_answers_as_a_customer(answer):
    assert (answer.official_at, answer.official_for, answer.personal) == (None, None, False)


@pytest.mark.parametrize("where", ["tag", "board"])
def test_an_employee_within_their_expertise_answers_officially(question, employee, now, where):
    make_expert(employee, **({"tag": "fibre"} if where == "tag" else {"board": question.board}))
    answer = make_answer(question=question, by=employee, now=now)
    assert (answer.official_for, answer.official_by, answer.official_at) == (
        employee.department,
        employee,
        now,
    )
    assert answer.personal is False
    assert Event.objects.get(kind="answer.posted").details == {
        "official": True,
        "department": employee.department_id,
    }


def test_an_employee_outside_their_expertise_speaks_personally(question, employee, now):
    make_expert(employee, tag="metering")
    answer = make_answer(question=question, by=employee, now=now)
    assert (answer.official_at, answer.official_for, answer.official_by) == (None, None, None)
    assert answer.personal is True


def test_an_unconfirmed_expertise_licenses_nothing(question, employee, now):
    make_expert(employee, tag="fibre", now=None)
    assert make_answer(question=question, by=employee, now=now).personal


def test_an_agent_answers_officially_anywhere(question, agent, now):
    assert make_answer(question=question, by=agent, now=now).official_for == agent.department


@pytest.mark.parametrize(("status", "said"), [(Status.CLOSED, "closed"), (Status.DUPLICATE, "asked before")])
def test_what_is_closed_takes_no_answers_and_says_why(question, helper, now, status, said):
    Question.objects.update(status=status)
    with pytest.raises(NotAllowed, match=said):
        make_answer(question=question, by=helper, now=now)
    assert not Answer.objects.exists()


def test_a_question_hidden_meanwhile_takes_no_answers(question, helper, now):
    Question.objects.update(hidden_at=now)
    assert question.hidden_at is None, "the page was opened before"
    with pytest.raises(NotAllowed):
        make_answer(question=question, by=helper, now=now)


@pytest.mark.parametrize(
    "body", ["Short.", "x" * 1_000_000, "With \x00 something else in it", "&nbsp; " * 20]
)
def test_what_will_not_do_is_refused(question, helper, now, body):
    with pytest.raises(ValidationError):
        make_answer(question=question, by=helper, now=now, body=body)
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "**broken [markdown](  `with ~~~ ends that never come, at all",
        "<img src=x onerror=alert(1)> is how it would be done",
        "> " * 5000 + "deep",
        "| a | b |\n|---|\n| no table of this at all",
        "[me](javascript:alert(1)) and everything after that",
    ],
)
def test_broken_or_hostile_markdown_is_an_answer_without_harm(question, helper, now, body):
    answer = make_answer(question=question, by=helper, now=now, body=body)
    assert (
        "onerror" not in answer.body_html.replace("&lt;", "<").split("<img")[-1]
        or "&lt;img" in answer.body_html
    )
    assert 'href="javascript:' not in answer.body_html


def test_one_may_answer_ones_own_question(question, asker, now):
    assert make_answer(question=question, by=asker, now=now).author == asker


def test_answers_to_one_question_do_not_count_for_another(board, question, helper, now):
    other = make_question(board=board, by=make_member("Other"), now=now)
    make_answer(question=question, by=helper, now=now)
    assert Question.objects.get(pk=other.pk).answer_count == 0
