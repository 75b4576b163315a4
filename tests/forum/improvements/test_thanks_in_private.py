"""Who helped where nobody else reads can be thanked for it as well, from the talk itself or from the check."""

import pytest
from django.test import Client

from community.lib import clock
from community.notifications import kinds
from community.notifications.models import Notification
from forum.escalation import checking, sweep
from forum.escalation.actions.ask_privately import ask_privately
from forum.escalation.models import Check
from forum.improvements.models import Compliment
from forum.webcare.actions.own import take_case
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.actions.talk import say_privately
from forum.webcare.models import Case
from tests.builders import make_member
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
THANKS = "You put my bill right in a day!"


@pytest.fixture
def talk(question, asker, agent):
    """Asked in private at ten; Nienke wrote back, and nobody answered in public."""
    ask_privately(
        by=asker, question=question, body="It is about my bill.", form_key="a", now=local("2026-11-17T10:00")
    )
    case = take_case(by=agent, case=Case.objects.get(), now=local("2026-11-17T10:10"))
    say_privately(
        by=agent, case=case, body="You get 20 euro back.", form_key="p", now=local("2026-11-17T10:30")
    )
    return case


def address(case) -> str:
    return f"/private/{case.pk}/thanks/"


def thank(client, by, case, **form):
    client.force_login(by)
    return client.post(address(case), {"words": THANKS, **form})


def test_it_reaches_who_wrote_there_and_the_head_of_their_department(client, asker, agent, talk):
    head = make_member("Head", department=agent.department, heads_department=True)
    assert thank(client, asker, talk)["Location"] == f"/private/{talk.pk}/"
    told = Notification.objects.filter(kind__startswith="compliment")
    assert {one.member for one in told} == {agent, head}
    assert all("in private" in kinds.get(one.kind).said(one.details) for one in told)


def test_the_talk_offers_it_once_somebody_wrote_back(client, asker, question):
    ask_privately(
        by=asker, question=question, body="It is about my bill.", form_key="a", now=local("2026-11-17T10:00")
    )
    case = Case.objects.get()
    client.force_login(asker)
    assert address(case) not in client.get(f"/private/{case.pk}/").content.decode()
    assert client.get(address(case)).status_code == 404


def test_the_talk_leads_to_the_page_and_the_page_back(client, asker, talk):
    client.force_login(asker)
    assert address(talk) in client.get(f"/private/{talk.pk}/").content.decode()
    page = client.get(address(talk)).content.decode()
    assert "Thank Nienke Postma" in page and "Back to your private talk" in page
    assert "checked" not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("person", ["stranger", "helper", "employee", "agent", "moderator", "manager"])
def test_to_everybody_else_the_page_is_not_there(request, client, talk, person):
    assert thank(client, request.getfixturevalue(person), talk).status_code == 404
    assert not Compliment.objects.exists()


@pytest.mark.parametrize("is_public", [True, False])
def test_others_read_it_on_the_helpers_page_only_when_so_chosen(client, asker, agent, talk, is_public):
    thank(client, asker, talk, **({"is_public": "on"} if is_public else {}))
    client.logout()
    page = client.get(agent.path()).content.decode()
    assert (THANKS in page) is is_public
    assert "/private/" not in page


def test_words_said_again_replace_the_earlier_ones(client, asker, talk):
    thank(client, asker, talk)
    thank(client, asker, talk, words="You put it right in an hour!")
    assert Compliment.objects.get().words == "You put it right in an hour!"
    assert Notification.objects.filter(kind="compliment").count() == 1


def test_a_moderator_takes_them_out_of_public_for_good(client, asker, agent, moderator, talk):
    thank(client, asker, talk, is_public="on")
    client.force_login(moderator)
    client.post(f"/thanks/away/{Compliment.objects.get().pk}/")
    thank(client, asker, talk, is_public="on")
    assert not Compliment.objects.get().is_public


def test_a_glad_check_thanks_who_helped_in_private(monkeypatch, asker, agent, question, talk):
    resolve_case(
        by=agent, case=talk, cause="A wrong bill", learned="", public_line="The bill was put right.",
        now=local("2026-11-17T11:00"),
    )  # fmt: skip
    sweep.run(local("2026-11-17T11:00"))
    checking.ask_checks(local("2026-11-24T11:00"))
    check = Check.objects.get()
    monkeypatch.setattr(clock, "now", lambda: local("2026-11-24T12:00"))
    link = checking.address_for(check, asker)
    assert "If you were helped well, Nienke Postma gets your words" in Client().get(link).content.decode()
    Client().post(link, {"say": "glad", "thanks": "1", "words": THANKS})
    given = Compliment.objects.get()
    assert (given.to, given.case, given.answer, given.is_public) == (agent, talk, None, True)
