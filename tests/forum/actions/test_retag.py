"""Other tags: chosen by those who know the words, kept in the history, and counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.tags.models import Synonym, Tag
from forum.actions.retag import retag_question
from forum.actions.visibility import hide_post, restore_post
from forum.models import Question, Revision
from forum.rules import NotAllowed
from tests.builders import make_member

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=10)


def retag(question, by, now, tags, seen=("fibre",)):
    return retag_question(by=by, question=question, tags=tags, seen=seen, reason="Clearer", now=now)


@pytest.mark.parametrize("person", ["asker", "agent", "employee", "moderator", "stranger"])
def test_tags_change_and_words_stay(request, question, now, person):
    Synonym.objects.create(slug="router", tag=Tag.objects.create(slug="modem"))
    by = request.getfixturevalue(person)
    revision = retag(question, by, now + LATER, ["router", "wifi"])
    again = Question.objects.get(pk=question.pk)
    assert sorted(again.tags.values_list("slug", flat=True)) == ["modem", "wifi"]
    assert (again.body, again.edited_at) == (question.body, None)
    assert (revision.number, revision.by, revision.tags, revision.body) == (
        2,
        by,
        "modem wifi",
        question.body,
    )
    event = Event.objects.get(kind="question.retagged")
    assert event.details == {"revision": 2, "added": ["modem", "wifi"], "removed": ["fibre"]}
    assert dict(Tag.objects.values_list("slug", "question_count")) == {"fibre": 0, "modem": 1, "wifi": 1}


def test_the_same_tags_are_no_change(question, asker, now):
    assert retag(question, asker, now, ["Fibre"]) is None
    assert Revision.objects.count() == 1 and not Event.objects.filter(kind="question.retagged").exists()


def test_who_did_not_see_the_present_tags_is_told_them(question, asker, moderator, now):
    retag(question, moderator, now, ["wifi"])
    with pytest.raises(ValidationError, match="They are now: wifi"):
        retag(question, asker, now, ["modem"])


@pytest.mark.parametrize("tags", [[], ["a", "b", "c", "d", "e", "f"], ["!!"]])
def test_what_will_not_do(question, asker, now, tags):
    with pytest.raises(ValidationError):
        retag(question, asker, now, tags)


def test_who_may_not(question, now):
    silenced = make_member("Silent", silenced_until=now + LATER)
    with pytest.raises(NotAllowed):
        retag(question, silenced, now, ["wifi"])


def test_tags_of_a_hidden_question_are_not_counted(question, moderator, now):
    hide_post(by=moderator, post=question, reason="Off the subject", now=now)
    retag_question(by=moderator, question=question, tags=["modem"], seen=["fibre"], now=now)
    assert dict(Tag.objects.values_list("slug", "question_count")) == {"fibre": 0, "modem": 0}
    restore_post(by=moderator, post=question, reason="On the subject", now=now)
    assert dict(Tag.objects.values_list("slug", "question_count")) == {"fibre": 0, "modem": 1}
