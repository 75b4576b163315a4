"""The claim on writing: one person at a time, renewed while they write, and gone by itself."""

from datetime import timedelta

import pytest

from community.events.models import Event
from community.lib import clock
from forum.rules import NotAllowed
from forum.webcare.actions import claim
from forum.webcare.actions.claim import Claimed
from forum.webcare.actions.own import take_case

pytestmark = pytest.mark.django_db


def test_the_first_holds_it_and_the_second_reads_who_and_until_when(case, agent, other_agent, now):
    assert claim.hold(by=agent, case=case, now=now) == now + timedelta(minutes=15)
    with pytest.raises(Claimed) as refusal:
        claim.hold(by=other_agent, case=case, now=now + timedelta(minutes=1))
    assert (refusal.value.by, refusal.value.until) == (agent, now + timedelta(minutes=15))
    assert "Nienke Postma is writing the reply, until 12:15 at the latest." in str(refusal.value)
    assert not Event.objects.filter(subject=case.subject, kind__contains="claim").exists()


def test_it_is_renewed_while_somebody_writes(case, agent, other_agent, now):
    claim.hold(by=agent, case=case, now=now)
    claim.hold(by=agent, case=case, now=now + timedelta(minutes=10))
    with pytest.raises(Claimed):
        claim.hold(by=other_agent, case=case, now=now + timedelta(minutes=20))


def test_an_absent_tab_holds_nobody_up_for_longer_than_a_quarter_of_an_hour(case, agent, other_agent, now):
    claim.hold(by=agent, case=case, now=now)
    claim.hold(by=other_agent, case=case, now=now + timedelta(minutes=15))
    case.refresh_from_db()
    assert case.writing_by == other_agent


def test_letting_go_frees_it_for_the_next_and_never_somebody_elses(case, agent, other_agent, now):
    claim.hold(by=agent, case=case, now=now)
    claim.let_go(by=other_agent, case=case)
    with pytest.raises(Claimed):
        claim.hold(by=other_agent, case=case, now=now)
    claim.let_go(by=agent, case=case)
    claim.hold(by=other_agent, case=case, now=now)


def test_the_lead_writes_in_somebodys_place_and_nobody_else_does(case, agent, other_agent, lead, now):
    claim.hold(by=agent, case=case, now=now)
    with pytest.raises(NotAllowed):
        claim.break_claim(by=other_agent, case=case, now=now)
    with pytest.raises(Claimed):
        claim.hold(by=lead, case=case, now=now)
    claim.break_claim(by=lead, case=case, now=now)
    with pytest.raises(Claimed, match="Thijs Bakker is writing"):
        claim.hold(by=agent, case=case, now=now)
    assert Event.objects.filter(subject=case.subject, kind="case.claim_broken", actor=lead).count() == 1
    claim.break_claim(by=lead, case=case, now=now)
    assert Event.objects.filter(kind="case.claim_broken").count() == 1


def test_who_takes_the_case_takes_the_writing_with_it(case, agent, other_agent, now):
    claim.hold(by=other_agent, case=case, now=now)
    take_case(by=agent, case=case, now=now)
    claim.hold(by=agent, case=case, now=now)


def test_taking_keeps_ones_own_claim(case, agent, lead, now):
    claim.hold(by=agent, case=case, now=now)
    take_case(by=agent, case=case, now=now)
    with pytest.raises(Claimed):
        claim.hold(by=lead, case=case, now=now)


def test_only_webcare_claims(case, helper, now):
    with pytest.raises(NotAllowed):
        claim.hold(by=helper, case=case, now=now)
    case.refresh_from_db()
    assert case.writing_by is None


def test_the_lead_takes_the_writing_over_by_a_button(client, case, agent, lead, now):
    claim.hold(by=agent, case=case, now=clock.now())
    client.force_login(lead)
    assert "Write in their place" in client.get(case.path()).content.decode()
    page = client.post(f"{case.path()}write-instead/", follow=True).content.decode()
    assert "You write on this case now." in page
    case.refresh_from_db()
    assert case.writing_by == lead


def test_others_see_who_writes_and_have_no_such_button(client, case, agent, other_agent):
    claim.hold(by=agent, case=case, now=clock.now())
    client.force_login(other_agent)
    page = client.get(case.path()).content.decode()
    assert "Nienke Postma is writing the reply, until" in page
    assert "Write in their place" not in page
    assert client.post(f"{case.path()}write-instead/", follow=True).status_code == 200
    case.refresh_from_db()
    assert case.writing_by == agent
