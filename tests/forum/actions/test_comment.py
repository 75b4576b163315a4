"""Commenting under a question or an answer."""

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from forum.actions.comment import add_comment
from forum.actions.curate import lock_question
from forum.actions.visibility import hide_post
from forum.models import Answer, Comment, Question
from forum.rules import NotAllowed
from tests.builders import make_comment, make_member
from tests.forum.actions.ledgers import kinds

pytestmark = pytest.mark.django_db


def test_a_comment_counts_where_it_stands(question, answer, stranger, now):
    make_comment(question=question, by=stranger, now=now)
    below = make_comment(question=question, answer=answer, by=stranger, now=now)
    assert Question.objects.get(pk=question.pk).comment_count == 1
    assert Answer.objects.get(pk=answer.pk).comment_count == 1
    event = Event.objects.filter(kind="comment.posted").last()
    assert (event.subject, event.thread) == (below.subject, question.subject)


def test_the_same_form_sent_twice_is_one_comment(question, stranger, now):
    words = {"by": stranger, "question": question, "body": "Here too.", "form_key": "k", "now": now}
    assert add_comment(**words) == add_comment(**words)
    assert kinds(question).count("comment.posted") == 1


@pytest.mark.parametrize("body", ["+1", "x" * 1001, "No\x00 database", "   ", "?!?!?!?"])
def test_what_will_not_do_is_refused(question, stranger, now, body):
    with pytest.raises(ValidationError):
        make_comment(question=question, by=stranger, now=now, body=body)
    assert not Comment.objects.exists()


def test_a_hidden_answer_takes_no_comments_not_even_its_authors(question, answer, helper, moderator, now):
    hide_post(by=moderator, post=answer, reason="Off the subject", now=now)
    answer.refresh_from_db()
    with pytest.raises(NotAllowed, match="hidden"):
        make_comment(question=question, answer=answer, by=helper, now=now)


def test_who_is_suspended_does_not_comment(question, now):
    suspended = make_member("Away", suspended_until=now.replace(hour=23))
    with pytest.raises(NotAllowed):
        make_comment(question=question, by=suspended, now=now)


def test_a_question_locked_after_it_was_read_takes_no_comment(question, stranger, moderator, now):
    read = Question.objects.get(pk=question.pk)
    lock_question(by=moderator, question=question, on=True, reason="It got heated", now=now)
    with pytest.raises(NotAllowed):
        make_comment(question=read, by=stranger, now=now)
    assert not Comment.objects.exists()
