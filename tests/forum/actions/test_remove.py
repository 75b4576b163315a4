"""Removing for good: the words are nowhere afterwards, and the trace is."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from community.notifications import letters
from community.notifications.models import Notification
from forum import announcing
from forum.actions.attach import remove_orphans
from forum.actions.comment import add_comment
from forum.actions.delete import delete_post, undelete_post
from forum.actions.edit import edit_answer, edit_question
from forum.actions.remove import remove_post
from forum.actions.revising import latest_number
from forum.actions.suggest import suggest_edit
from forum.actions.visibility import hide_post, restore_post
from forum.models import (
    Answer,
    Attachment,
    AttachmentUse,
    BoardField,
    Comment,
    Draft,
    FieldValue,
    Question,
    Suggestion,
)
from forum.rules import NotAllowed
from forum.search import face, indexing
from tests.builders import BODY, make_answer, make_comment, make_question

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)
REASON = "It tells where somebody lives"
MARKER = "Zilvermeeuwstraat"
TEXT = (models.CharField, models.TextField, models.JSONField)


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def places_of(marker: str) -> list[str]:
    """Every column of every table that holds the marker."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXT):
                values = model._base_manager.values_list(field.attname, flat=True)
                if any(marker.lower() in str(value).lower() for value in values if value):
                    found.append(f"{model._meta.label}.{field.name}")
    return found


@pytest.fixture
def thread(board, asker, helper, stranger, now):
    """A question whose title, texts, revisions, suggestions and notifications all say the marker."""
    question = make_question(
        board=board, by=asker, now=now, title=f"Who lives at {MARKER} 12?", body=f"{MARKER} {BODY}"
    )
    edit_question(
        by=asker, question=question, title=f"Who is at {MARKER} 12 now?", body=f"{MARKER}! {BODY}", tags=["fibre"],
        reason=f"about {MARKER}", seen=latest_number(question), now=now,
    )  # fmt: skip
    answer = make_answer(question=question, by=helper, now=now, body=f"At {MARKER} nobody lives any more.")
    edit_answer(
        by=helper,
        answer=answer,
        body=f"At {MARKER} lives a friend.",
        reason=MARKER,
        seen=latest_number(answer),
        now=now,
    )
    comment = make_comment(question=question, by=stranger, now=now, body=f"I know {MARKER} well.")
    for post, about in ((question, None), (answer, answer)):
        Suggestion.objects.create(
            question=question,
            answer=about,
            by=stranger,
            at=now,
            seen=2,
            title=MARKER,
            body=MARKER,
            reason=MARKER,
        )
        Draft.objects.create(
            member=stranger, place=f"edit:{post.subject}", fields={"body": MARKER}, kept_at=now
        )
    field = BoardField.objects.create(board=board, slug="street", label="Street")
    FieldValue.objects.create(question=question, field=field, value=MARKER)
    announcing.announce(now)
    return question, answer, comment


def gone(post, moderator, now) -> None:
    hide_post(by=moderator, post=post, reason=REASON, now=now)
    remove_post(by=moderator, post=post, reason=REASON, now=now)
    announcing.announce(now)
    indexing.catch_up()


def test_the_words_of_a_whole_thread_are_nowhere(client, thread, moderator, asker, now):
    question, answer, comment = thread
    indexing.catch_up()
    assert places_of(MARKER) and face.similar(MARKER)
    for post in (comment, answer, question):
        gone(post, moderator, now + LATER)
    assert places_of(MARKER) == []
    assert face.similar(MARKER) == []
    for reader in (None, asker, moderator):
        if reader:
            client.force_login(reader)
        page = client.get(f"/questions/{question.pk}/", follow=True)
        assert MARKER not in page.content.decode()
        assert MARKER.lower() not in client.get("/notifications/", follow=True).content.decode().lower()


@pytest.mark.parametrize("noun", [0, 1, 2], ids=["question", "answer", "comment"])
def test_what_others_wrote_stays(thread, moderator, now, noun):
    post = thread[noun]
    gone(post, moderator, now + LATER)
    for other in thread:
        other.refresh_from_db()
        assert bool(other.body) is (other != post)
    assert (post.removed_at, post.removed_by) == (now + LATER, moderator)
    assert (post.body, post.body_html) == ("", "")


def test_letters_about_it_stay_unsent_and_the_author_reads_why(
    thread, asker, helper, moderator, mailoutbox, now
):
    question, answer, _comment = thread
    gone(answer, moderator, now + LATER)
    gone(question, moderator, now + LATER)
    assert not Notification.objects.filter(kind="answer-posted").exclude(letter_due_at=None).exists()
    told = Notification.objects.get(kind="post-removed", member=asker)
    assert letters.sentence(told).count("a removed question") == 1 and REASON in letters.sentence(told)
    letters.deliver(now + LATER)
    assert mailoutbox and all(MARKER not in letter.subject + letter.body for letter in mailoutbox)


def test_it_never_comes_back(thread, asker, moderator, now):
    question = thread[0]
    gone(question, moderator, now)
    for act, by in ((restore_post, moderator), (undelete_post, asker)):
        reason = {"reason": REASON} if act is restore_post else {}
        with pytest.raises(NotAllowed):
            act(by=by, post=Question.objects.get(pk=question.pk), now=now, **reason)
    assert remove_post(by=moderator, post=question, reason=REASON, now=now) is False
    assert hide_post(by=moderator, post=question, reason=REASON, now=now) is False


def test_what_its_author_deleted_can_be_removed_too(answer, helper, moderator, now):
    delete_post(by=helper, post=answer, now=now)
    remove_post(by=moderator, post=answer, reason=REASON, now=now)
    with pytest.raises(NotAllowed):
        undelete_post(by=helper, post=answer, now=now)
    assert not Answer.objects.visible_to(helper).exists()


def test_it_is_hidden_first_and_for_a_reason(answer, moderator, now):
    with pytest.raises(NotAllowed, match="Hide it first"):
        remove_post(by=moderator, post=answer, reason=REASON, now=now)
    hide_post(by=moderator, post=answer, reason=REASON, now=now)
    with pytest.raises(ValidationError):
        remove_post(by=moderator, post=answer, reason=" no ", now=now)
    assert Answer.objects.get().body


@pytest.mark.parametrize("person", ["asker", "helper", "stranger", "employee", "agent", "lead"])
def test_only_moderators_remove(request, answer, moderator, now, person):
    by = request.getfixturevalue(person)
    hide_post(by=moderator, post=answer, reason=REASON, now=now)
    with pytest.raises(NotAllowed, match="Only moderators"):
        remove_post(by=by, post=answer, reason=REASON, now=now)


def test_its_pictures_go_with_the_next_sweep(question, helper, moderator, now):
    shot = Attachment.objects.create(
        member=helper,
        name="ab/abcdefabcdefabcdefabcdefabcdefab-800x600.webp",
        width=8,
        height=6,
        bytes=9,
        created_at=now,
    )
    answer = make_answer(question=question, by=helper, now=now)
    AttachmentUse.objects.create(attachment=shot, subject=answer.subject)
    hide_post(by=moderator, post=answer, reason=REASON, now=now)
    assert remove_orphans(now=now + 100 * LATER) == 0
    remove_post(by=moderator, post=answer, reason=REASON, now=now)
    assert remove_orphans(now=now + 100 * LATER) == 1


def test_the_same_title_elsewhere_keeps_its_address(thread, board, stranger, moderator, now):
    other = make_question(board=board, by=stranger, now=now, title=f"Who is at {MARKER} 12 now?")
    gone(thread[0], moderator, now)
    assert other.path() == Question.objects.get(pk=other.pk).path()
    assert Question.objects.get(pk=thread[0].pk).path() == f"/questions/{thread[0].pk}/question/"


def test_a_comment_under_a_removed_answer_counts_as_before(question, answer, stranger, moderator, now):
    add_comment(
        by=stranger, question=question, answer=answer, body="Thank you for this.", form_key=None, now=now
    )
    gone(answer, moderator, now)
    assert Answer.objects.get().comment_count == Comment.objects.count() == 1


def test_nobody_goes_on_being_told_of_a_suggestion_for_what_is_gone(answer, stranger, moderator, now):
    suggest_edit(
        by=stranger, post=answer, body="Set the time to five at night.", reason="It moved", seen=1, now=now
    )
    announcing.announce(now)
    told = Notification.objects.filter(kind="suggestion-made")
    assert told.unread().exists()
    hide_post(by=moderator, post=answer, reason=REASON, now=now)
    remove_post(by=moderator, post=answer, reason=REASON, now=now + LATER)
    assert not told.unread().exists()
