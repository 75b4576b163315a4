"""Answers that move: made of a comment, made a question, put under another question; each counts where it stands."""

from datetime import date, timedelta

import pytest

from forum.actions.accept import accept_answer
from forum.actions.convert import make_answer_of, make_comment_of
from forum.actions.duplicate import mark_duplicate
from forum.actions.merge import merge_question
from forum.actions.split import split_answer
from forum.actions.visibility import hide_post
from forum.insights.figures import figures
from forum.insights.measuring import courses
from forum.models import Answer, Question
from tests.builders import make_answer, make_comment, make_question

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)
HOUR = timedelta(hours=1)
REMARK = "Put the modem in the bridge mode, then it works with your own router."


def course_of(question: Question):
    (found,) = [one for one in courses(question.board, MONDAY) if one.question == question.pk]
    return found


def test_what_was_asked_before_counts_where_it_leads(board, question, stranger, helper, moderator, now):
    make_answer(question=question, by=helper, now=now + HOUR)
    again = make_question(board=board, by=stranger, now=now + HOUR, title="The fibre drops here each evening")
    mark_duplicate(by=moderator, question=again, original=question, note="", now=now + 2 * HOUR)
    found = figures(courses(board, MONDAY))
    assert (found.asked, found.answered) == (1, 1)


def test_a_comment_made_an_answer_answers_as_who_wrote_it(question, asker, agent, helper, moderator, now):
    comment = make_comment(question=question, by=agent, now=now + HOUR, body=REMARK)
    assert not course_of(question).is_answered
    answer = make_answer_of(by=moderator, comment=comment, now=now + 2 * HOUR)
    accept_answer(by=asker, answer=answer, now=now + 3 * HOUR)
    one = course_of(question)
    assert (one.is_answered, one.is_solved, one.is_promise_kept) == (True, True, True)
    # It is an answer since the moderator made it one.
    assert (one.first_answer, one.answered_by) == (2 * HOUR, "webcare")


def test_the_askers_own_comment_made_an_answer_is_none(question, asker, moderator, now):
    comment = make_comment(question=question, by=asker, now=now + HOUR, body=REMARK)
    make_answer_of(by=moderator, comment=comment, now=now + 2 * HOUR)
    assert not course_of(question).is_answered


def test_an_answer_made_a_comment_and_an_answer_again_is_one(question, helper, moderator, now):
    answer = make_answer(question=question, by=helper, now=now + HOUR, body=REMARK)
    comment = make_comment_of(by=moderator, answer=answer, under=None, now=now + 2 * HOUR)
    assert not course_of(question).is_answered
    make_answer_of(by=moderator, comment=comment, now=now + 3 * HOUR)
    assert course_of(question).first_answer == 3 * HOUR


def test_an_answer_made_a_question_leaves_one_unanswered_and_one_asked(question, helper, moderator, now):
    answer = make_answer(question=question, by=helper, now=now + HOUR)
    title = "Which modem can be put in bridge mode?"
    asked = split_answer(
        by=moderator, answer=answer, title=title, board=question.board, tags=["modem"], now=now + 2 * HOUR
    )
    assert [course_of(each).is_answered for each in (question, asked)] == [False, False]
    found = figures(courses(question.board, MONDAY))
    assert (found.asked, found.answered) == (2, 0)


@pytest.fixture
def merged(question, board, stranger, helper, asker, moderator, now):
    """The question was answered and solved after an hour; after four it leads to one that had no answer."""
    target = make_question(board=board, by=stranger, now=now, title="Fibre stops every evening at nine")
    answer = make_answer(question=question, by=helper, now=now + HOUR)
    accept_answer(by=asker, answer=answer, now=now + 2 * HOUR)
    merge_question(by=moderator, question=question, into=target, now=now + 4 * HOUR)
    return target


def test_merged_questions_count_once_with_the_answers_of_both(merged, board, now):
    (one,) = courses(board, MONDAY)
    assert (one.question, one.is_answered, one.is_solved, one.answered_by) == (
        merged.pk,
        True,
        True,
        "customer",
    )
    # Until the merge nobody could read an answer here.
    assert one.first_answer == 4 * HOUR


def test_an_answer_of_a_merged_question_that_goes_later_is_gone(merged, board, helper, moderator, now):
    make_answer(question=merged, by=moderator, now=now + 6 * HOUR)
    hide_post(by=moderator, post=Answer.objects.earliest("pk"), reason="not nice here", now=now + 7 * HOUR)
    assert course_of(merged).first_answer == 6 * HOUR


def test_an_answer_by_who_asks_where_it_stands_now_is_none(question, board, helper, moderator, now):
    target = make_question(board=board, by=helper, now=now, title="Fibre stops every evening at nine")
    make_answer(question=question, by=helper, now=now + HOUR)
    merge_question(by=moderator, question=question, into=target, now=now + 4 * HOUR)
    assert not course_of(target).is_answered
