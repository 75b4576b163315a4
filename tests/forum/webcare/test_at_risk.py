"""A customer who may leave: who says so, who reads it, and how it is taken back."""

from datetime import timedelta

import pytest
from django.test import Client

from community.events.models import Event
from community.members.models import Member
from community.notifications.models import Notification
from forum.rules import NotAllowed
from forum.webcare.actions.at_risk import say_at_risk, say_not_at_risk
from forum.webcare.actions.open_case import open_case
from forum.webcare.models import CaseReason
from tests.builders import make_question

pytestmark = pytest.mark.django_db

SAID, TAKEN_BACK = "member.at_risk", "member.not_at_risk"


def is_at_risk(member: Member) -> bool:
    return Member.objects.get(pk=member.pk).is_at_risk


def kinds() -> list[str]:
    told = Event.objects.filter(kind__in=[SAID, TAKEN_BACK]).order_by("pk")
    return list(told.values_list("kind", flat=True))


@pytest.mark.parametrize("person", ["agent", "lead"])
def test_the_desk_says_it_and_takes_it_back(request, client, case, asker, person):
    member = request.getfixturevalue(person)
    client.force_login(member)
    address = f"/desk/{case.pk}/at-risk/"
    before = client.get(case.path()).content.decode()
    assert address in before and "Customer at risk" not in before

    said = client.post(address)
    assert said.status_code == 302 and said.url == f"{case.path()}#cust"
    page = client.get(case.path()).content.decode()
    assert is_at_risk(asker) and "Customer at risk" in page
    assert f"{member.name} says that the customer is at risk of leaving" in page
    assert "At risk of leaving: new questions come straight to us." in page

    client.post(address, {"turn": "off"})
    page = client.get(case.path()).content.decode()
    assert not is_at_risk(asker) and "Customer at risk" not in page
    assert kinds() == [SAID, TAKEN_BACK]
    event = Event.objects.get(kind=SAID)
    assert (event.actor, event.subject, event.thread) == (member, f"member:{asker.pk}", "")


def test_pressing_twice_says_it_once(client, case, agent):
    client.force_login(agent)
    for _press in range(2):
        client.post(f"/desk/{case.pk}/at-risk/")
    for _press in range(2):
        client.post(f"/desk/{case.pk}/at-risk/", {"turn": "off"})
    assert kinds() == [SAID, TAKEN_BACK]


@pytest.mark.parametrize("person", ["asker", "helper", "employee", "moderator", "manager"])
@pytest.mark.parametrize("turn", ["", "off"])
def test_nobody_else_says_it(request, client, case, asker, person, turn):
    Member.objects.filter(pk=asker.pk).update(is_at_risk=turn == "off")
    client.force_login(request.getfixturevalue(person))
    assert client.post(f"/desk/{case.pk}/at-risk/", {"turn": turn}).status_code == 403
    assert is_at_risk(asker) == (turn == "off") and kinds() == []


def test_a_visitor_signs_in_first_and_a_link_says_nothing(client, case, agent, asker):
    address = f"/desk/{case.pk}/at-risk/"
    assert client.post(address).url.startswith("/accounts/login/?next=/")
    client.force_login(agent)
    assert client.get(address).status_code == 405
    own = Client(enforce_csrf_checks=True)
    own.force_login(agent)
    assert own.post(address).status_code == 403
    assert not is_at_risk(asker)


def test_nobody_says_it_of_themselves_or_of_who_left(client, case, agent, asker, now):
    asker.is_agent = True
    asker.save()
    client.force_login(asker)
    page = client.get(case.path()).content.decode()
    assert "/at-risk/" not in page
    client.post(f"/desk/{case.pk}/at-risk/")
    asker.erased_at = now
    asker.save()
    for customer in (asker, None):
        with pytest.raises(NotAllowed):
            say_at_risk(by=agent, customer=customer, now=now)
    assert kinds() == []


def test_a_colleague_who_is_the_customer_does_not_read_it_of_themselves(client, case, asker, agent, now):
    say_at_risk(by=agent, customer=asker, now=now)
    Member.objects.filter(pk=asker.pk).update(is_agent=True)
    client.force_login(asker)
    assert "at risk" not in client.get(case.path()).content.decode()


def test_only_the_desk_reads_it(client, case, question, asker, agent, manager, helper, now):
    say_at_risk(by=agent, customer=asker, now=now)
    pages = [question.path(), asker.path(), "/questions/"]
    for reader in (None, asker, helper, manager):
        client.logout()
        if reader:
            client.force_login(reader)
        for address in pages:
            assert "at risk" not in client.get(address, follow=True).content.decode()
    assert not Notification.objects.filter(member=asker).exists()


def test_a_later_case_has_the_mark_and_not_what_was_said_before_it(client, case, board, asker, agent, now):
    say_at_risk(by=agent, customer=asker, now=now - timedelta(minutes=1))
    question = make_question(board=board, by=asker, now=now, title="The meter runs backwards at night")
    later = open_case(question=question, reason=CaseReason.AT_RISK, due_at=now, alarm_at=now, now=now)
    client.force_login(agent)
    page = client.get(later.path()).content.decode()
    assert "Customer at risk" in page and "customer at risk" in page
    assert "says that the customer is at risk" not in page
    assert say_not_at_risk(by=agent, customer=asker, now=now)


def test_the_desk_hears_why_such_a_case_came(client, board, asker, agent, now):
    question = make_question(board=board, by=asker, now=now, title="The meter runs backwards at night")
    open_case(question=question, reason=CaseReason.AT_RISK, due_at=now, alarm_at=now, now=now)
    client.force_login(agent)
    assert "A customer at risk of leaving asks" in client.get("/notifications/").content.decode()
