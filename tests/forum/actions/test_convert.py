"""Making a comment of an answer, an answer of a comment, and a question of an answer."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.notifications.models import Notification
from forum import announcing
from forum.actions.accept import accept_answer
from forum.actions.convert import make_answer_of, make_comment_of
from forum.actions.split import split_answer
from forum.actions.suggest import suggest_edit
from forum.actions.vote import cast_vote
from forum.models import Answer, Ballot, Bookmark, Comment, Draft, Follow, Question, Revision
from forum.queries import whereabouts
from forum.rules import NotAllowed
from tests.builders import make_answer, make_board, make_comment, make_expert, make_member
from tests.forum.actions.ledgers import kinds, total

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)
REMARK = "Did you look at the cable behind it first?"
OTHERS = ["asker", "stranger", "employee", "agent", "lead"]


@pytest.fixture
def remark(question, stranger, now):
    return make_comment(question=question, by=stranger, now=now, body=REMARK)


def test_an_answer_becomes_a_comment_with_its_author_moment_and_words(
    question, answer, helper, moderator, now
):
    comment = make_comment_of(by=moderator, answer=answer, under=None, now=now + LATER)
    assert (comment.author, comment.created_at, comment.body) == (
        helper,
        now,
        "Set the time to four at night.",
    )
    assert (comment.question_id, comment.answer_id) == (question.pk, None)
    again = Question.objects.get(pk=question.pk)
    assert (again.answer_count, again.comment_count, again.state) == (0, 1, "open")
    assert "Set the time" in again.cards.get(language="en").html
    assert not Answer.objects.exists() and not Revision.objects.exclude(answer=None).exists()


def test_its_votes_go_with_their_points_and_its_comments_come_along(
    question, answer, asker, helper, stranger, now
):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    reply = make_comment(question=question, answer=answer, by=asker, now=now)
    make_comment_of(by=helper, answer=answer, under=None, now=now + LATER)
    assert total(helper) == 0 and not Ballot.objects.exists()
    reply.refresh_from_db()
    assert reply.answer_id is None
    assert Question.objects.get(pk=question.pk).comment_count == 2
    event = Event.objects.get(kind="answer.made_comment")
    assert (event.details["votes"], event.details["revisions"]) == (1, 1)


def test_it_may_stand_under_another_answer(question, answer, stranger, helper, now):
    other = make_answer(question=question, by=stranger, now=now)
    comment = make_comment_of(by=stranger, answer=other, under=answer, now=now)
    assert comment.answer == answer
    answer.refresh_from_db()
    assert answer.comment_count == 1
    assert f'id="comment-{comment.pk}"' in answer.cards.get(language="nl").html


def test_only_under_what_stands_in_the_same_thread(question, answer, board, asker, helper, stranger, now):
    elsewhere = make_answer(
        question=Question.objects.create(
            board=board, author=asker, title="Another", slug="another", created_at=now, active_at=now
        ),
        by=stranger,
        now=now,
    )
    for under in (answer, elsewhere):
        with pytest.raises(ValidationError, match="Choose"):
            make_comment_of(by=helper, answer=answer, under=under, now=now)
    assert Answer.objects.filter(pk=answer.pk).exists()


def test_a_long_answer_is_no_comment(question, helper, now):
    answer = make_answer(question=question, by=helper, now=now, body="word " * 1000)
    with pytest.raises(ValidationError, match="4999 characters; a comment takes 1000"):
        make_comment_of(by=helper, answer=answer, under=None, now=now)


def test_the_solution_and_the_official_answer_stay_answers(question, answer, asker, employee, helper, now):
    make_expert(employee, tag="fibre")
    official = make_answer(question=question, by=employee, now=now)
    with pytest.raises(NotAllowed, match="official"):
        make_comment_of(by=employee, answer=official, under=None, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    with pytest.raises(NotAllowed, match="solution"):
        make_comment_of(by=helper, answer=answer, under=None, now=now)


@pytest.mark.parametrize("person", OTHERS)
def test_others_change_nothing(request, question, answer, helper, now, person):
    by = request.getfixturevalue(person)
    comment = make_comment(question=question, answer=answer, by=helper, now=now, body=REMARK)
    with pytest.raises(NotAllowed):
        make_comment_of(by=by, answer=answer, under=None, now=now)
    with pytest.raises(NotAllowed):
        make_answer_of(by=by, comment=comment, now=now)
    with pytest.raises(NotAllowed):
        split_answer(by=by, answer=answer, title="x" * 20, board=question.board, tags=["a"], now=now)


def test_a_comment_becomes_an_answer(question, remark, stranger, now):
    answer = make_answer_of(by=stranger, comment=remark, now=now + LATER)
    assert (answer.author, answer.created_at, answer.body) == (stranger, now, REMARK)
    assert (answer.official_at, answer.personal) == (None, False)
    again = Question.objects.get(pk=question.pk)
    assert (again.answer_count, again.comment_count) == (1, 0)
    assert "comment-" not in again.cards.get(answer=None, language="en").html
    assert Follow.objects.filter(member=stranger, question=question).exists()
    assert answer.revisions.get().body == REMARK
    assert kinds(question)[-1] == "comment.made_answer"


def test_an_employees_own_word_within_their_expertise_is_official(question, employee, moderator, now):
    make_expert(employee, tag="fibre")
    texts = [make_comment(question=question, by=employee, now=now, body=REMARK) for _ in range(2)]
    assert make_answer_of(by=employee, comment=texts[0], now=now).official_at == now
    made = make_answer_of(by=moderator, comment=texts[1], now=now)
    assert (made.official_at, made.personal) == (None, True)


def test_a_short_comment_is_no_answer(question, stranger, now):
    comment = make_comment(question=question, by=stranger, now=now, body="Same here.")
    with pytest.raises(ValidationError, match="too short"):
        make_answer_of(by=stranger, comment=comment, now=now)


def test_a_closed_question_takes_no_answer_made_of_a_comment(question, remark, stranger, moderator, now):
    Question.objects.update(status="closed", status_at=now, status_by=moderator)
    with pytest.raises(NotAllowed):
        make_answer_of(by=stranger, comment=remark, now=now)


def test_old_addresses_lead_to_what_became_of_it(question, answer, helper, moderator, now):
    first = answer.pk
    comment = make_comment_of(by=helper, answer=answer, under=None, now=now)
    path = f"{question.path()}#comment-{comment.pk}"
    assert whereabouts.address_of("answer", first, None) == path
    second = make_answer_of(by=helper, comment=comment, now=now).pk
    path = f"{question.path()}#answer-{second}"
    assert whereabouts.address_of("answer", first, None) == path
    split = split_answer(
        by=moderator,
        answer=Answer.objects.get(),
        title="What about the night rate?",
        board=question.board,
        tags=["rate"],
        now=now,
    )
    assert whereabouts.address_of("answer", first, None) == split.path()
    assert whereabouts.address_of("answer", 99999, None) is None


def test_what_was_kept_and_begun_follows(question, answer, asker, helper, stranger, now):
    Bookmark.objects.create(member=asker, question=question, answer=answer, note="night", at=now)
    place = f"comment:answer:{answer.pk}"
    Draft.objects.create(member=asker, place=place, fields={"body": "But"}, kept_at=now)
    make_comment_of(by=helper, answer=answer, under=None, now=now)
    assert Bookmark.objects.get().answer_id is None
    assert Draft.objects.get().place == f"comment:question:{question.pk}"


def test_the_author_hears_where_it_went_but_not_by_whom(question, answer, remark, moderator, now):
    author, other = answer.author_id, remark.author_id
    make_comment_of(by=moderator, answer=answer, under=None, now=now)
    make_answer_of(by=moderator, comment=remark, now=now)
    announcing.announce(now)
    told = {row.member_id: row for row in Notification.objects.filter(kind="post-moved")}
    assert set(told) == {author, other}
    assert told[author].actor is None and "variant" in told[other].details
    assert "#comment-" in told[author].link


def test_an_answer_becomes_a_question_of_its_own(question, answer, helper, asker, stranger, moderator, now):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    reply = make_comment(question=question, answer=answer, by=asker, now=now)
    board = make_board("Energy")
    made = split_answer(
        by=moderator,
        answer=answer,
        title="When is the night rate?",
        board=board,
        tags=["Rate"],
        now=now + LATER,
    )
    made.refresh_from_db()
    assert (made.author, made.board, made.created_at) == (helper, board, now + LATER)
    assert (made.body, made.comment_count, made.score) == ("Set the time to four at night.", 1, 0)
    assert [tag.question_count for tag in made.tags.all()] == [1]
    reply.refresh_from_db()
    assert (reply.question_id, reply.answer_id) == (made.pk, None)
    assert Question.objects.get(pk=question.pk).answer_count == 0
    assert total(helper) == 0
    assert Follow.objects.filter(member=helper, question=made).exists()
    assert (kinds(question)[-1], kinds(made)) == ("answer.split", ["question.asked"])
    announcing.announce(now + LATER)
    assert Notification.objects.get(kind="post-moved").member == helper


def test_a_split_needs_a_title_tags_and_an_open_board(question, answer, asker, moderator, now):
    whole = {"title": "When is the night rate?", "board": question.board, "tags": ["rate"]}
    archived = make_board("Old", archived_at=now)
    for wrong in ({"title": "When"}, {"tags": []}, {"board": archived}):
        with pytest.raises(ValidationError):
            split_answer(by=moderator, answer=answer, now=now, **whole | wrong)
    accept_answer(by=asker, answer=answer, now=now)
    with pytest.raises(NotAllowed, match="solution"):
        split_answer(by=moderator, answer=answer, now=now, **whole)
    assert Question.objects.count() == 1


def test_voting_for_what_was_made_a_comment_is_refused_in_words(question, answer, helper, stranger, now):
    stale = Answer.objects.select_related("question").get(pk=answer.pk)
    make_comment_of(by=helper, answer=answer, under=None, now=now)
    with pytest.raises(NotAllowed, match="in the meantime"):
        cast_vote(by=stranger, post=stale, value=1, now=now)
    assert not Ballot.objects.exists()
    assert Comment.objects.count() == 1
    assert not make_member("x").entries.exists()


def test_words_that_changed_meanwhile_are_the_words_that_stay(
    question, answer, remark, helper, moderator, now
):
    """Another request edited them after this one read them."""
    Answer.objects.filter(pk=answer.pk).update(body="Newer words of it.", edited_by=moderator, edited_at=now)
    Comment.objects.filter(pk=remark.pk).update(body="A newer remark, long enough.", edited_at=now)
    made = make_comment_of(by=moderator, answer=answer, under=None, now=now + LATER)
    assert (made.body, made.edited_by) == ("Newer words of it.", moderator)
    assert (
        make_answer_of(by=moderator, comment=remark, now=now + LATER).body == "A newer remark, long enough."
    )


def test_nobody_goes_on_being_told_of_a_suggestion_for_it(question, answer, stranger, moderator, now):
    suggest_edit(
        by=stranger, post=answer, body="Set the time to five at night.", reason="It moved", seen=1, now=now
    )
    announcing.announce(now)
    told = Notification.objects.filter(kind="suggestion-made")
    assert told.unread().exists()
    make_comment_of(by=moderator, answer=answer, under=None, now=now + LATER)
    assert not told.unread().exists()
