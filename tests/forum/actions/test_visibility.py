"""Hiding and restoring: who sees it, what it earned, and what is recorded."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.visibility import hide_post, restore_post
from forum.actions.vote import cast_vote
from forum.models import Answer, Comment, Question
from forum.rules import NotAllowed
from tests.builders import make_answer, make_comment, make_member
from tests.forum.actions.ledgers import kinds, tag_totals, total

pytestmark = pytest.mark.django_db
REASON = "It names a person"
LATER = timedelta(hours=1)


def test_a_hidden_answer_no_longer_counts_and_comes_back(question, answer, moderator, now):
    assert hide_post(by=moderator, post=answer, reason=REASON, now=now) is True
    answer = Answer.objects.get(pk=answer.pk)
    assert (answer.hidden_at, answer.hidden_by) == (now, moderator)
    assert Question.objects.get(pk=question.pk).answer_count == 0
    assert restore_post(by=moderator, post=answer, reason=REASON, now=now + LATER) is True
    answer = Answer.objects.get(pk=answer.pk)
    assert (answer.hidden_at, answer.hidden_by) == (None, None)
    assert Question.objects.get(pk=question.pk).answer_count == 1
    hidden, restored = Event.objects.filter(kind__in=["answer.hidden", "answer.restored"]).order_by("id")
    assert hidden.details == {"reason": REASON} and hidden.announce_due_at == now
    assert restored.subject == answer.subject


def test_a_second_time_changes_nothing(question, answer, moderator, now):
    assert restore_post(by=moderator, post=answer, reason=REASON, now=now) is False
    hide_post(by=moderator, post=answer, reason=REASON, now=now)
    assert hide_post(by=moderator, post=answer, reason="Another reason", now=now + LATER) is False
    assert kinds(question).count("answer.hidden") == 1
    assert Answer.objects.get(pk=answer.pk).hidden_at == now


@pytest.mark.parametrize("noun", ["question", "answer", "comment"])
def test_a_hidden_post_is_for_its_author_and_moderators(
    request, question, answer, stranger, moderator, manager, now, noun
):
    comment = make_comment(question=question, by=stranger, now=now)
    post = {"question": question, "answer": answer, "comment": comment}[noun]
    hide_post(by=moderator, post=post, reason=REASON, now=now)
    rows = type(post).objects
    for seeing in (post.author, moderator, manager):
        assert rows.visible_to(seeing).filter(pk=post.pk).exists()
    for blind in (None, make_member("Passer-by"), request.getfixturevalue("agent")):
        assert not rows.visible_to(blind).filter(pk=post.pk).exists()


def test_what_stands_in_a_hidden_question_is_hidden_with_it(question, answer, stranger, moderator, now):
    comment = make_comment(question=question, answer=answer, by=stranger, now=now)
    hide_post(by=moderator, post=question, reason=REASON, now=now)
    assert not Answer.objects.visible_to(stranger).exists()
    assert not Comment.objects.visible_to(None).exists()
    assert Comment.objects.visible_to(moderator).get() == comment


@pytest.mark.parametrize("person", ["asker", "helper", "stranger", "employee", "agent", "lead"])
def test_others_neither_hide_nor_restore(request, answer, now, person):
    by = request.getfixturevalue(person)
    with pytest.raises(NotAllowed, match="moderators"):
        hide_post(by=by, post=answer, reason=REASON, now=now)
    with pytest.raises(NotAllowed, match="moderators"):
        restore_post(by=by, post=answer, reason=REASON, now=now)


@pytest.mark.parametrize("reason", ["", "   ", "spam", "With \x00 in it"])
def test_a_reason_is_given_that_can_be_read(answer, moderator, now, reason):
    with pytest.raises(ValidationError):
        hide_post(by=moderator, post=answer, reason=reason, now=now)
    assert Answer.objects.get(pk=answer.pk).hidden_at is None


def test_a_reason_is_kept_on_one_line(answer, moderator, now):
    hide_post(by=moderator, post=answer, reason="It \u202e names\r\na person " + "x" * 400, now=now)
    reason = Event.objects.get(kind="answer.hidden").details["reason"]
    assert reason.startswith("It names a person x") and len(reason) == 300


def test_hiding_takes_back_what_it_earned_and_restoring_gives_exactly_that_again(
    question, answer, asker, helper, stranger, moderator, now
):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    cast_vote(by=moderator, post=answer, value=-1, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    before = total(helper), total(moderator), total(asker), tag_totals(helper)
    assert before == (23, -1, 2, {"fibre": 23})
    hide_post(by=moderator, post=answer, reason=REASON, now=now + LATER)
    assert (total(helper), total(moderator), tag_totals(helper)) == (0, 0, {})
    restore_post(by=moderator, post=answer, reason=REASON, now=now + 2 * LATER)
    assert (total(helper), total(moderator), total(asker), tag_totals(helper)) == before
    hide_post(by=moderator, post=answer, reason=REASON, now=now + 3 * LATER)
    assert total(helper) == 0


def test_what_was_withdrawn_before_stays_withdrawn(question, answer, asker, helper, moderator, now):
    accept_answer(by=asker, answer=answer, now=now)
    undo_acceptance(by=asker, answer=answer, now=now)
    hide_post(by=moderator, post=answer, reason=REASON, now=now + LATER)
    restore_post(by=moderator, post=answer, reason=REASON, now=now + 2 * LATER)
    assert total(helper) == 0


def test_an_acceptance_that_moved_on_meanwhile_does_not_come_back(
    question, answer, asker, helper, stranger, moderator, now
):
    accept_answer(by=asker, answer=answer, now=now)
    hide_post(by=moderator, post=answer, reason=REASON, now=now + LATER)
    other = make_answer(question=question, by=stranger, now=now + LATER)
    accept_answer(by=asker, answer=other, now=now + LATER)
    restore_post(by=moderator, post=answer, reason=REASON, now=now + 2 * LATER)
    assert (total(helper), total(stranger), total(asker)) == (0, 15, 2)
    assert Question.objects.get(pk=question.pk).accepted_count == 1


def test_an_acceptance_undone_in_a_hidden_question_stays_undone(
    question, answer, asker, helper, moderator, now
):
    accept_answer(by=asker, answer=answer, now=now)
    hide_post(by=moderator, post=question, reason=REASON, now=now + LATER)
    undo_acceptance(by=moderator, answer=answer, now=now + LATER)
    restore_post(by=moderator, post=question, reason=REASON, now=now + 2 * LATER)
    assert (total(helper), total(asker)) == (0, 0)


def test_a_hidden_solution_solves_nothing(question, answer, asker, moderator, now):
    accept_answer(by=asker, answer=answer, now=now)
    hide_post(by=moderator, post=answer, reason=REASON, now=now)
    assert Question.objects.get(pk=question.pk).state == "open"


def test_comments_count_what_is_shown(question, answer, stranger, moderator, now):
    comment = make_comment(question=question, answer=answer, by=stranger, now=now)
    hide_post(by=moderator, post=comment, reason=REASON, now=now)
    assert Answer.objects.get(pk=answer.pk).comment_count == 0
    restore_post(by=moderator, post=comment, reason=REASON, now=now)
    assert Answer.objects.get(pk=answer.pk).comment_count == 1
    assert kinds(question)[-2:] == ["comment.hidden", "comment.restored"]


def test_whoever_follows_the_course_of_a_question_looks_again(question, answer, moderator, now):
    Question.objects.update(watch_due_at=None, index_due_at=None)
    hide_post(by=moderator, post=answer, reason=REASON, now=now + LATER)
    again = Question.objects.get(pk=question.pk)
    assert (again.watch_due_at, again.index_due_at) == (now + LATER, now + LATER)
