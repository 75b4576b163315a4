"""Voting: one open ballot per member and post, its points, and taking it back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from forum.actions.curate import lock_question
from forum.actions.edit import edit_answer
from forum.actions.visibility import hide_post
from forum.actions.vote import cast_vote, withdraw_vote
from forum.models import Answer, Ballot, ImportedRow, Question
from forum.rules import NotAllowed
from reputation.models import Entry, Reason, Standing
from tests.builders import make_answer, make_member, make_question
from tests.forum.actions.ledgers import kinds, tag_totals, total

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=5)
LATER = timedelta(minutes=6)


@pytest.fixture
def critic(db):
    """Someone whose standing allows voting down."""
    member = make_member("Critic")
    Entry.objects.create(
        member=member,
        reason=Reason.CHECK_CONFIRMED,
        subject="check:0",
        post="answer:0",
        points=200,
        at=member.joined_at,
    )
    Standing.objects.create(member=member, total=200)
    return member


def test_a_vote_up_for_a_question_is_five_points(question, asker, stranger, now):
    ballot = cast_vote(by=stranger, post=question, value=1, now=now)
    entry = Entry.objects.get()
    assert (entry.member, entry.reason, entry.points) == (asker, Reason.QUESTION_UPVOTED, 5)
    assert (entry.subject, entry.post, entry.at) == (ballot.subject, question.subject, now)
    assert total(asker) == 5 and total(stranger) == 0
    assert tag_totals(asker) == {"fibre": 5}
    assert Question.objects.get(pk=question.pk).score == 1
    assert kinds(question)[-1] == "ballot.cast"


def test_a_vote_up_for_an_answer_is_ten_points(answer, helper, stranger, now):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    assert total(helper) == 10
    assert Answer.objects.get(pk=answer.pk).score == 1
    assert Question.objects.get(pk=answer.question_id).score == 0


def test_a_vote_down_for_a_question_costs_its_author_two_and_the_voter_nothing(question, asker, critic, now):
    cast_vote(by=critic, post=question, value=-1, now=now)
    assert (total(asker), total(critic)) == (-2, 200)
    assert Standing.objects.get(member=asker).points == 1, "what is shown never falls below one"


def test_a_vote_down_for_an_answer_costs_both_sides(answer, helper, critic, now):
    cast_vote(by=critic, post=answer, value=-1, now=now)
    assert (total(helper), total(critic)) == (-2, 199)
    assert tag_totals(helper) == {"fibre": -2}
    assert tag_totals(critic) == {}


def test_no_entry_is_clipped_by_the_floor(answer, helper, critic, stranger, now):
    cast_vote(by=critic, post=answer, value=-1, now=now)
    cast_vote(by=stranger, post=answer, value=1, now=now)
    assert total(helper) == 8


def test_the_same_vote_again_changes_nothing(answer, helper, stranger, now):
    first = cast_vote(by=stranger, post=answer, value=1, now=now)
    assert cast_vote(by=stranger, post=answer, value=1, now=now + LATER) == first
    assert total(helper) == 10
    assert kinds(answer.question).count("ballot.cast") == 1


def test_the_other_vote_is_a_new_ballot(answer, helper, critic, now):
    first = cast_vote(by=critic, post=answer, value=1, now=now)
    second = cast_vote(by=critic, post=answer, value=-1, now=now + SOON)
    first.refresh_from_db()
    assert first.closed_at == now + SOON and second.pk != first.pk
    assert (total(helper), total(critic)) == (-2, 199)
    assert Answer.objects.get(pk=answer.pk).score == -1


def test_taking_a_vote_back_reverses_both_sides(answer, helper, critic, now):
    cast_vote(by=critic, post=answer, value=-1, now=now)
    withdraw_vote(by=critic, post=answer, now=now + SOON)
    assert (total(helper), total(critic)) == (0, 200)
    assert tag_totals(helper) == {}
    assert Answer.objects.get(pk=answer.pk).score == 0
    assert Ballot.objects.open().count() == 0
    assert kinds(answer.question)[-2:] == ["ballot.cast", "ballot.withdrawn"]


def test_taking_back_what_was_not_cast_does_nothing(answer, stranger, now):
    withdraw_vote(by=stranger, post=answer, now=now)
    assert "ballot.withdrawn" not in kinds(answer.question)


def test_a_vote_stands_after_five_minutes(answer, helper, critic, now):
    cast_vote(by=critic, post=answer, value=1, now=now)
    with pytest.raises(NotAllowed, match="Your vote stands"):
        withdraw_vote(by=critic, post=answer, now=now + LATER)
    with pytest.raises(NotAllowed, match="Your vote stands"):
        cast_vote(by=critic, post=answer, value=-1, now=now + LATER)
    assert total(helper) == 10
    assert Ballot.objects.get().closed_at is None


def test_an_edit_frees_the_votes_cast_before_it(answer, helper, stranger, now):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    edit_answer(
        by=helper,
        answer=answer,
        body="Set it to five at night, not four.",
        reason="",
        seen=1,
        now=now + LATER,
    )
    answer.refresh_from_db()
    withdraw_vote(by=stranger, post=answer, now=now + timedelta(days=9))
    assert total(helper) == 0
    again = cast_vote(by=stranger, post=answer, value=1, now=now + timedelta(days=9))
    assert total(helper) == 10
    assert Ballot.objects.filter(answer=answer).count() == 2
    assert again.closed_at is None
    with pytest.raises(NotAllowed):
        withdraw_vote(by=stranger, post=answer, now=now + timedelta(days=10))


def test_nobody_votes_for_themselves(question, answer, asker, helper, now):
    with pytest.raises(NotAllowed, match="yourself"):
        cast_vote(by=asker, post=question, value=1, now=now)
    with pytest.raises(NotAllowed, match="yourself"):
        cast_vote(by=helper, post=answer, value=1, now=now)


def test_voting_down_needs_a_standing(answer, stranger, now):
    with pytest.raises(NotAllowed, match="125"):
        cast_vote(by=stranger, post=answer, value=-1, now=now)


@pytest.mark.parametrize("value", [0, 2, -3])
def test_a_vote_is_up_or_down(answer, stranger, now, value):
    with pytest.raises(NotAllowed):
        cast_vote(by=stranger, post=answer, value=value, now=now)


def test_hidden_posts_and_threads_take_no_votes(question, answer, stranger, moderator, now):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    hide_post(by=moderator, post=answer, reason="Off the subject", now=now)
    answer.refresh_from_db()
    with pytest.raises(NotAllowed):
        withdraw_vote(by=stranger, post=answer, now=now)
    other = make_answer(question=question, by=make_member("Other"), now=now)
    Question.objects.update(hidden_at=now)
    with pytest.raises(NotAllowed, match="hidden"):
        cast_vote(by=stranger, post=other, value=1, now=now)


def test_employees_earn_nothing_and_vote_for_nothing(question, employee, now):
    answer = make_answer(question=question, by=employee, now=now)
    cast_vote(by=make_member("Glad"), post=answer, value=1, now=now)
    assert not Entry.objects.exists()
    assert Answer.objects.get(pk=answer.pk).score == 1
    third = make_answer(question=question, by=make_member("Third"), now=now)
    cast_vote(by=employee, post=third, value=-1, now=now)
    assert [entry.reason for entry in Entry.objects.all()] == [Reason.ANSWER_DOWNVOTED]


def test_who_joins_the_company_keeps_what_was_earned_before(answer, helper, stranger, department, now):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    helper.department = department
    helper.save()
    withdraw_vote(by=stranger, post=answer, now=now)
    assert total(helper) == 0


def test_votes_of_a_day_bring_two_hundred_points_at_most(question, helper, now):
    answer = make_answer(question=question, by=helper, now=now)
    voters = [make_member(f"Voter {number}") for number in range(22)]
    for voter in voters[:21]:
        cast_vote(by=voter, post=answer, value=1, now=now)
    assert total(helper) == 200
    assert Entry.objects.filter(member=helper).order_by("id").last().points == 0
    withdraw_vote(by=voters[0], post=answer, now=now)
    cast_vote(by=voters[21], post=answer, value=1, now=now)
    assert total(helper) == 190, "what was withdrawn does not make room"
    withdraw_vote(by=voters[20], post=answer, now=now)
    assert total(helper) == 190, "a reversal takes exactly what counted"
    cast_vote(by=voters[0], post=answer, value=1, now=now + timedelta(days=1))
    assert total(helper) == 200, "the next day counts anew"


def test_the_day_ends_at_midnight_utc(board, helper, now):
    eve = now.replace(hour=23, minute=59)
    for number in range(2):
        question = make_question(board=board, by=make_member(f"Asker {number}"), now=now)
        answer = make_answer(question=question, by=helper, now=now)
        for voter in range(20):
            cast_vote(
                by=make_member(f"V{number}-{voter}"),
                post=answer,
                value=1,
                now=eve + number * timedelta(minutes=1),
            )
    assert total(helper) == 400


def test_the_database_holds_one_open_ballot(answer, stranger, now):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(question=answer.question, answer=answer, member=stranger, value=-1, cast_at=now)


def test_who_is_silenced_does_not_vote(answer, now):
    silenced = make_member("Silent", silenced_until=now + SOON)
    with pytest.raises(NotAllowed):
        cast_vote(by=silenced, post=answer, value=1, now=now)


@pytest.mark.parametrize("noun", ["question", "answer"])
def test_what_the_community_owned_where_it_came_from_earns_nothing(question, answer, stranger, now, noun):
    post = {"question": question, "answer": answer}[noun]
    ImportedRow.objects.create(
        board=question.board, kind=f"communal_{noun[0]}", original_id=7, object_id=post.pk
    )
    cast_vote(by=stranger, post=post, value=1, now=now)
    post.refresh_from_db()
    assert post.score == 1
    assert not Entry.objects.exists()


def test_voting_down_costs_the_voter_also_where_nobody_loses(question, answer, critic, now):
    ImportedRow.objects.create(board=question.board, kind="communal_a", original_id=7, object_id=answer.pk)
    cast_vote(by=critic, post=answer, value=-1, now=now)
    assert [(entry.member, entry.points) for entry in Entry.objects.filter(post=answer.subject)] == [
        (critic, -1)
    ]


@pytest.mark.parametrize("what", ["locked", "silenced"])
def test_a_vote_rests_where_none_can_be_cast(question, answer, helper, stranger, moderator, now, what):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    if what == "locked":
        lock_question(by=moderator, question=question, on=True, reason="It got heated", now=now)
    else:
        stranger.silenced_until = now + LATER
        stranger.save()
    with pytest.raises(NotAllowed):
        withdraw_vote(by=stranger, post=answer, now=now)
    assert total(helper) == 10
