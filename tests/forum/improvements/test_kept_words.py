"""What was typed is there again: after signing in, after a refusal, and when it was too much in a short time."""

from urllib.parse import parse_qs, urlsplit

import pytest

from community.lib import throttle
from forum.improvements.models import Compliment

pytestmark = pytest.mark.django_db
WORDS = "That saved my whole evening, and that of my neighbour too."


def after_signing_in(client, member, address, typed):
    """The page one comes back to who sent a form without being signed in."""
    reply = client.post(address, typed)
    assert reply.status_code == 302
    assert reply.url.startswith("/accounts/login/?next=")
    (page,) = parse_qs(urlsplit(reply.url).query)["next"]
    client.force_login(member)
    shown = client.get(page)
    assert shown.status_code == 200
    return shown.content.decode()


def test_thanks(client, asker, answer):
    assert WORDS in after_signing_in(client, asker, f"/thanks/{answer.pk}/", {"words": WORDS})


def test_a_learning(client, employee, question):
    typed = {"said": "Two systems send the same letter.", "cause": "sent twice"}
    shown = after_signing_in(client, employee, f"/learnings/{question.pk}/", typed)
    assert typed["said"] in shown
    assert typed["cause"] in shown


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("state", {"state": "doing", "public_line": "One letter from May on."}),
        ("note", {"body": "The supplier is asked."}),
        ("add", {"question": "no-such-thing"}),
    ],
)
def test_what_is_said_about_an_improvement(client, manager, improvement, verb, typed):
    shown = after_signing_in(client, manager, f"{improvement.path()}{verb}/", typed)
    assert list(typed.values())[-1] in shown


def test_a_number_that_is_no_question(client, manager, improvement):
    client.force_login(manager)
    page = client.post(f"{improvement.path()}add/", {"question": "no-such-thing"})
    assert page.status_code == 400
    assert "no-such-thing" in page.content.decode()
    assert "There is no such question" in page.content.decode()


def test_too_many_thanks_in_a_short_time(client, asker, answer, monkeypatch):
    monkeypatch.setattr(throttle, "COMMENT", throttle.Limit("comment", 0, 3600))
    client.force_login(asker)
    page = client.post(f"/thanks/{answer.pk}/", {"words": WORDS})
    assert page.status_code == 400
    assert WORDS in page.content.decode()
    assert not Compliment.objects.exists()
