"""Following tags, boards and people."""

from datetime import timedelta

import pytest

from community.events.models import Event
from community.members import privacy
from community.tags.models import Tag
from forum import announcing
from forum.actions.follow import follow, let_go, unfollow
from forum.models import Follow, Question
from forum.rules import NotAllowed
from tests.builders import make_answer, make_question
from tests.forum.test_announcing import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(board, helper):
    return {"tag": Tag.objects.create(slug="roaming"), "board": board, "member": helper}


@pytest.mark.parametrize("noun", ["tag", "board", "member"])
def test_following_twice_is_following_once_and_is_undone(things, noun, stranger, now):
    what = things[noun]
    assert follow(by=stranger, what=what, now=now)
    assert not follow(by=stranger, what=what, now=now)
    assert Follow.objects.filter(member=stranger).count() == 1
    assert unfollow(by=stranger, what=what, now=now)
    assert not unfollow(by=stranger, what=what, now=now)
    assert not Follow.objects.exists()
    recorded = Event.objects.filter(subject=f"{noun}:{what.pk}").order_by("id")
    assert [event.kind for event in recorded] == [f"{noun}.followed", f"{noun}.unfollowed"]


def test_nobody_follows_themselves(stranger, now):
    with pytest.raises(NotAllowed, match="yourself"):
        follow(by=stranger, what=stranger, now=now)


def test_who_does_not_want_it_is_not_followed_but_an_employee_is(stranger, helper, employee, now):
    helper.is_followable = employee.is_followable = False
    with pytest.raises(NotAllowed, match="does not want"):
        follow(by=stranger, what=helper, now=now)
    assert follow(by=stranger, what=employee, now=now)


def test_followers_of_a_member_hear_of_questions_and_answers(board, helper, stranger, asker, now):
    follow(by=stranger, what=helper, now=now)
    make_question(board=board, by=helper, now=now, title="What does the red light mean")
    question = make_question(board=board, by=asker, now=now)
    make_answer(question=question, by=helper, now=now)
    announcing.announce(now)
    assert told("followed-wrote") == {stranger.name}
    assert told("question-asked") == set()
    assert told("answer-posted") == {asker.name}


def test_who_hears_of_it_anyway_hears_of_it_once(board, question, helper, stranger, now):
    follow(by=stranger, what=helper, now=now)
    follow(by=stranger, what=board, now=now)
    Follow.objects.create(member=stranger, question=question, since=now)
    make_question(board=board, by=helper, now=now, title="What does the red light mean")
    make_answer(question=question, by=helper, now=now)
    announcing.announce(now)
    assert told("question-asked") == {stranger.name}
    assert told("answer-posted") == {stranger.name, question.author.name}
    assert told("followed-wrote") == set()


def test_who_switches_it_off_is_followed_by_nobody_from_that_moment(board, helper, stranger, now):
    follow(by=stranger, what=helper, now=now)
    helper.is_followable = False
    privacy.keep_choices(member=helper, now=now)
    make_question(board=board, by=helper, now=now, title="What does the red light mean")
    announcing.announce(now)
    assert told("followed-wrote") == set()
    assert not Follow.objects.filter(followed=helper).exists()


def test_switching_it_on_before_the_worker_came_keeps_followers(helper, stranger, now):
    follow(by=stranger, what=helper, now=now)
    for wish in (False, True):
        helper.is_followable = wish
        privacy.keep_choices(member=helper, now=now)
    announcing.announce(now)
    assert Follow.objects.filter(followed=helper).exists()


def test_an_unlisted_or_hidden_question_is_told_to_nobody(board, helper, stranger, now):
    follow(by=stranger, what=helper, now=now)
    make_question(board=board, by=helper, now=now)
    Question.objects.update(unlisted_at=now)
    announcing.announce(now)
    assert told("followed-wrote") == set()


def test_what_was_hidden_since_can_still_be_let_go(question, stranger, helper, now):
    row = Follow.objects.create(member=stranger, question=question, since=now)
    Question.objects.update(hidden_at=now)
    with pytest.raises(NotAllowed):
        let_go(by=helper, follow=row, now=now + timedelta(days=1))
    let_go(by=stranger, follow=row, now=now + timedelta(days=1))
    assert not Follow.objects.filter(member=stranger).exists()
