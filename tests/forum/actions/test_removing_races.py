"""Votes beside deleting and converting, by writers at once: PostgreSQL, with rows to lock."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from forum.actions.convert import make_comment_of
from forum.actions.delete import delete_post, undelete_post
from forum.actions.merge import merge_question
from forum.actions.vote import cast_vote
from forum.management.recounting import recount
from forum.models import Answer, Ballot, Comment, Question
from forum.rules import NotAllowed
from reputation import standings
from reputation.models import Entry, Standing
from tests.builders import make_answer, make_board, make_member, make_question
from tests.forum.actions.test_races import anew, at_once
from tests.services.databases import needs_rows_to_lock

pytestmark = [pytest.mark.django_db(transaction=True), needs_rows_to_lock]
WRITERS = 6
MINUTE = timedelta(minutes=1)


@pytest.fixture
def thread(now):
    asker, helper = make_member("Asker"), make_member("Helper")
    question = make_question(board=make_board(), by=asker, now=now)
    return question, make_answer(question=question, by=helper, now=now)


def one_vote(answer: Answer, now) -> None:
    """Certain, whoever is first afterwards: there is something to take away and to carry along."""
    cast_vote(by=make_member("First voter"), post=anew(answer), value=1, now=now)


def votes(answer: Answer, now) -> list:
    voters = [make_member(f"Voter {number}") for number in range(WRITERS)]
    seen = [anew(answer) for _voter in voters]
    return [
        lambda by=by, post=post: _refused(lambda: cast_vote(by=by, post=post, value=1, now=now))
        for by, post in zip(voters, seen, strict=True)
    ]


def _refused(act) -> None:
    """What came too late is refused in words; that is no fault."""
    try:
        act()
    except NotAllowed:
        pass


def sums_hold() -> None:
    """Counters say what the rows say, and standings what their entries add up to."""
    kept = [*Question.objects.order_by("pk").values_list("score", "answer_count", "comment_count")]
    kept += Answer.objects.order_by("pk").values_list("score", "comment_count")
    recount()
    again = [*Question.objects.order_by("pk").values_list("score", "answer_count", "comment_count")]
    again += Answer.objects.order_by("pk").values_list("score", "comment_count")
    assert kept == again
    totals = {row.member_id: row.total for row in Standing.objects.exclude(total=0)}
    standings.rebuild()
    assert totals == {row.member_id: row.total for row in Standing.objects.exclude(total=0)}


def test_votes_beside_deleting_and_bringing_back(thread, now):
    _question, answer = thread
    for turn in range(3):
        at = now + turn * MINUTE
        one_vote(answer, at)
        at_once(
            *votes(answer, at),
            lambda at=at: delete_post(by=answer.author, post=anew(answer), now=at),
        )
        points = list(Entry.objects.filter(post=answer.subject).values_list("points", flat=True))
        assert points and not sum(points)
        at_once(
            *votes(answer, at),
            lambda at=at: undelete_post(by=answer.author, post=anew(answer), now=at + MINUTE / 2),
        )
        counted = sum(Entry.objects.filter(post=answer.subject).values_list("points", flat=True))
        # The day's cap holds too.
        assert counted == min(200, 10 * Ballot.objects.open().count()) >= 10 * (turn + 1)
        sums_hold()


def test_votes_beside_converting(thread, now):
    question, answer = thread
    one_vote(answer, now)
    at_once(
        *votes(answer, now),
        lambda: make_comment_of(by=answer.author, answer=anew(answer), under=None, now=now),
    )
    assert not Answer.objects.exists() and not Ballot.objects.exists()
    assert Comment.objects.get().question_id == question.pk
    points = list(Entry.objects.values_list("points", flat=True))
    assert points and not sum(points)
    sums_hold()


def test_deleting_twice_at_once_takes_points_once(thread, now):
    _question, answer = thread
    cast_vote(by=make_member("Voter"), post=answer, value=1, now=now)
    at_once(*[lambda: delete_post(by=answer.author, post=anew(answer), now=now) for _ in range(3)])
    assert Standing.objects.get(member=answer.author).total == 0
    at_once(*[lambda: undelete_post(by=answer.author, post=anew(answer), now=now + MINUTE) for _ in range(3)])
    assert Standing.objects.get(member=answer.author).total == 10


def test_votes_beside_a_merge_follow_the_answer(thread, now):
    question, answer = thread
    moderator = make_member("Moderator", is_moderator=True)
    target = make_question(
        board=question.board, by=make_member("Other"), now=now, title="It stops at nine every evening"
    )
    source = Question.objects.get(pk=question.pk)
    one_vote(answer, now)
    at_once(*votes(answer, now), lambda: merge_question(by=moderator, question=source, into=target, now=now))
    assert not Ballot.objects.exclude(question=target).exists()
    assert anew(answer).score == Ballot.objects.open().count() >= 1
    sums_hold()


def test_two_merges_into_each_other_leave_one_way(thread, now):
    question, _answer = thread
    moderators = [make_member(f"Moderator {number}", is_moderator=True) for number in range(2)]
    other = make_question(
        board=question.board, by=make_member("Other"), now=now, title="It stops at nine every evening"
    )
    pairs = [(question.pk, other.pk), (other.pk, question.pk)]
    done = []

    def merge(by, source, target):
        try:
            done.append(
                merge_question(
                    by=by,
                    question=Question.objects.get(pk=source),
                    into=Question.objects.get(pk=target),
                    now=now,
                )
            )
        except (NotAllowed, ValidationError):
            pass

    at_once(*[lambda by=by, pair=pair: merge(by, *pair) for by, pair in zip(moderators, pairs, strict=True)])
    assert len(done) == Question.objects.exclude(merged_into=None).count() == 1
