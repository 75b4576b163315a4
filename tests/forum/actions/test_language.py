"""Saying which language a question is in."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from forum import rules
from forum.actions.language import change_language
from forum.actions.visibility import hide_post
from forum.models import Card, Question
from forum.rules import NotAllowed
from reputation.levels import Ability, points_needed
from tests.builders import make_member
from tests.forum.actions.ledgers import kinds

pytestmark = pytest.mark.django_db


def language_of(question) -> str:
    return Question.objects.get(pk=question.pk).language


def test_the_asker_says_it_and_the_timeline_tells(question, answer, asker, now):
    Question.objects.update(index_due_at=None)
    change_language(by=asker, question=question, language="nl", now=now)
    again = Question.objects.get(pk=question.pk)
    assert (again.language, again.language_chosen, again.language_due_at) == ("nl", True, None)
    assert again.index_due_at is not None
    event = Event.objects.get(kind="question.language")
    assert (event.actor, event.details) == (asker, {"language": "Nederlands", "code": "nl", "before": "en"})
    cards = Card.objects.filter(question=question, language="en")
    assert cards.count() == 2 and all('lang="nl"' in card.html for card in cards)


@pytest.mark.parametrize("who", ["employee", "agent", "lead", "moderator", "manager"])
def test_everyone_who_works_here_may_say_it(request, question, now, who):
    change_language(by=request.getfixturevalue(who), question=question, language="ar", now=now)
    assert language_of(question) == "ar"


def test_who_may_not_edit_tags_may_not_say_it_either(question, stranger, now):
    assert rules.may_change_language(stranger, question, points_needed(Ability.EDIT_TAGS), now)
    assert not rules.may_change_language(stranger, question, points_needed(Ability.EDIT_TAGS) - 1, now)
    assert not rules.may_change_language(None, question, 0, now)


def test_nobody_says_it_while_silenced_or_of_what_is_hidden(question, asker, stranger, moderator, now):
    silenced = make_member("Silent", silenced_until=now + timedelta(days=1), is_moderator=True)
    with pytest.raises(NotAllowed):
        change_language(by=silenced, question=question, language="nl", now=now)
    hide_post(by=moderator, post=question, reason="It names a person", now=now)
    for member in (asker, stranger):
        with pytest.raises(NotAllowed):
            change_language(by=member, question=question, language="nl", now=now)
    assert language_of(question) == "en"


@pytest.mark.parametrize("language", ["", "xx", "nl-NL", "English", "en\x00"])
def test_only_a_language_on_the_list(question, asker, now, language):
    with pytest.raises(ValidationError):
        change_language(by=asker, question=question, language=language, now=now)


def test_saying_what_was_guessed_settles_it_without_an_event(question, asker, now):
    change_language(by=asker, question=question, language="en", now=now)
    assert Question.objects.get(pk=question.pk).language_chosen
    assert kinds(question) == ["question.asked"]
