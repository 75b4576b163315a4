"""Following a question, and "I have this too"."""

import pytest

from forum.actions.curate import lock_question
from forum.actions.follow import follow_question, join_question, leave_question, unfollow_question
from forum.models import Follow, MeToo, Question
from forum.rules import NotAllowed
from tests.builders import make_member
from tests.forum.actions.ledgers import kinds

pytestmark = pytest.mark.django_db


def test_following_twice_is_following_once(question, stranger, now):
    follow_question(by=stranger, question=question, now=now)
    follow_question(by=stranger, question=question, now=now)
    assert Follow.objects.filter(member=stranger).count() == 1
    unfollow_question(by=stranger, question=question, now=now)
    unfollow_question(by=stranger, question=question, now=now)
    assert not Follow.objects.filter(member=stranger).exists()
    assert kinds(question) == ["question.asked", "question.followed", "question.unfollowed"]


def test_following_moves_neither_ladder_nor_index(question, stranger, now):
    Question.objects.update(watch_due_at=None, index_due_at=None)
    follow_question(by=stranger, question=question, now=now)
    again = Question.objects.get(pk=question.pk)
    assert (again.watch_due_at, again.index_due_at) == (None, None)


def test_joining_counts_once_and_follows(question, stranger, now):
    join_question(by=stranger, question=question, now=now)
    join_question(by=stranger, question=question, now=now)
    assert Question.objects.get(pk=question.pk).me_too_count == MeToo.objects.count() == 1
    assert Follow.objects.filter(member=stranger, question=question).exists()
    assert kinds(question).count("question.joined") == 1


def test_leaving_keeps_following(question, stranger, now):
    join_question(by=stranger, question=question, now=now)
    leave_question(by=stranger, question=question, now=now)
    leave_question(by=stranger, question=question, now=now)
    assert Question.objects.get(pk=question.pk).me_too_count == 0
    assert Follow.objects.filter(member=stranger, question=question).exists()
    assert kinds(question).count("question.left") == 1


def test_nobody_joins_their_own_question(question, asker, now):
    with pytest.raises(NotAllowed, match="your own"):
        join_question(by=asker, question=question, now=now)


def test_a_hidden_question_is_neither_followed_nor_joined(question, stranger, now):
    Question.objects.update(hidden_at=now)
    with pytest.raises(NotAllowed):
        join_question(by=stranger, question=question, now=now)
    with pytest.raises(NotAllowed):
        follow_question(by=stranger, question=question, now=now)


def test_who_is_silenced_does_not_join(question, now):
    with pytest.raises(NotAllowed):
        join_question(
            by=make_member("Silent", silenced_until=now.replace(hour=23)), question=question, now=now
        )


def test_nobody_leaves_a_locked_question_but_following_ends(question, stranger, moderator, now):
    join_question(by=stranger, question=question, now=now)
    lock_question(by=moderator, question=question, on=True, reason="It got heated", now=now)
    with pytest.raises(NotAllowed):
        leave_question(by=stranger, question=question, now=now)
    assert MeToo.objects.filter(member=stranger).exists()
    unfollow_question(by=stranger, question=question, now=now)
    assert not Follow.objects.filter(member=stranger).exists()
