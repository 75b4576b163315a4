"""Deleting what one wrote, and bringing it back: who may, what it earned, and what moderators make of it."""

from datetime import timedelta

import pytest

from community.members.models import Member
from community.tags.models import Tag
from forum.actions.accept import accept_answer
from forum.actions.delete import delete_post, undelete_post
from forum.actions.visibility import hide_post, restore_post
from forum.actions.vote import cast_vote
from forum.models import Answer, Comment, Question
from forum.rules import NotAllowed
from tests.builders import make_answer, make_comment, make_member
from tests.forum.actions.ledgers import kinds, total

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)
REASON = "It names a person"
OTHERS = ["stranger", "employee", "agent", "lead", "moderator", "manager"]


@pytest.fixture
def comment(question, answer, stranger, now):
    return make_comment(question=question, answer=answer, by=stranger, now=now)


def test_a_deleted_answer_no_longer_counts_and_comes_back(question, answer, helper, now):
    assert delete_post(by=helper, post=answer, now=now) is True
    answer.refresh_from_db()
    assert (answer.is_deleted, answer.hidden_at, answer.hidden_by) == (True, now, helper)
    assert Question.objects.get(pk=question.pk).answer_count == 0
    assert delete_post(by=helper, post=answer, now=now + LATER) is False
    assert undelete_post(by=helper, post=answer, now=now + LATER) is True
    assert undelete_post(by=helper, post=answer, now=now + LATER) is False
    answer.refresh_from_db()
    assert (answer.hidden_at, answer.hidden_by) == (None, None)
    assert Question.objects.get(pk=question.pk).answer_count == 1
    assert kinds(question)[-2:] == ["answer.deleted", "answer.undeleted"]


def test_what_it_earned_goes_and_comes_back(answer, helper, stranger, moderator, now):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    cast_vote(by=moderator, post=answer, value=-1, now=now)
    before = total(helper), total(moderator)
    delete_post(by=helper, post=answer, now=now + LATER)
    assert (total(helper), total(moderator)) == (0, 0)
    undelete_post(by=helper, post=answer, now=now + 2 * LATER)
    assert (total(helper), total(moderator)) == before


def test_a_question_is_deleted_until_somebody_else_has_answered(question, asker, stranger, now):
    own = make_answer(question=question, by=asker, now=now)
    delete_post(by=asker, post=question, now=now)
    assert Tag.objects.get(slug="fibre").question_count == 0
    undelete_post(by=asker, post=question, now=now)
    assert Tag.objects.get(slug="fibre").question_count == 1
    other = make_answer(question=Question.objects.get(pk=question.pk), by=stranger, now=now)
    with pytest.raises(NotAllowed, match="Others have answered"):
        delete_post(by=asker, post=question, now=now)
    delete_post(by=stranger, post=other, now=now)
    assert delete_post(by=asker, post=question, now=now) is True
    assert Answer.objects.get(pk=own.pk).hidden_at is None


def test_the_solution_stays(question, answer, asker, helper, now):
    accept_answer(by=asker, answer=answer, now=now)
    with pytest.raises(NotAllowed, match="solution"):
        delete_post(by=helper, post=answer, now=now)


@pytest.mark.parametrize("noun", ["question", "answer", "comment"])
@pytest.mark.parametrize("person", OTHERS)
def test_nobody_deletes_or_brings_back_for_somebody_else(
    request, question, answer, comment, now, noun, person
):
    by = request.getfixturevalue(person)
    comment.author = Member.objects.get(pk=question.author_id)
    comment.save()
    if person == "stranger":
        by = make_member("Passer-by")
    post = {"question": question, "answer": answer, "comment": comment}[noun]
    with pytest.raises(NotAllowed, match="yourself"):
        delete_post(by=by, post=post, now=now)
    type(post).objects.filter(pk=post.pk).update(hidden_at=now, hidden_by=post.author)
    with pytest.raises(NotAllowed):
        undelete_post(by=by, post=post, now=now)


def test_a_silenced_member_deletes_nothing(answer, helper, now):
    helper.silenced_until = now + LATER
    with pytest.raises(NotAllowed, match="at the moment"):
        delete_post(by=helper, post=answer, now=now)


def test_a_locked_thread_stays_as_it_is(question, answer, helper, moderator, now):
    Question.objects.update(locked_at=now, locked_by=moderator)
    with pytest.raises(NotAllowed):
        delete_post(by=helper, post=answer, now=now)


def test_a_comment_is_deleted_at_any_time(question, answer, comment, stranger, now):
    delete_post(by=stranger, post=comment, now=now + 100 * LATER)
    assert Answer.objects.get(pk=answer.pk).comment_count == 0
    assert not Comment.objects.visible_to(None).exists()
    assert Comment.objects.visible_to(stranger).get() == comment
    undelete_post(by=stranger, post=comment, now=now + 100 * LATER)
    assert Answer.objects.get(pk=answer.pk).comment_count == 1


def test_moderation_lies_on_top_of_deleting(question, answer, helper, stranger, moderator, now):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    delete_post(by=helper, post=answer, now=now + LATER)
    with pytest.raises(NotAllowed, match="Only they"):
        restore_post(by=moderator, post=answer, reason=REASON, now=now + 2 * LATER)
    assert hide_post(by=moderator, post=answer, reason=REASON, now=now + 2 * LATER) is True
    with pytest.raises(NotAllowed, match="Moderators"):
        undelete_post(by=helper, post=answer, now=now + 3 * LATER)
    with pytest.raises(NotAllowed, match="Moderators"):
        delete_post(by=helper, post=answer, now=now + 3 * LATER)
    restore_post(by=moderator, post=answer, reason=REASON, now=now + 4 * LATER)
    assert total(helper) == 10


def test_an_answer_that_goes_wakes_the_ladder_and_the_search(question, answer, helper, now):
    Question.objects.update(watch_due_at=None, index_due_at=None)
    delete_post(by=helper, post=answer, now=now + LATER)
    again = Question.objects.get(pk=question.pk)
    assert (again.watch_due_at, again.index_due_at) == (now + LATER, now + LATER)
