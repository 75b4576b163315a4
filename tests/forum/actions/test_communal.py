"""Posts of the community's: what they earn from then on, and who may improve them."""

from datetime import timedelta

import pytest

from community.notifications import letters
from community.notifications.models import Notification
from forum import announcing, rules
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.communal import give_back, give_to_community
from forum.actions.vote import cast_vote, withdraw_vote
from forum.models import Answer, Question
from forum.rules import NotAllowed
from tests.builders import make_member
from tests.forum.actions.ledgers import kinds, total

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=1)


def test_what_it_earned_stays_and_nothing_is_added(question, answer, asker, helper, stranger, now):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    assert give_to_community(by=helper, post=answer, now=now) is True
    assert give_to_community(by=helper, post=answer, now=now) is False
    other = make_member("Other")
    cast_vote(by=other, post=answer, value=1, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    assert (total(helper), total(asker)) == (10, 2)
    undo_acceptance(by=asker, answer=answer, now=now)
    withdraw_vote(by=other, post=answer, now=now + LATER)
    assert total(helper) == 10
    withdraw_vote(by=stranger, post=answer, now=now + LATER)
    assert total(helper) == 0
    assert kinds(question).count("answer.communal") == 1


def test_a_question_of_the_communitys_earns_nothing(question, asker, stranger, now):
    stale = Question.objects.get(pk=question.pk)
    give_to_community(by=asker, post=question, now=now)
    cast_vote(by=stranger, post=stale, value=1, now=now)
    assert (total(asker), Question.objects.get().score) == (0, 1)


def test_a_moderator_takes_it_back_and_it_earns_again(answer, helper, stranger, moderator, now):
    assert give_back(by=moderator, post=answer, now=now) is False
    give_to_community(by=moderator, post=answer, now=now)
    with pytest.raises(NotAllowed, match="moderators"):
        give_back(by=helper, post=answer, now=now)
    assert give_back(by=moderator, post=answer, now=now) is True
    cast_vote(by=stranger, post=answer, value=1, now=now)
    assert total(helper) == 10


def test_who_may_comment_may_edit_it(answer, helper, stranger, now):
    assert not rules.may_edit(stranger, answer, 30, now)
    give_to_community(by=helper, post=answer, now=now)
    assert rules.may_edit(stranger, Answer.objects.get(), 30, now)


def test_the_card_says_so_in_both_languages(question, answer, helper, now):
    give_to_community(by=helper, post=answer, now=now)
    assert "Belongs to the community" in answer.cards.get(language="en").html
    assert answer.cards.filter(html__contains="i-people").count() == 2


def test_the_author_hears_what_a_moderator_gave_away(answer, helper, moderator, now):
    give_to_community(by=moderator, post=answer, now=now)
    announcing.announce(now)
    told = Notification.objects.get(kind="post-moved")
    assert (told.member, told.actor, told.details["variant"]) == (helper, None, "communal")
    assert letters.sentence(told).startswith("A moderator gave what you wrote to the community")


@pytest.mark.parametrize("noun", ["question", "answer"])
@pytest.mark.parametrize("person", ["stranger", "employee", "agent", "lead"])
def test_others_give_nothing_away(request, question, answer, now, person, noun):
    post = {"question": question, "answer": answer}[noun]
    with pytest.raises(NotAllowed):
        give_to_community(by=request.getfixturevalue(person), post=post, now=now)
