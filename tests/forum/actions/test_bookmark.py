"""Bookmarks: kept with a note, one per post, private, and not without end."""

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from forum.actions import bookmark
from forum.actions.bookmark import keep_post, remove_bookmark
from forum.models import Answer, Bookmark, Question
from forum.queries.bookmarks import bookmark_page
from forum.rules import NotAllowed

pytestmark = pytest.mark.django_db


def page(member, **query):
    return bookmark_page(query, member=member, language="en")


def test_a_question_and_its_answer_are_kept_apart(question, answer, stranger, now):
    keep_post(by=stranger, post=question, note="for the new house", now=now)
    keep_post(by=stranger, post=answer, note="", now=now)
    keep_post(by=stranger, post=question, note="for the old house", now=now)
    assert Bookmark.objects.filter(member=stranger).count() == 2
    lines = page(stranger).lines
    assert [(line.path, line.note) for line in lines] == [
        (answer.path(), ""),
        (f"/questions/{question.pk}/", "for the old house"),
    ]
    assert lines[0].answered_by == answer.author.name


def test_it_leaves_no_trace_for_others(question, stranger, helper, now):
    before = Event.objects.count()
    keep_post(by=stranger, post=question, note="mine", now=now)
    assert Event.objects.count() == before
    assert page(helper).lines == []


def test_one_removes_only_ones_own(question, stranger, helper, now):
    kept = keep_post(by=stranger, post=question, note="", now=now)
    with pytest.raises(NotAllowed):
        remove_bookmark(by=helper, bookmark=kept)
    remove_bookmark(by=stranger, bookmark=kept)
    assert not Bookmark.objects.exists()


def test_a_note_that_is_too_long_is_refused_in_words(question, stranger, now):
    with pytest.raises(ValidationError, match="300"):
        keep_post(by=stranger, post=question, note="x" * 301, now=now)


def test_there_is_an_end_to_keeping(monkeypatch, question, answer, stranger, now):
    monkeypatch.setattr(bookmark, "MOST", 1)
    keep_post(by=stranger, post=question, note="", now=now)
    keep_post(by=stranger, post=question, note="a note is no second bookmark", now=now)
    with pytest.raises(ValidationError, match="Remove some"):
        keep_post(by=stranger, post=answer, note="", now=now)


def test_what_can_not_be_seen_can_not_be_kept(question, stranger, now):
    question.hidden_at = now
    with pytest.raises(NotAllowed):
        keep_post(by=stranger, post=question, note="", now=now)


@pytest.mark.parametrize("taken", ["question", "answer"])
def test_what_was_taken_away_shows_the_note_but_not_the_title(
    question, answer, stranger, moderator, now, taken
):
    for member in (stranger, moderator):
        keep_post(by=member, post=answer, note="remember this", now=now)
    {"question": Question, "answer": Answer}[taken].objects.update(hidden_at=now)
    (line,) = page(stranger).lines
    assert (line.path, line.title, line.note) == ("", "", "remember this")
    assert page(moderator).lines[0].title == question.title
    assert page(stranger, q="fibre").lines == []
    assert len(page(stranger, q="remember").lines) == 1


def test_words_are_found_in_titles_and_notes(board, question, answer, stranger, now):
    keep_post(by=stranger, post=question, note="for my neighbour", now=now)
    assert len(page(stranger, q="EVENING neighbour").lines) == 1
    assert page(stranger, q="evening gas").lines == []
    assert page(stranger, q="100%").lines == page(stranger, q="_").lines == []
    assert page(stranger, q="\x00").words == ""
