"""Putting a comment right: for a quarter of an hour, and everyone sees it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from forum.actions.edit_comment import edit_comment
from forum.actions.merging import Said, fingerprint
from forum.models import Card, Comment
from forum.rules import NotAllowed
from tests.builders import make_comment
from tests.forum.actions.ledgers import kinds

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=15)


@pytest.fixture
def comment(question, asker, now):
    return make_comment(question=question, by=asker, now=now, body="Same hear at home.")


def test_a_comment_is_put_right(question, comment, asker, now):
    edit_comment(by=asker, comment=comment, body="Same **here** at home.", now=now + LATER)
    again = Comment.objects.get()
    assert "<strong>here</strong>" in again.body_html
    assert (again.edited_at, again.edited_by) == (now + LATER, asker)
    assert kinds(question)[-1] == "comment.edited"
    card = Card.objects.get(question=question, answer=None, language="en")
    assert "· edited" in card.html and "<strong>here</strong>" in card.html


def test_later_only_by_moderators(comment, asker, helper, moderator, now):
    for by, moment in ((asker, now + LATER + timedelta(seconds=1)), (helper, now)):
        with pytest.raises(NotAllowed):
            edit_comment(by=by, comment=comment, body="Same here at home.", now=moment)
    edit_comment(by=moderator, comment=comment, body="Same here at home.", now=now + timedelta(days=9))
    assert Comment.objects.get().author == asker


def test_the_same_text_changes_nothing(question, comment, asker, now):
    edit_comment(by=asker, comment=comment, body=" Same hear at home. ", now=now)
    assert Comment.objects.get().edited_at is None and kinds(question)[-1] == "comment.posted"


def test_nobody_overwrites_what_they_have_not_seen(comment, asker, moderator, now):
    opened = fingerprint(Said(comment.body))
    edit_comment(
        by=moderator, comment=comment, body="Same here, says a neighbour.", now=now, seen_text=opened
    )
    with pytest.raises(ValidationError, match="says a neighbour"):
        edit_comment(by=asker, comment=comment, body="Same here at mine.", now=now, seen_text=opened)


@pytest.mark.parametrize("body", ["", "abc", "x" * 1001, "No\x00 database keeps it"])
def test_what_will_not_do(comment, asker, now, body):
    with pytest.raises(ValidationError):
        edit_comment(by=asker, comment=comment, body=body, now=now)
