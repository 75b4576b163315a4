"""What needs a member, and what they have not read yet."""

from datetime import timedelta

import pytest

from community.tags.models import Tag
from forum.actions.accept import accept_answer
from forum.actions.visibility import hide_post
from forum.actions.visit import note_all_read, note_visit
from forum.models import Board, Follow, Question, Visit
from forum.queries import filters, listing
from forum.routing.queries import for_you
from reputation.models import TagStanding
from tests import builders

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def listed(member, state: str) -> list[int]:
    wanted = filters.read({"state": state}, member=member, boards=list(Board.objects.all()))
    return listing.listing(wanted, {}, member=member, language="en").ids


@pytest.fixture
def other(asker, now):
    return builders.make_question(
        board=builders.make_board("Energy"),
        by=asker,
        now=now + HOUR,
        title="Why is it so cold?",
        tags=["heat"],
    )


def test_nothing_needs_who_knows_and_follows_nothing(question, other, helper):
    assert listed(helper, "needs-you") == []


@pytest.mark.parametrize(
    "reason", ["board expertise", "tag expertise", "standing", "tag follow", "board follow"]
)
def test_what_lies_in_a_field_needs_its_people(question, other, helper, now, reason):
    fibre = Tag.objects.get(slug="fibre")
    {
        "board expertise": lambda: builders.make_expert(helper, board=question.board),
        "tag expertise": lambda: builders.make_expert(helper, tag="fibre"),
        "standing": lambda: TagStanding.objects.create(member=helper, tag=fibre, total=15),
        "tag follow": lambda: Follow.objects.create(member=helper, tag=fibre, since=now),
        "board follow": lambda: Follow.objects.create(member=helper, board=question.board, since=now),
    }[reason]()
    assert listed(helper, "needs-you") == [question.pk]


def test_what_is_solved_closed_answered_by_them_or_their_own_needs_nobody(
    question, other, asker, helper, stranger, now
):
    for member in (asker, helper, stranger):
        builders.make_expert(member, tag="fibre")
    assert listed(asker, "needs-you") == [], "their own"
    answer = builders.make_answer(question=question, by=helper, now=now)
    assert listed(helper, "needs-you") == [], "they had their say"
    assert listed(stranger, "needs-you") == [question.pk], "not solved yet"
    accept_answer(by=asker, answer=answer, now=now)
    assert listed(stranger, "needs-you") == []


def test_expertise_that_waits_and_lost_standing_count_for_nothing(question, helper):
    expertise = builders.make_expert(helper, tag="fibre")
    expertise.confirmed_at = None
    expertise.save()
    TagStanding.objects.create(member=helper, tag=Tag.objects.get(slug="fibre"), total=0)
    assert listed(helper, "needs-you") == []


def test_what_is_for_an_employee_needs_them_too(question, other, employee, now):
    builders.make_expert(employee, tag="fibre")
    builders.make_expert(employee, board=other.board)
    open_questions = [each.pk for each in for_you(employee, now, language="en").open_questions]
    assert open_questions == listed(employee, "needs-you") == [other.pk, question.pk]


def test_a_comment_makes_a_question_active(question, stranger, now):
    comment = builders.make_comment(question=question, by=stranger, now=now + HOUR)
    question.refresh_from_db()
    assert question.active_at == now + HOUR
    hide_post(
        by=builders.make_member("Mo", is_moderator=True), post=comment, reason="It is spam.", now=now + HOUR
    )
    question.refresh_from_db()
    assert question.active_at == now


def test_what_moved_since_the_visit_is_unread(question, other, stranger, helper, now):
    for each in (question, other):
        note_visit(by=stranger, question=each, seen_at=now + 2 * HOUR, now=now + 2 * HOUR)
    assert listed(stranger, "unread") == []
    builders.make_comment(question=question, by=helper, now=now + 3 * HOUR)
    builders.make_answer(question=other, by=helper, now=now + 4 * HOUR)
    assert listed(stranger, "unread") == [other.pk, question.pk], "what moved last stands first"


def test_what_they_follow_and_never_opened_is_unread_once_something_happens(question, stranger, helper, now):
    Follow.objects.create(member=stranger, question=question, since=now)
    assert listed(stranger, "unread") == []
    builders.make_answer(question=question, by=helper, now=now + HOUR)
    assert listed(stranger, "unread") == [question.pk]
    wanted = filters.Filters(state="unread")
    assert listing.listing(wanted, {}, member=stranger, language="en").fresh == {question.pk}


def test_hidden_and_unlisted_questions_are_not_unread(question, other, stranger, helper, moderator, now):
    for each in (question, other):
        Follow.objects.create(member=stranger, question=each, since=now)
        builders.make_answer(question=each, by=helper, now=now + HOUR)
    hide_post(by=moderator, post=question, reason="It names a neighbour.", now=now)
    Question.objects.filter(pk=other.pk).update(unlisted_at=now)
    assert listed(stranger, "unread") == []


def test_marking_all_as_read_reaches_up_to_the_page_that_was_seen(question, other, stranger, helper, now):
    note_visit(by=stranger, question=question, seen_at=now, now=now)
    Follow.objects.create(member=stranger, question=other, since=now + HOUR)
    builders.make_answer(question=question, by=helper, now=now + 2 * HOUR)
    builders.make_answer(question=other, by=helper, now=now + 2 * HOUR)
    builders.make_comment(question=question, by=helper, now=now + 4 * HOUR)
    note_all_read(by=stranger, seen_at=now + 3 * HOUR, now=now + 5 * HOUR)
    assert listed(stranger, "unread") == [question.pk], "the comment came after the page was made"
    note_all_read(by=stranger, seen_at=now + 9 * HOUR, now=now + 5 * HOUR)
    assert listed(stranger, "unread") == []
    assert set(Visit.objects.values_list("seen_at", flat=True)) == {now + 5 * HOUR, now + 3 * HOUR}


def test_marking_all_as_read_touches_nobody_elses_visits_and_never_goes_back(question, stranger, helper, now):
    note_visit(by=helper, question=question, seen_at=now, now=now)
    note_visit(by=stranger, question=question, seen_at=now + HOUR, now=now + HOUR)
    note_all_read(by=stranger, seen_at=now, now=now + HOUR)
    assert set(Visit.objects.values_list("member", "seen_at")) == {
        (helper.pk, now),
        (stranger.pk, now + HOUR),
    }
