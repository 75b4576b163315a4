"""Putting a question under another one: what goes along, what stays, and where its address leads."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.notifications.models import Notification
from forum import announcing
from forum.actions.accept import accept_answer
from forum.actions.follow import follow_question, join_question
from forum.actions.merge import merge_question
from forum.actions.vote import cast_vote
from forum.management.recounting import recount
from forum.models import Answer, Ballot, Comment, Draft, Follow, MeToo, Question, QuestionLink, Revision
from forum.rules import NotAllowed
from tests.builders import make_answer, make_board, make_comment, make_member, make_question
from tests.forum.actions.ledgers import kinds, total

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


@pytest.fixture
def target(stranger, now):
    return make_question(
        board=make_board("Energy"), by=stranger, now=now + LATER, title="Fibre stops every evening at nine"
    )


def numbers() -> list[tuple]:
    rows = Question.objects.order_by("pk").values_list(
        "score", "answer_count", "accepted_count", "comment_count", "me_too_count", "active_at"
    )
    return [*rows, *Answer.objects.order_by("pk").values_list("score", "comment_count")]


def test_answers_go_with_their_votes_comments_and_points(
    question, answer, asker, helper, target, moderator, now
):
    cast_vote(by=moderator, post=answer, value=1, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    remark = make_comment(question=question, by=helper, now=now)
    reply = make_comment(question=question, answer=answer, by=asker, now=now)
    before = total(helper), total(asker)
    led = merge_question(by=moderator, question=question, into=target, now=now + 2 * LATER)
    assert led == target
    answer.refresh_from_db()
    assert answer.question_id == target.pk
    assert (total(helper), total(asker)) == before == (25, 2)
    for rows in (Ballot, Revision, Comment):
        assert not rows.objects.filter(question=question).exclude(answer=None).exists()
    assert set(Comment.objects.filter(question=target)) == {remark, reply}
    source, target = Question.objects.get(pk=question.pk), Question.objects.get(pk=target.pk)
    assert (source.status, source.duplicate_of, source.merged_into) == ("duplicate", target, target)
    assert (source.answer_count, target.answer_count, target.accepted_count, target.comment_count) == (
        0,
        1,
        1,
        1,
    )
    assert target.state == "solved"
    assert "who asked the same" in answer.cards.get(language="en").html
    assert answer.cards.get(language="en").question_id == target.pk
    assert QuestionLink.objects.filter(source=source, target=target, kind="duplicate").exists()
    assert kinds(source)[-1] == kinds(target)[-1] == "question.merged"
    kept = numbers()
    recount()
    assert numbers() == kept


def test_people_go_along_each_once(question, target, asker, stranger, helper, moderator, now):
    both = make_member("Both")
    for one in (question, target):
        follow_question(by=both, question=one, now=now)
        join_question(by=both, question=one, now=now)
    join_question(by=helper, question=question, now=now)
    join_question(by=stranger, question=question, now=now)
    Draft.objects.create(member=both, place=f"answer:{question.pk}", fields={"body": "Try"}, kept_at=now)
    merge_question(by=moderator, question=question, into=target, now=now)
    assert set(MeToo.objects.values_list("member", "question")) == {
        (person.pk, target.pk) for person in (both, helper, asker)
    }
    assert not Follow.objects.filter(question=question).exists()
    assert {asker, stranger, helper, both} == {row.member for row in Follow.objects.filter(question=target)}
    assert Question.objects.get(pk=target.pk).me_too_count == 3
    assert Draft.objects.get().place == f"answer:{target.pk}"


def test_what_led_to_it_leads_on(question, target, board, helper, moderator, now):
    third = make_question(board=board, by=helper, now=now, title="Fibre is gone at nine o'clock")
    merge_question(by=moderator, question=third, into=question, now=now)
    merge_question(by=moderator, question=question, into=target, now=now)
    third.refresh_from_db()
    assert third.merged_into == third.duplicate_of == target


def test_not_into_itself_nor_into_what_leads_back_nor_into_what_is_hidden(question, target, moderator, now):
    with pytest.raises(ValidationError, match="same question"):
        merge_question(by=moderator, question=question, into=question, now=now)
    merge_question(by=moderator, question=question, into=target, now=now)
    with pytest.raises(ValidationError, match="leads here"):
        merge_question(by=moderator, question=target, into=question, now=now)
    with pytest.raises(NotAllowed):
        merge_question(by=moderator, question=question, into=target, now=now)
    hidden = make_question(board=question.board, by=target.author, now=now, title="A third question about it")
    Question.objects.filter(pk=hidden.pk).update(hidden_at=now, hidden_by=moderator)
    with pytest.raises(ValidationError, match="can be read by all"):
        merge_question(by=moderator, question=target, into=hidden, now=now)


@pytest.mark.parametrize("person", ["asker", "helper", "stranger", "employee", "agent", "lead"])
def test_only_moderators_merge(request, question, target, now, person):
    with pytest.raises(NotAllowed):
        merge_question(by=request.getfixturevalue(person), question=question, into=target, now=now)
    assert Question.objects.filter(merged_into=None).count() == 2


def test_the_asker_reads_where_it_went(question, target, asker, moderator, now):
    merge_question(by=moderator, question=question, into=target, now=now)
    announcing.announce(now)
    told = Notification.objects.get(kind="post-moved")
    assert (told.member, told.actor, told.link) == (asker, None, target.path())


def test_an_answer_older_than_its_question_was_found_before(
    client, question, answer, asker, target, moderator, now
):
    Answer.objects.update(created_at=now - LATER)
    accept_answer(by=asker, answer=answer, now=now)
    make_answer(question=target, by=asker, now=now)
    merge_question(by=moderator, question=question, into=target, now=now)
    assert "had found it before" in client.get(target.path()).content.decode()


@pytest.mark.parametrize("several", [False, True])
def test_one_solution_stays_where_the_board_allows_one(
    question, answer, asker, helper, target, stranger, moderator, now, several
):
    target.board.allows_several_accepted = several
    target.board.save()
    accept_answer(by=asker, answer=answer, now=now)
    second = make_answer(question=target, by=moderator, now=now + LATER)
    accept_answer(by=stranger, answer=second, now=now + LATER)
    before = total(helper)
    merge_question(by=moderator, question=question, into=target, now=now + 2 * LATER)
    answer.refresh_from_db()
    target.refresh_from_db()
    assert (answer.accepted_at is None) is not several
    assert total(helper) == (before if several else before - 15)
    assert target.accepted_count == (2 if several else 1)
    assert ("answer.unaccepted" in kinds(question)) is not several
