"""The private talk in a browser without script: the asker's page and letter, the desk, and nobody else."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.lib import clock, links
from community.members.models import Member
from community.notifications import letters
from community.notifications.models import Notification
from forum.escalation.actions.ask_privately import ask_privately
from forum.models import Question
from forum.webcare import privatelink
from forum.webcare.actions.own import take_case
from forum.webcare.actions.talk import go_private, say_back, say_privately
from forum.webcare.models import Look, PrivateMessage

pytestmark = pytest.mark.django_db

ASKED, SECRET = "Which contract is it about? Tell me the *number*.", "It is contract 88123456."


@pytest.fixture
def talk(case, agent, asker):
    """A case of the agent's, in which both sides said something."""
    now = clock.now()
    case = take_case(by=agent, case=case, now=now)
    go_private(by=agent, case=case, reason="We need the contract number", now=now)
    say_privately(by=agent, case=case, body=ASKED, form_key=None, now=now)
    say_back(by=asker, case=case, body=SECRET, form_key=None, now=now)
    return case


def test_the_asker_reads_and_answers(client, talk, asker):
    client.force_login(asker)
    page = client.get(f"/private/{talk.pk}/")
    text = page.content.decode()
    assert "Only you and webcare read this page." in text
    assert SECRET in text and "Tell me the <em>number</em>" in text
    assert talk.question.path() in text
    assert "noindex" in text and "no-store" in page["Cache-Control"]
    key = re.search(r'name="form_key" value="([^"]+)"', text)[1]
    for _twice in range(2):
        done = client.post(f"/private/{talk.pk}/", {"body": "Thank you!", "form_key": key})
        assert done.status_code == 302
    assert PrivateMessage.objects.filter(body="Thank you!", is_customers=True).count() == 1
    assert not Notification.objects.unread().filter(kind="private-message").exists()


def test_what_will_not_do_comes_back_with_what_was_typed(client, talk, asker):
    client.force_login(asker)
    page = client.post(f"/private/{talk.pk}/", {"body": "x"})
    assert page.status_code == 400
    assert ">\nx</textarea>" in page.content.decode()


@pytest.mark.parametrize("role", ["helper", "employee", "moderator", "manager", "stranger"])
def test_others_do_not_even_learn_that_there_is_one(client, talk, request, role):
    client.force_login(request.getfixturevalue(role))
    for path in (f"/private/{talk.pk}/", "/private/987654/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"body": "Let me in"}).status_code == 404
    assert client.get(talk.path()).status_code == 403
    page = client.get(talk.question.path()).content.decode()
    assert SECRET not in page and f"/private/{talk.pk}/" not in page
    assert "Webcare goes on in private with the asker" in page


def test_visitors_sign_in_first_and_lose_nothing(client, talk, asker):
    assert client.get(f"/private/{talk.pk}/")["Location"].startswith("/accounts/login/?next=/private/")
    onward = client.post(f"/private/{talk.pk}/", {"body": "My number is 06-12345678"})
    assert "12345678" not in onward["Location"]
    parked = onward["Location"].partition("draft%3D")[2]
    client.force_login(asker)
    session = client.session
    session[parked] = {"body": "My number is 06-12345678"}
    session.save()
    assert "My number is 06-12345678" in client.get(f"/private/{talk.pk}/?draft={parked}").content.decode()


def test_before_it_is_private_there_is_no_page(client, case, asker):
    client.force_login(asker)
    assert client.get(f"/private/{case.pk}/").status_code == 404


def test_the_letter_leads_in_without_signing_in(client, talk, agent, asker):
    mail.outbox.clear()
    letters.deliver(clock.now())
    (letter,) = [one for one in mail.outbox if asker.email in one.to]
    assert "Which contract is it about?" in letter.body and "of webcare wrote to you alone" in letter.subject
    path = re.search(r"/private/[^/\d][^/]*/|/private/[\w:=.-]{20,}/", letter.body)[0]
    page = client.get(path)
    text = page.content.decode()
    assert page.status_code == 200 and SECRET in text and "no-store" in page["Cache-Control"]
    assert client.post(path, {"body": "From my telephone"}).status_code == 302
    said = PrivateMessage.objects.get(body="From my telephone")
    assert (said.by, said.is_customers) == (asker, True)
    assert not client.session.get("_auth_user_id")
    client.force_login(asker)
    assert client.get(path)["Location"] == f"/private/{talk.pk}/"


def test_the_words_of_the_asker_stand_in_no_letter(talk, agent):
    letters.deliver(clock.now())
    (letter,) = [one for one in mail.outbox if agent.email in one.to]
    assert "88123456" not in letter.body + letter.alternatives[0][0]


def test_links_of_others_worn_out_or_too_old_lead_nowhere(client, talk, helper, asker, monkeypatch):
    assert client.get("/private/worn-out/").status_code == 404
    assert client.get(privatelink.address(helper.pk, talk.pk)).status_code == 404
    path = privatelink.address(asker.pk, talk.pk)
    Member.objects.filter(pk=asker.pk).update(is_active=False)
    assert client.get(path).status_code == 404
    Member.objects.filter(pk=asker.pk).update(is_active=True)
    monkeypatch.setattr(privatelink, "GOOD_FOR_SECONDS", -1)
    page = client.get(path)
    assert page.status_code == 410 and "This link is too old" in page.content.decode()
    token = links.signed("answer-by-mail", member=asker.pk, case=talk.pk)
    assert client.get(f"/private/{token}/").status_code == 404


def test_a_removed_question_takes_the_talk_off_the_page(client, talk, asker, moderator, now):
    Question.objects.filter(pk=talk.question_id).update(hidden_at=now, hidden_by=moderator, removed_at=now)
    client.force_login(asker)
    assert client.get(f"/private/{talk.pk}/").status_code == 404


def test_agents_are_led_to_the_desk(client, talk, other_agent):
    client.force_login(other_agent)
    assert client.get(f"/private/{talk.pk}/")["Location"] == talk.path()


def test_the_desk_tells_private_from_public_and_writes_each_look_down(client, talk, agent, lead):
    client.force_login(agent)
    for _twice in range(2):
        text = client.get(talk.path()).content.decode()
    assert "Private, to the asker alone" in text and "Private, to webcare alone" in text
    assert 'aria-label="Private message"' in text and 'aria-label="Question, public"' in text
    assert "We need the contract number" in text
    assert "Who looked at the private talk" not in text
    assert [look.member for look in Look.objects.all()] == [agent]
    client.force_login(lead)
    text = client.get(talk.path()).content.decode()
    assert "Who looked at the private talk" in text
    assert Look.objects.count() == 2


def test_only_private_talks_are_watched_over(client, case, agent):
    client.force_login(agent)
    client.get(case.path())
    assert not Look.objects.exists()


def test_a_new_hour_is_a_new_look(client, talk, agent, other_agent):
    client.force_login(other_agent)
    client.get(talk.path())
    Look.objects.update(at=clock.now().replace(year=2025))
    client.get(talk.path())
    assert Look.objects.filter(member=other_agent).count() == 2


def test_the_question_page_leads_its_asker_there_and_costs_visitors_nothing(client, question, asker):
    case = ask_privately(by=asker, question=question, body=SECRET, form_key=None, now=clock.now())
    with CaptureQueriesContext(connection) as seen:
        page = client.get(question.path()).content.decode()
    assert f"/private/{case.pk}/" not in page
    assert not any("privatemessage" in one["sql"] for one in seen)
    client.force_login(asker)
    assert (
        f'class="private-link" rel="nofollow" href="/private/{case.pk}/"'
        in client.get(question.path()).content.decode()
    )


def test_the_page_says_the_same_in_dutch(client, talk, asker):
    Member.objects.filter(pk=asker.pk).update(language="nl")
    client.force_login(asker)
    assert client.get(f"/private/{talk.pk}/").status_code == 200


def test_the_talk_about_a_hidden_question_stays_on_the_desk(client, talk, agent, other_agent):
    Question.objects.update(hidden_at=clock.now())
    client.force_login(agent)
    page = client.get(talk.path())
    assert page.status_code == 200 and SECRET in page.content.decode()
    assert not page.context["box"].may_answer and page.context["box"].may_go_private
    assert "This question is hidden" in page.content.decode()
    assert talk.question.title in client.get("/desk/?view=waiting").content.decode()
    client.force_login(other_agent)
    assert client.get(talk.path()).status_code == 200
    assert talk.question.title not in client.get("/desk/?view=colleagues").content.decode()
    Question.objects.update(removed_at=clock.now())
    assert client.get(talk.path()).status_code == 404


def test_what_waited_is_forgotten_once_it_is_sent(client, talk, asker):
    onward = client.post(f"/private/{talk.pk}/", {"body": "My number is 06-12345678"})
    parked = onward["Location"].partition("draft%3D")[2]
    assert parked in client.session
    client.force_login(asker)
    session = client.session
    session[parked] = {"body": "My number is 06-12345678"}
    session.save()
    client.post(f"/private/{talk.pk}/", {"body": "My number is 06-12345678"})
    assert parked not in client.session
