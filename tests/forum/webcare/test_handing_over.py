"""A case changes hands with a reason, to somebody who is there, and each time is counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.lib import clock
from community.notifications.models import Notification
from forum.rules import NotAllowed
from forum.webcare.actions import claim
from forum.webcare.actions.own import give_back, hand_over, take_case
from forum.webcare.actions.watch_case import watch
from forum.webcare.models import Absence, Case, CaseState, Note
from tests.builders import make_department, make_member

pytestmark = pytest.mark.django_db
WHY = "I am off from tomorrow; the meter was ordered."


def test_each_time_is_counted_and_said(client, case, agent, other_agent, now):
    take_case(by=agent, case=case, now=now)
    client.force_login(agent)
    assert client.get(f"/desk/{case.pk}/hand-over/").status_code == 200
    answer = client.post(f"/desk/{case.pk}/hand-over/", {"to": other_agent.pk, "reason": WHY})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    case.refresh_from_db()
    assert (case.owner, case.hand_overs) == (other_agent, 1)
    client.force_login(other_agent)
    page = client.get(case.path()).content.decode()
    assert "It changed hands once: each time costs the customer patience." in page
    assert "Nienke Postma handed it to Chidi Okafor" in page and WHY in page


@pytest.mark.parametrize("verb", ["hand-over", "give-back"])
def test_without_a_reason_what_was_chosen_is_kept(client, case, agent, other_agent, now, verb):
    take_case(by=agent, case=case, now=now)
    client.force_login(agent)
    page = client.post(f"/desk/{case.pk}/{verb}/", {"to": other_agent.pk, "reason": "off"})
    assert page.status_code == 400
    text = page.content.decode()
    assert "Say why in a few words" in text and ">off</textarea>" in text
    assert f'value="{other_agent.pk}" checked' in text
    assert Case.objects.get().owner == agent


def test_nobody_chosen_is_said(client, case, agent, other_agent, now):
    take_case(by=agent, case=case, now=now)
    client.force_login(agent)
    page = client.post(f"/desk/{case.pk}/hand-over/", {"reason": WHY})
    assert (
        page.status_code == 400
        and "Choose the colleague" in page.content.decode()
        and WHY in page.content.decode()
    )


def test_who_is_away_stands_last_and_is_marked(client, case, agent, lead, now):
    away = make_member("Aaltje Away", department=make_department("Webcare"), is_agent=True)
    here = clock.now()
    Absence.objects.create(
        member=away, since=here - timedelta(days=1), until=here + timedelta(days=2), by=lead, at=here
    )
    take_case(by=agent, case=case, now=now)
    client.force_login(agent)
    page = client.get(f"/desk/{case.pk}/hand-over/").content.decode()
    assert page.index("Thijs Bakker") < page.index("Aaltje Away") < page.index("away until")


def test_giving_back_says_why_and_the_next_owner_reads_it(client, case, agent, other_agent, now):
    take_case(by=agent, case=case, now=now)
    client.force_login(agent)
    client.post(f"/desk/{case.pk}/give-back/", {"reason": WHY})
    case.refresh_from_db()
    assert (case.state, case.owner, case.hand_overs) == (CaseState.OPEN, None, 1)
    client.force_login(other_agent)
    page = client.get(case.path()).content.decode()
    assert "Nienke Postma gave it back" in page and WHY in page


def test_the_lead_gives_out_what_nobody_owns_which_is_no_other_hand(case, lead, agent, now):
    hand_over(by=lead, to=agent, case=case, reason="You know this address.", now=now)
    case.refresh_from_db()
    assert (case.state, case.owner, case.hand_overs) == (CaseState.OWNED, agent, 0)


def test_others_neither_see_the_page_nor_give_it_away(client, case, agent, other_agent, helper, now):
    take_case(by=agent, case=case, now=now)
    client.force_login(other_agent)
    page = client.get(f"/desk/{case.pk}/hand-over/", follow=True).content.decode()
    assert "Only its owner or the lead can hand a case over." in page
    client.post(f"/desk/{case.pk}/hand-over/", {"to": other_agent.pk, "reason": WHY})
    assert Case.objects.get().owner == agent
    client.force_login(helper)
    assert client.get(f"/desk/{case.pk}/hand-over/").status_code == 403


def test_only_somebody_of_the_desk_gets_it(case, agent, helper, now):
    case = take_case(by=agent, case=case, now=now)
    with pytest.raises(NotAllowed):
        hand_over(by=agent, to=helper, case=case, reason=WHY, now=now)


def test_the_former_owners_claim_on_writing_ends_with_it(case, agent, other_agent, now):
    case = take_case(by=agent, case=case, now=now)
    claim.hold(by=agent, case=case, now=now)
    hand_over(by=agent, to=other_agent, case=case, reason=WHY, now=now)
    claim.hold(by=other_agent, case=Case.objects.get(), now=now)


def test_watchers_hear_of_it_and_the_new_owner_once(case, agent, other_agent, lead, now):
    case = take_case(by=agent, case=case, now=now)
    watch(by=lead, case=case, now=now)
    watch(by=other_agent, case=case, now=now)
    hand_over(by=agent, to=other_agent, case=case, reason=WHY, now=now)
    watched = Notification.objects.get(kind="case-watched")
    assert (watched.member, watched.details["variant"]) == (lead, "handed_over")
    assert Notification.objects.filter(member=other_agent, kind="case-handed-over").count() == 1


def test_no_reason_no_note(case, agent, now):
    case = take_case(by=agent, case=case, now=now)
    with pytest.raises(ValidationError):
        give_back(by=agent, case=case, reason="  ", now=now)
    assert not Note.objects.exists()
