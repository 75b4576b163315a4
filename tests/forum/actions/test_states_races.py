"""Two who decide about the same question at once, which only a database with rows to lock can show: PostgreSQL."""

import contextlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from forum.actions.ask_details import ask_for_details, close_unheard
from forum.actions.close import close_question
from forum.actions.duplicate import mark_duplicate
from forum.actions.move import move_question
from forum.models import Question, Revision, Status
from forum.rules import NotAllowed
from tests.builders import make_board, make_comment, make_department, make_member, make_question
from tests.forum.actions.test_races import at_once
from tests.services.databases import needs_rows_to_lock

pytestmark = [pytest.mark.django_db(transaction=True), needs_rows_to_lock]
WHY = "Because of what it says."
WAITS_FOR = timedelta(days=7)
REFUSED = (NotAllowed, ValidationError)


@pytest.fixture
def asked(now):
    """Two questions of one board."""
    board, asker = make_board(), make_member("Asker")
    return [
        make_question(board=board, by=asker, now=now, title=f"My fibre drops, number {number}")
        for number in range(2)
    ]


def anew(question: Question) -> Question:
    return Question.objects.get(pk=question.pk)


def events(kind: str) -> int:
    return Event.objects.filter(kind=kind).count()


def test_two_questions_never_lead_to_each_other(asked, now):
    first, second = asked
    by = make_member("Moderator", is_moderator=True)

    def lead(question, original):
        with contextlib.suppress(*REFUSED):
            mark_duplicate(by=by, question=anew(question), original=anew(original), note="", now=now)

    at_once(lambda: lead(first, second), lambda: lead(second, first))
    assert Question.objects.filter(status=Status.DUPLICATE).count() == 1
    assert events("question.duplicate_marked") == 1


def test_one_question_is_closed_once(asked, now):
    moderators = [make_member(f"Moderator {number}", is_moderator=True) for number in range(3)]

    def close(by):
        with contextlib.suppress(*REFUSED):
            close_question(by=by, question=anew(asked[0]), closed_as="other", note=WHY, now=now)

    at_once(*[lambda by=by: close(by) for by in moderators])
    assert events("question.closed") == 1


def test_what_nobody_came_back_to_is_closed_once_by_two_workers(asked, now):
    by = make_member("Colleague", department=make_department("Metering"))
    for question in asked:
        ask_for_details(by=by, question=question, note=WHY, now=now)
    then = now + WAITS_FOR
    at_once(lambda: close_unheard(now=then), lambda: close_unheard(now=then))
    # A row the other one had in hand is taken by the next run.
    close_unheard(now=then)
    assert events("question.closed") == Question.objects.filter(status=Status.CLOSED).count() == 2


def test_a_word_in_the_very_moment_of_closing_is_heard(asked, now):
    by = make_member("Colleague", department=make_department("Metering"))
    question, then = asked[0], now + WAITS_FOR
    ask_for_details(by=by, question=question, note=WHY, now=now)
    at_once(
        lambda: close_unheard(now=then),
        lambda: make_comment(question=anew(question), by=question.author, now=then + timedelta(seconds=1)),
    )
    assert anew(question).status == Status.OPEN


def test_moved_twice_at_once_it_stands_on_one_board_with_a_revision_each(asked, now):
    by, boards = make_member("Moderator", is_moderator=True), [make_board("Billing"), make_board("Mobile")]
    at_once(
        *[
            lambda board=board: move_question(by=by, question=anew(asked[0]), board=board, now=now)
            for board in boards
        ]
    )
    numbers = Revision.objects.filter(question=asked[0]).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3]
    assert anew(asked[0]).board in boards
