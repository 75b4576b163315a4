"""Masking what is personal in a post: everywhere it ever stood, by moderators only."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models

from community.events.models import Event
from community.lib import clock
from community.notifications import letters
from community.notifications.models import Notification
from forum import announcing
from forum.actions.comment import add_comment
from forum.actions.delete import delete_post
from forum.actions.edit import edit_answer, edit_question
from forum.actions.keeping import keep_draft
from forum.actions.redact import redact
from forum.actions.revising import latest_number
from forum.actions.suggest import suggest_edit
from forum.models import Answer, Comment, Door, Question, Revision
from forum.models.drafts import place_of_edit
from forum.rules import NotAllowed
from tests.builders import BODY, make_answer, make_comment, make_question

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)
MARKER = "06-12345678"
MASKED = "06-••••••78"


def stands_anywhere(words: str) -> list[str]:
    """Every column of every table that holds these words."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                values = model._base_manager.values_list(field.name, flat=True)
                found += [f"{model.__name__}.{field.name}" for value in values if words in str(value)]
    return found


@pytest.fixture
def told_everywhere(board, asker, helper, moderator, now):
    """A question with a number in its title, its text, a version, a suggestion, a draft and what was told."""
    question = make_question(
        board=board, by=asker, now=now, title=f"Call me on {MARKER} please", body=f"{BODY} {MARKER}"
    )
    edit_question(
        by=asker, question=question, title=f"Please call me on {MARKER}", body=f"{BODY} Tel. {MARKER} or {MARKER}",
        tags=["fibre"], reason=f"My number is {MARKER}", seen=latest_number(question), now=now + LATER,
    )  # fmt: skip
    suggest_edit(
        by=helper, post=question, title=f"Call {MARKER}", body=f"{BODY} Better: {MARKER}", tags=["fibre"],
        reason="Reads better", seen=latest_number(question), now=now + LATER,
    )  # fmt: skip
    keep_draft(by=asker, place=place_of_edit(question), fields={"body": f"Still {MARKER}"}, now=now + LATER)
    announcing.announce(now + LATER)
    return question


def test_nothing_is_left_of_it_anywhere(told_everywhere, moderator, now):
    question = told_everywhere
    assert stands_anywhere(MARKER)
    assert redact(by=moderator, post=question, now=now + 2 * LATER) == 1
    assert stands_anywhere(MARKER) == []
    question.refresh_from_db()
    assert question.title == f"Please call me on {MASKED}"
    assert "12345678" not in question.path()
    assert MASKED in question.body_html
    assert all(MASKED in body for body in Revision.objects.values_list("body", flat=True))


def test_an_answer_and_a_comment(question, helper, asker, moderator, now):
    answer = make_answer(question=question, by=helper, body=f"Call my cousin on {MARKER}.", now=now)
    edit_answer(
        by=helper, answer=answer, body="Call my cousin, he knows all.", reason="", seen=latest_number(answer),
        now=now + LATER,
    )  # fmt: skip
    comment = make_comment(question=question, by=asker, body=f"Is {MARKER} yours?", answer=answer, now=now)
    announcing.announce(now + LATER)
    assert redact(by=moderator, post=answer, now=now + LATER) == 1
    assert redact(by=moderator, post=comment, now=now + LATER) == 1
    assert stands_anywhere(MARKER) == []
    assert Comment.objects.get().body == f"Is {MASKED} yours?"
    assert Answer.objects.get().body == "Call my cousin, he knows all."


def test_the_author_is_told_without_a_name_and_the_page_says_so(
    told_everywhere, client, asker, moderator, now
):
    redact(by=moderator, post=told_everywhere, now=now + 2 * LATER)
    announcing.announce(now + 2 * LATER)
    told = Notification.objects.get(kind="post-redacted")
    assert (told.member, told.actor) == (asker, None)
    assert "masked personal data" in letters.sentence(told)
    assert "Personal data was masked" in client.get(Question.objects.get().path()).content.decode()


def test_twice_is_once_and_nothing_personal_is_nothing(told_everywhere, answer, moderator, now):
    assert redact(by=moderator, post=told_everywhere, now=now) == 1
    assert redact(by=moderator, post=told_everywhere, now=now) == 0
    assert redact(by=moderator, post=answer, now=now) == 0


def test_the_companys_number_stays(question, moderator, asker, now):
    Door.objects.create(name="Telephone", line="088 000 1234", link="")
    add_comment(by=asker, question=question, body="I called 088-0001234.", form_key=None, now=now)
    assert redact(by=moderator, post=Comment.objects.get(), now=now) == 0


@pytest.mark.parametrize("role", ["asker", "helper", "employee", "agent", "lead"])
def test_only_moderators(told_everywhere, request, role, now):
    with pytest.raises(NotAllowed):
        redact(by=request.getfixturevalue(role), post=told_everywhere, now=now)


def test_one_press_on_the_history(told_everywhere, client, helper, moderator):
    path = f"/questions/{told_everywhere.pk}/history/"
    assert "Mask it in every version" not in client.get(path).content.decode()
    client.force_login(helper)
    assert "Mask it in every version" not in client.get(path).content.decode()
    client.post(f"{path}redact/")
    assert MARKER in client.get(path).content.decode()
    client.force_login(moderator)
    page = client.get(path).content.decode()
    assert "Mask it in every version" in page and MARKER in page
    page = client.post(f"{path}redact/", follow=True).content.decode()
    assert MARKER not in page and MASKED in page
    assert "Mask it in every version" not in page


def test_the_draft_of_a_better_comment_is_masked_too(comment_with_number, asker, moderator, now):
    keep_draft(by=asker, place=place_of_edit(comment_with_number), fields={"body": f"Or {MARKER}"}, now=now)
    assert redact(by=moderator, post=comment_with_number, now=now) == 1
    assert stands_anywhere(MARKER) == []


def main_of(page: str) -> str:
    """What stands in the middle of a page."""
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def comment_with_number(question, asker, helper, now):
    """A comment under an answer, which the answer's author was told of."""
    answer = make_answer(question=question, by=helper, now=now)
    return make_comment(
        question=question, by=asker, body=f"Call me on {MARKER}, any time.", answer=answer, now=now
    )


def test_one_press_on_a_comment(comment_with_number, client, moderator, now):
    comment, thread = comment_with_number, comment_with_number.question.path()
    path = f"/comments/{comment.pk}/redact/"
    client.force_login(moderator)
    assert f'href="{path}"' in client.get(thread).content.decode()
    page = client.get(path).content.decode()
    assert MARKER in page and MASKED in page and "Telephone number" in page
    reply = client.post(path)
    assert reply.url == f"{thread}#comment-{comment.pk}"
    page = client.get(thread).content.decode()
    assert "Masked: 1 thing." in page and MARKER not in page and MASKED in page
    assert "Personal data was masked in a comment" in page
    again = client.get(path).content.decode()
    assert "Nothing personal was found" in again and "<form" not in main_of(again)
    assert "Nothing here is personal any more." in client.post(path, follow=True).content.decode()
    assert Event.objects.filter(kind="comment.redacted", subject=comment.subject).count() == 1


def test_the_author_of_the_comment_is_told(comment_with_number, client, asker, moderator):
    client.force_login(moderator)
    client.post(f"/comments/{comment_with_number.pk}/redact/")
    announcing.announce(clock.now())
    told = Notification.objects.get(kind="post-redacted")
    assert (told.member, told.actor) == (asker, None)
    assert told.link.endswith(f"#comment-{comment_with_number.pk}")


@pytest.mark.parametrize("role", ["asker", "helper", "stranger", "employee", "agent", "lead"])
def test_only_moderators_mask_a_comment(comment_with_number, client, request, role):
    path, thread = f"/comments/{comment_with_number.pk}/redact/", comment_with_number.question.path()
    client.force_login(request.getfixturevalue(role))
    assert path not in client.get(thread).content.decode()
    page = client.post(path, follow=True).content.decode()
    assert "Only moderators mask what others wrote." in page and MARKER in page
    assert client.get(path).status_code == 302


def test_a_visitor_masks_nothing(comment_with_number, client):
    path = f"/comments/{comment_with_number.pk}/redact/"
    assert path not in client.get(comment_with_number.question.path()).content.decode()
    assert client.post(path).url.startswith("/accounts/login/")


def test_a_deleted_comment_can_be_masked(comment_with_number, client, asker, manager, now):
    delete_post(by=asker, post=comment_with_number, now=now)
    client.force_login(manager)
    path = f"/comments/{comment_with_number.pk}/redact/"
    assert MARKER in client.get(path).content.decode()
    client.post(path)
    assert stands_anywhere(MARKER) == []


def test_moderators_find_the_way_from_a_post_that_was_never_edited(question, client, moderator, helper):
    way = f'href="/questions/{question.pk}/history/#redact"'
    client.force_login(helper)
    assert way not in client.get(question.path()).content.decode()
    client.force_login(moderator)
    assert way in client.get(question.path()).content.decode()
    page = client.get(f"/questions/{question.pk}/history/").content.decode()
    assert "No version says anything personal" in page
    client.force_login(helper)
    assert "No version says" not in client.get(f"/questions/{question.pk}/history/").content.decode()
