"""Lists: the right questions in the right order, in the same number of queries with 3 and with 300 rows."""

import itertools
from datetime import timedelta

import pytest

from forum.actions.accept import accept_answer
from forum.actions.visibility import hide_post
from forum.models import Question, Status
from forum.queries import home, listing, rows
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(board, asker, helper, now):
    """An open, an answered and a solved question, oldest last."""
    questions = [
        builders.make_question(
            board=board, by=asker, now=now - timedelta(hours=hours), title=f"{what} question here"
        )
        for hours, what in enumerate(["An open", "An answered", "A solved"])
    ]
    builders.make_answer(question=questions[1], by=helper, now=now)
    solution = builders.make_answer(question=questions[2], by=helper, now=now)
    accept_answer(by=asker, answer=solution, now=now)
    return questions


def listed(member=None, **query):
    return listing.listing(query, member=member, language="en")


def test_newest_first(three):
    assert listed().ids == [question.pk for question in three]


def test_states_filter(three):
    assert listed(state="unanswered").ids == [three[0].pk]
    assert listed(state="unsolved").ids == [three[0].pk, three[1].pk]
    assert listed(state="solved").ids == [three[2].pk]
    assert listed(state="nonsense").ids == [question.pk for question in three]


def test_yours_is_for_members_only(three, asker, stranger):
    assert len(listed(asker, state="yours").ids) == 3
    assert listed(stranger, state="yours").ids == []
    assert listed(state="yours").state == "newest"


def test_a_row_says_who_found_it(three):
    row = listed(state="solved").rows[0]
    assert row.solved == "Joost Wagenaar found it in 2 hours"
    assert row.symbol == "solved"


def test_hidden_questions_are_in_no_list(three, moderator, asker, now):
    hide_post(by=moderator, post=three[0], reason="This is advertising.", now=now)
    assert three[0].pk not in listed().ids
    assert three[0].pk not in listed(moderator).ids


def test_closed_and_duplicate_rows_say_why(three, now):
    Question.objects.filter(pk=three[0].pk).update(
        status=Status.CLOSED, status_reason="not for here", status_at=now
    )
    Question.objects.filter(pk=three[1].pk).update(
        status=Status.DUPLICATE, duplicate_of=three[2], status_at=now
    )
    closed, duplicate, _solved = listed().rows
    assert closed.reason == "Closed: not for here"
    assert duplicate.same_title == three[2].title


def test_pages_follow_each_other_without_gap_or_double(board, asker, now):
    for number in range(45):
        builders.make_question(
            board=board,
            by=asker,
            now=now - timedelta(minutes=number // 2),
            title=f"Question with number {number}",
        )
    first = listed()
    second = listed(after=first.older)
    third = listed(after=second.older)
    assert third.older is None
    assert len({*first.ids, *second.ids, *third.ids}) == 45
    assert listed(before=second.newer).ids == first.ids


@pytest.mark.parametrize("count", [3, 60])
def test_a_list_costs_three_queries(board, asker, helper, now, count, django_assert_max_num_queries):
    for number in range(count):
        question = builders.make_question(
            board=board, by=asker, now=now, title=f"Question with number {number}"
        )
        if number % 3 == 0:
            answer = builders.make_answer(question=question, by=helper, now=now)
            accept_answer(by=asker, answer=answer, now=now)
    with django_assert_max_num_queries(3):
        assert listed().rows


def test_the_home_page_holds_boards_solved_and_waiting(three, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = home.home_page(member=None, language="en")
    assert [board.name for board in page.boards] == ["Internet and TV"]
    assert [row.id for row in page.solved] == [three[2].pk]
    assert page.waiting_ids == [three[0].pk, three[1].pk]


def test_a_plain_row_has_the_state_of_its_question():
    for status, accepted, answers in itertools.product(Status.values, (0, 1), (0, 1)):
        question = Question(status=status, accepted_count=accepted, answer_count=answers)
        assert rows.state_of(status, accepted, answers) == question.state
