"""Webcare writes down what a customer asked: it is the customer's question, and they hear how to come in."""

import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.members.models import Member
from community.notifications import letters
from community.notifications.models import Notification
from forum import announcing
from forum.actions.ask import ask_question
from forum.models import Card, Follow, Question, Revision
from forum.rules import NotAllowed
from tests import builders

pytestmark = pytest.mark.django_db


def write_down(by, board, now, email, **given):
    return ask_question(
        by=by, board=board, title="Which plug does the new meter need?", body=builders.BODY, tags=["meter"],
        form_key=given.pop("form_key", None), now=now, for_email=email, **given,
    )  # fmt: skip


def test_it_is_the_customers_question_written_down_by_the_agent(agent, asker, board, now):
    question = write_down(agent, board, now, asker.email.upper())
    assert (question.author, question.asked_for_by) == (asker, agent)
    assert Revision.objects.get(question=question).by == agent
    assert list(Follow.objects.filter(question=question).values_list("member", flat=True)) == [asker.pk]
    events = Event.objects.filter(thread=question.subject).order_by("id")
    assert [(event.kind, event.actor) for event in events] == [
        ("question.asked", asker),
        ("question.written_down", agent),
    ]
    assert events[0].details == {"written_by": agent.pk}
    card = Card.objects.get(question=question, answer=None, language="en")
    assert agent.pk in card.people and "Written down by" in card.html


def test_a_member_is_told_as_of_any_news(agent, asker, board, now):
    question = write_down(agent, board, now, asker.email)
    announcing.announce(now)
    told = Notification.objects.get(member=asker)
    assert (told.kind, told.actor, told.link) == (
        "question-written-down",
        agent,
        f"/questions/{question.pk}/",
    )
    assert not mail.outbox


def test_an_unknown_address_becomes_an_account_without_a_password(agent, board, now, client):
    question = write_down(agent, board, now, "Piet.Klaassen-1970@example.com")
    piet = question.author
    assert (piet.email, piet.name) == ("piet.klaassen-1970@example.com", "Piet")
    assert not piet.has_usable_password() and piet.joined_at == now
    assert announcing.announce(now) and not announcing.announce(now)
    (letter,) = mail.outbox
    assert letter.to == [piet.email] and question.title in letter.subject
    assert "Nienke of Webcare" in letter.body and f"/questions/{question.pk}/" in letter.body
    path = re.search(r"http://[^/]+(/welcome/\S+)", letter.body)[1]
    reply = client.get(path)
    assert reply["Location"].startswith("/accounts/password/reset/key/")
    assert piet.emailaddress_set.get().verified


def test_the_letter_leads_to_a_password_and_after_that_to_signing_in(agent, board, now, client):
    piet = write_down(agent, board, now, "piet@example.com").author
    announcing.announce(now)
    path = re.search(r"http://[^/]+(/welcome/\S+)", mail.outbox[0].body)[1]
    page = client.get(path, follow=True)
    words = {"password1": "four-windmills-turn", "password2": "four-windmills-turn"}
    assert client.post(page.request["PATH_INFO"], words).status_code == 302
    piet.refresh_from_db()
    assert piet.check_password("four-windmills-turn")
    assert client.get(path)["Location"] == "/accounts/login/"


def test_later_letters_lead_in_too_until_they_came(agent, helper, board, now, client):
    question = write_down(agent, board, now, "piet@example.com")
    announcing.announce(now)
    builders.make_answer(question=question, by=helper, now=now)
    announcing.announce(now)
    letters.deliver(now)
    letter = mail.outbox[-1]
    for text in (letter.body, letter.alternatives[0][0]):
        path = re.search(r"http://[^/]+(/welcome/[^\s\"]+)", text)[1]
        assert client.get(path)["Location"].startswith("/accounts/password/reset/key/")
    question.author.set_password("four-windmills-turn")
    question.author.save()
    builders.make_answer(question=question, by=agent, now=now)
    announcing.announce(now)
    letters.deliver(now)
    assert "/welcome/" not in mail.outbox[-1].body


@pytest.mark.parametrize("token", ["worn-out", "a:b:c"])
def test_a_worn_out_letter_leads_to_a_new_one(client, db, token):
    assert client.get(f"/welcome/{token}/")["Location"] == "/accounts/password/reset/"


def test_a_second_question_finds_the_same_account(agent, board, now):
    first = write_down(agent, board, now, "piet@example.com").author
    assert write_down(agent, board, now, " PIET@example.com").author == first


def test_the_same_form_sent_twice_is_one_question_and_one_account(agent, board, now):
    first = write_down(agent, board, now, "piet@example.com", form_key="k1")
    assert write_down(agent, board, now, "piet@example.com", form_key="k1") == first
    assert Question.objects.count() == 1


@pytest.mark.parametrize("role", ["asker", "employee", "moderator", "manager"])
def test_nobody_else_writes_down_and_nobody_learns_who_is_known(request, role, stranger, board, now):
    member = request.getfixturevalue(role)
    for email in (stranger.email, "nobody@example.com", "no address"):
        with pytest.raises(NotAllowed, match="Only webcare asks for someone else"):
            write_down(member, board, now, email)
    assert not Member.objects.filter(email="nobody@example.com").exists()


def test_a_lead_may(lead, asker, board, now):
    assert write_down(lead, board, now, asker.email).author == asker


@pytest.mark.parametrize(
    "email", ["no address", "@example.com", "a@", "x" * 250 + "@example.com", "a\x00@example.com"]
)
def test_what_is_no_address_is_refused(agent, board, now, email):
    with pytest.raises(ValidationError) as refusal:
        write_down(agent, board, now, email)
    assert "for_email" in refusal.value.message_dict


@pytest.mark.parametrize(
    "fields, words",
    [
        ({"is_active": False}, "was closed"),
        ({"is_moderator": True}, "a colleague"),
        ({"is_agent": True}, "a colleague"),
    ],
)
def test_some_are_not_written_for(agent, board, now, fields, words):
    other = builders.make_member("Other", **fields)
    with pytest.raises(NotAllowed, match=words):
        write_down(agent, board, now, other.email)


def test_who_is_silenced_is_not_written_for(agent, board, now):
    silenced = builders.make_member("Silent", silenced_until=now.replace(hour=23))
    with pytest.raises(NotAllowed, match="may not write"):
        write_down(agent, board, now, silenced.email)


def test_an_agent_is_not_their_own_customer(agent, board, now):
    with pytest.raises(NotAllowed, match="a colleague"):
        write_down(agent, board, now, agent.email)


def test_a_refused_text_makes_no_account(agent, board, now):
    with pytest.raises(ValidationError):
        ask_question(by=agent, board=board, title="Too short", body="", tags=[], form_key=None, now=now,
                     for_email="piet@example.com")  # fmt: skip
    assert not Member.objects.filter(email="piet@example.com").exists()
