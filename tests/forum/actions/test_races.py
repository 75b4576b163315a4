"""Two at once, which only a database with rows to lock can show: PostgreSQL."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from forum.actions.accept import accept_answer
from forum.actions.answer import answer_question
from forum.actions.ask import ask_question
from forum.actions.vote import cast_vote
from forum.models import Answer, Ballot, Question
from reputation.models import Entry, Standing
from tests.builders import BODY, make_answer, make_board, make_department, make_member, make_question
from tests.forum.actions.ledgers import total

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="SQLite writes one at a time; `make test` runs this on PostgreSQL",
    ),
]
TURNS = 6


def at_once(*acts: Callable[[], object]) -> None:
    """Each act in a thread with a connection of its own, let go together; raises what one of them raised."""
    start, faults = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


@pytest.fixture
def thread(now):
    asker, helper = make_member("Asker"), make_member("Helper")
    question = make_question(board=make_board(), by=asker, now=now)
    return question, make_answer(question=question, by=helper, now=now)


def anew(answer: Answer) -> Answer:
    return Answer.objects.select_related("question", "author").get(pk=answer.pk)


def test_one_member_voting_twice_at_once_casts_one_ballot(thread, now):
    _question, answer = thread
    voter = make_member("Voter")
    at_once(*[lambda: cast_vote(by=voter, post=anew(answer), value=1, now=now) for _ in range(3)])
    assert Ballot.objects.open().count() == Entry.objects.count() == 1
    assert anew(answer).score == 1
    assert total(answer.author) == 10


def test_members_voting_at_once_are_all_counted(thread, now):
    question, answer = thread
    colleague = make_member("Colleague", department=make_department("Metering"))
    official = make_answer(question=question, by=colleague, now=now)
    voters = [make_member(f"Voter {number}") for number in range(TURNS)]
    at_once(*[lambda by=by: cast_vote(by=by, post=anew(official), value=1, now=now) for by in voters])
    assert anew(official).score == TURNS
    at_once(*[lambda by=by: cast_vote(by=by, post=anew(answer), value=1, now=now) for by in voters])
    assert anew(answer).score == TURNS
    assert total(answer.author) == 10 * TURNS


def test_the_days_cap_holds_for_votes_at_once(thread, now):
    question, answer = thread
    for number in range(19):
        cast_vote(by=make_member(f"Early {number}"), post=anew(answer), value=1, now=now)
    voters = [make_member(f"Late {number}") for number in range(TURNS)]
    at_once(*[lambda by=by: cast_vote(by=by, post=anew(answer), value=1, now=now) for by in voters])
    assert total(answer.author) == 200


def test_voting_and_accepting_at_once_wait_for_each_other(thread, now):
    question, answer = thread
    voters = [make_member(f"Voter {number}") for number in range(TURNS)]
    at_once(
        lambda: accept_answer(by=question.author, answer=anew(answer), now=now),
        *[lambda by=by: cast_vote(by=by, post=anew(answer), value=1, now=now) for by in voters],
        *[
            lambda by=by: cast_vote(by=by, post=Question.objects.get(pk=question.pk), value=1, now=now)
            for by in voters
        ],
    )
    assert total(answer.author) == 15 + 10 * TURNS
    assert total(question.author) == 2 + 5 * TURNS
    assert Question.objects.get(pk=question.pk).score == anew(answer).score == TURNS


def test_two_answers_accepted_at_once_leave_one_solution(thread, now):
    question, answer = thread
    other = make_answer(question=question, by=make_member("Other"), now=now)
    at_once(
        *[
            lambda one=one: accept_answer(by=question.author, answer=anew(one), now=now)
            for one in (answer, other)
        ]
    )
    assert Answer.objects.filter(accepted_at__isnull=False).count() == 1
    assert Question.objects.get(pk=question.pk).accepted_count == 1
    assert sum(Standing.objects.values_list("total", flat=True)) == 17


def test_one_form_sent_twice_at_once_is_one_post(thread, now):
    question, _answer = thread
    by = make_member("Hasty")
    at_once(
        *[
            lambda: ask_question(
                by=by,
                board=question.board,
                title="My modem hums at night",
                body=BODY,
                tags=["modem"],
                form_key="once",
                now=now,
            )
            for _ in range(3)
        ]
    )
    assert Question.objects.filter(author=by).count() == 1
    at_once(
        *[
            lambda: answer_question(
                by=by, question=Question.objects.get(pk=question.pk), body=BODY, form_key="once", now=now
            )
            for _ in range(3)
        ]
    )
    assert Answer.objects.filter(author=by).count() == 1
    assert Question.objects.get(pk=question.pk).answer_count == 2


def test_answers_given_at_once_are_all_counted(thread, now):
    question, _answer = thread
    people = [make_member(f"Person {number}") for number in range(TURNS)]
    at_once(
        *[
            lambda by=by: make_answer(question=Question.objects.get(pk=question.pk), by=by, now=now)
            for by in people
        ]
    )
    assert Question.objects.get(pk=question.pk).answer_count == TURNS + 1
