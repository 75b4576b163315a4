"""Pages on which words of others are changed: editing, suggesting, tags, comments; each says who may."""

from datetime import timedelta

import pytest

from community.lib import clock
from forum.models import Comment, Question, Revision, Suggestion
from tests.builders import BODY, make_comment, make_member

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=10)
BETTER = BODY + " It began on Monday."


def field(page: str, name: str) -> str:
    """The value of a hidden field."""
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def filled(client, path, **words) -> dict:
    """The form of an edit page as a browser would send it, with other words."""
    page = client.get(path).content.decode()
    form = {
        "title": "My fibre connection drops every evening",
        "body": BETTER,
        "tags": "fibre",
        "reason": "Since when",
    }
    return form | {"seen": field(page, "seen"), "seen_text": field(page, "seen_text")} | words


def test_a_stranger_suggests_a_better_text(signed_in, question, stranger):
    client, path = signed_in(stranger), f"/questions/{question.pk}/edit/"
    page = client.get(path).content.decode()
    assert "Suggest a better text" in page and "This question is in" not in page
    reply = client.post(path, filled(client, path, reason=""))
    assert reply.status_code == 400 and BETTER in reply.content.decode()
    reply = client.post(path, filled(client, path), follow=True)
    assert "Your suggestion waits here" in reply.content.decode()
    assert (Suggestion.objects.get().by, Question.objects.get().body) == (stranger, BODY)
    again = client.get(path).content.decode()
    assert BETTER in again and "Sending it in again replaces it." in again


def test_who_edits_is_shown_what_waits(signed_in, question, asker, stranger, now):
    suggestion = Suggestion.objects.create(
        question=question, by=stranger, at=now, seen=1, title="T", body=BETTER
    )
    assert suggestion.path() in signed_in(asker).get(f"/questions/{question.pk}/edit/").content.decode()


def test_who_may_neither_edit_nor_suggest_is_told_so(signed_in, question):
    silenced = make_member("Silent", silenced_until=clock.now() + timedelta(days=1))
    reply = signed_in(silenced).get(f"/questions/{question.pk}/edit/", follow=True)
    assert "You can not edit this question." in reply.content.decode()


def test_a_conflict_of_titles_keeps_both(signed_in, question, asker, moderator):
    first, second, path = signed_in(moderator), signed_in(asker), f"/questions/{question.pk}/edit/"
    mine = filled(second, path, title="My own better title here", body=BODY)
    first.post(path, filled(first, path, title="The moderator was quicker", body=BODY))
    reply = second.post(path, mine)
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "The moderator was quicker" in page and "My own better title here" in page
    # Once both were seen, saving is a decision.
    mine |= {"seen": field(page, "seen"), "seen_text": field(page, "seen_text")}
    assert second.post(path, mine).status_code == 302
    assert Question.objects.get().title == "My own better title here"


def test_the_language_is_chosen_while_editing(signed_in, question, asker):
    client, path = signed_in(asker), f"/questions/{question.pk}/edit/"
    assert '<option value="en" selected>English</option>' in client.get(path).content.decode()
    client.post(path, filled(client, path, language="nl"))
    assert (Question.objects.get().language, Question.objects.get().language_chosen) == ("nl", True)


@pytest.mark.parametrize("person", ["agent", "employee", "stranger"])
def test_tags_have_a_page_of_their_own(request, signed_in, question, person):
    client, path = signed_in(request.getfixturevalue(person)), f"/questions/{question.pk}/tags/"
    page = client.get(path).content.decode()
    assert 'value="fibre"' in page
    assert client.post(path, {"tags": "", "seen": "fibre"}).status_code == 400
    assert client.post(path, {"tags": "wifi", "seen": "modem"}).status_code == 400
    reply = client.post(path, {"tags": "wifi, modem", "seen": "fibre"})
    assert reply["Location"] == question.path()
    assert Revision.objects.get(number=2).tags == "modem wifi"


def test_a_comment_is_put_right_on_a_page(signed_in, question, asker, helper, now):
    comment = make_comment(question=question, by=asker, now=now, body="Same hear.")
    Comment.objects.update(created_at=clock.now())
    client, path = signed_in(asker), f"/comments/{comment.pk}/edit/"
    assert "Same hear." in client.get(path).content.decode()
    assert client.post(path, {"body": "x"}).status_code == 400
    reply = client.post(path, {"body": "Same here."})
    assert reply["Location"] == f"{question.path()}#comment-{comment.pk}"
    assert Comment.objects.get().body == "Same here."
    reply = signed_in(helper).post(path, {"body": "Not mine."})
    assert reply.status_code == 400 and "Not mine." in reply.content.decode()
    assert Comment.objects.get().body == "Same here."


@pytest.mark.parametrize(
    "path", ["/questions/1/edit/", "/questions/1/tags/", "/comments/1/edit/", "/review/"]
)
def test_visitors_sign_in_first(client, db, path):
    assert client.get(path)["Location"].startswith("/accounts/login/")
