"""Two at once, which only a database with rows to lock can show: PostgreSQL."""

import contextlib
import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from forum.actions.accept import accept_answer
from forum.actions.answer import answer_question
from forum.actions.ask import ask_question
from forum.actions.edit import EditedMeanwhile, edit_answer, edit_question
from forum.actions.language import change_language
from forum.actions.retag import retag_question
from forum.actions.review import approve_suggestion
from forum.actions.rollback import roll_back
from forum.actions.suggest import suggest_edit
from forum.actions.vote import cast_vote
from forum.models import Answer, Ballot, Question, Revision, Suggestion
from forum.rules import NotAllowed
from reputation.models import Entry, Standing
from tests.builders import BODY, make_answer, make_board, make_department, make_member, make_question
from tests.forum.actions.ledgers import total
from tests.services.databases import needs_rows_to_lock

pytestmark = [pytest.mark.django_db(transaction=True), needs_rows_to_lock]
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


def test_two_editors_at_once_lose_no_text(thread, now):
    """One is first; the other is shown that text, whoever it is. Numbers have no gaps."""
    question, answer = thread
    editors = [make_member(f"Moderator {number}", is_moderator=True) for number in range(TURNS)]
    saved, refused = [], []

    def edit(by, post, verb, **words):
        try:
            saved.append(verb(by=by, reason="", seen=1, now=now, **post, **words).body)
        except EditedMeanwhile as conflict:
            refused.append(conflict.latest.body)

    at_once(
        *[
            lambda by=by: edit(
                by, {"question": Question.objects.get(pk=question.pk)}, edit_question,
                title=question.title, body=f"{BODY} Says {by.name}.", tags=["fibre"],
            )
            for by in editors
        ]
    )  # fmt: skip
    assert len(saved) == 1 and refused == saved * (TURNS - 1)
    at_once(*[
        lambda by=by: edit(by, {"answer": anew(answer)}, edit_answer, body=f"Set it to four. Says {by.name}.")
        for by in editors
    ])  # fmt: skip
    assert len(saved) == 2 and len(refused) == 2 * (TURNS - 1)
    for post in (question, answer):
        assert list(Revision.objects.of(post).order_by("number").values_list("number", flat=True)) == [1, 2]
    assert Question.objects.get(pk=question.pk).body == saved[0] and anew(answer).body == saved[1]


def test_edits_rollbacks_and_tags_at_once_are_numbered_without_gaps(thread, now):
    question, _answer = thread
    editors = [make_member(f"Moderator {number}", is_moderator=True) for number in range(TURNS)]
    edit_question(
        by=editors[0], question=question, title=question.title, body=BODY + " More.", tags=["fibre"], reason="",
        seen=1, now=now,
    )  # fmt: skip

    def quietly(act):
        with contextlib.suppress(EditedMeanwhile, ValidationError):
            act()

    here = Question.objects.get(pk=question.pk)
    at_once(
        lambda: quietly(lambda: roll_back(by=editors[0], post=here, number=1, now=now)),
        lambda: quietly(lambda: roll_back(by=editors[1], post=here, number=1, now=now)),
        lambda: quietly(
            lambda: retag_question(by=editors[2], question=here, tags=["wifi"], seen=["fibre"], now=now)
        ),
        lambda: quietly(lambda: change_language(by=editors[3], question=here, language="nl", now=now)),
    )
    numbers = list(Revision.objects.of(here).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= 4
    stored = Question.objects.get(pk=question.pk)
    assert stored.body == Revision.objects.of(here).latest("number").body == BODY


def test_two_reviewers_at_once_take_over_once(thread, now):
    question, answer = thread
    helper = make_member("Suggester")
    suggestion = suggest_edit(
        by=helper, post=answer, body="Set the time to five at night.", reason="It is five", seen=1, now=now
    )
    done = []

    def approve(by):
        with contextlib.suppress(NotAllowed):
            done.append(
                approve_suggestion(by=by, suggestion=Suggestion.objects.get(pk=suggestion.pk), now=now)
            )

    reviewers = [make_member(f"Moderator {number}", is_moderator=True) for number in range(TURNS)]
    at_once(*[lambda by=by: approve(by) for by in reviewers])
    assert len(done) == 1 and total(helper) == 2
    assert Revision.objects.of(answer).count() == 2
