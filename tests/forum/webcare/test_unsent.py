"""What is typed in the box of a case and not sent: no other button of the page throws it away."""

from datetime import timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from community.lib import clock
from forum.webcare import presence
from forum.webcare.actions import claim
from forum.webcare.actions.open_case import open_case
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.models import Case, CaseReason, CaseState, CaseWatch, Sending
from forum.webcare.queries.rows import row_of
from forum.webcare.rules import may_resolve
from tests.builders import make_question

pytestmark = pytest.mark.django_db
HALF = "Dear Femke, we looked and"


@pytest.fixture
def other_case(board, helper, now):
    question = make_question(board=board, by=helper, now=now, title="The box restarts every night")
    return open_case(question=question, reason=CaseReason.URGENT, due_at=now, alarm_at=now, now=now)


def box_of(client, case) -> str:
    return client.get(case.path()).context["reply_form"]["body"].value()


@pytest.mark.parametrize(
    ("verb", "along"),
    [
        ("watch", {"turn": "on"}),
        ("priority", {"priority": "1"}),
        ("link", {"other": "no such case"}),
        ("unlink", {"other": "1"}),
        ("at-risk", {"turn": "on"}),
        ("take-up", {}),
    ],
)
def test_a_button_beside_the_box_takes_the_text_along(client, case, agent, verb, along):
    take_case(by=agent, case=case, now=clock.now())
    client.force_login(agent)
    client.post(f"{case.path()}{verb}/", {"body": HALF, "to": "public", **along})
    assert box_of(client, case) == HALF


def test_whose_session_ended_finds_their_words_again_after_signing_in(client, case, agent):
    take_case(by=agent, case=case, now=clock.now())
    sent = {"body": HALF, "to": "public", "send": "private", "reason": "It is about a bill"}
    there = client.post(f"{case.path()}write/", sent).url
    page = parse_qs(urlsplit(there).query)["next"][0]
    assert there.startswith("/accounts/login/") and page.startswith(f"{case.path()}?draft=")
    assert HALF not in unquote(there)
    client.force_login(agent)
    box = client.get(page).context["box"]
    assert (box.form["body"].value(), box.form["reason"].value(), box.chosen) == (
        HALF, "It is about a bill", "private",
    )  # fmt: skip
    assert not box_of(client, case)
    assert not Sending.objects.exists()


def test_a_button_pressed_too_late_leads_to_the_case(client, case):
    for verb in ("take", "watch", "write"):
        there = client.post(f"{case.path()}{verb}/", {"body": " "}).url
        assert there == f"/accounts/login/?next={case.path()}"


def test_the_page_of_a_refused_reply_can_be_read_anew(client, case, agent):
    take_case(by=agent, case=case, now=clock.now())
    client.force_login(agent)
    assert client.post(f"{case.path()}write/", {"body": "", "send": "public"}).status_code == 400
    assert client.get(f"{case.path()}write/").url == case.path()


def test_the_lead_who_writes_in_somebodys_place_keeps_their_own_words(client, case, agent, lead):
    claim.hold(by=agent, case=case, now=clock.now())
    client.force_login(lead)
    page = client.get(case.path()).content.decode()
    assert f'form="compose" formnovalidate formaction="/desk/{case.pk}/write-instead/"' in page
    client.post(f"{case.path()}write-instead/", {"body": HALF, "to": "public"})
    assert box_of(client, case) == HALF
    case.refresh_from_db()
    assert case.writing_by == lead


def test_without_a_box_on_the_page_its_buttons_work_by_themselves(client, case, agent):
    Case.objects.filter(pk=case.pk).update(state=CaseState.CLOSED, resolved_at=clock.now())
    client.force_login(agent)
    page = client.get(case.path()).content.decode()
    assert f'action="/desk/{case.pk}/watch/"' in page and 'form="compose"' not in page
    client.post(f"{case.path()}watch/", {"turn": "on"})
    assert CaseWatch.objects.filter(case=case, member=agent).exists()


def test_enter_in_the_field_of_another_case_links_and_sends_nothing(client, case, other_case, agent):
    client.force_login(agent)
    typed = {"body": HALF, "to": "public", "other": str(other_case.pk)}
    client.post(f"{case.path()}write/", typed)
    assert not Sending.objects.exists()
    assert f"/desk/{other_case.pk}/" in client.get(f"{case.path()}").content.decode()
    client.post(f"{case.path()}write/", {**typed, "send": "public"})
    assert Sending.objects.get().body == HALF


def test_a_case_is_unlinked_whatever_is_typed_to_link_another(client, case, other_case, agent):
    client.force_login(agent)
    client.post(f"{case.path()}link/", {"other": other_case.pk})
    client.post(f"{case.path()}unlink/", {"other": [other_case.pk, "half an address"]})
    assert f"{case.path()}unlink/" not in client.get(case.path()).content.decode()


def test_resolving_with_an_unsent_reply_is_refused_first_and_keeps_both(client, case, agent, asker):
    now = clock.now()
    take_case(by=agent, case=case, now=now)
    reply(by=agent, case=Case.objects.get(), body="We ended the old contract today.", form_key="k", now=now)
    assert may_resolve(agent, Case.objects.get(), now)
    client.force_login(agent)
    ended = {
        "outcome": "helped",
        "cause": "Order split in two",
        "public_line": "The old contract was ended and the payment went back.",
        "is_nothing_new": "on",
    }
    refused = client.post(f"{case.path()}resolve/", {**ended, "body": HALF, "to": "public"})
    assert refused.status_code == 400
    page = refused.content.decode()
    assert "You have a reply that is not sent" in page and ended["public_line"] in page
    assert Case.objects.get().state != CaseState.RESOLVED
    # Without it, pressed again: the case ends, and what was typed is still there to read.
    assert client.post(f"{case.path()}resolve/", ended).status_code == 302
    assert Case.objects.get().state == CaseState.RESOLVED
    assert box_of(client, case) == HALF


def test_who_paused_with_the_claim_is_named_once(case, agent, other_agent):
    cache.clear()

    def here(member, doing):
        browser = Client()
        browser.force_login(member)
        return browser.post(f"{case.path()}presence/", {"doing": doing}).json()

    here(agent, "writes")
    here(agent, "reads")
    told = here(other_agent, "reads")
    assert told["claim"].startswith("Nienke Postma is writing the reply") and told["signs"] == []
    here(agent, presence.Doing.NOTES)
    assert here(other_agent, "reads")["signs"] == ["Nienke Postma is writing a note."]


@pytest.mark.parametrize(("language", "said"), [("en", "21 Nov"), ("nl", "21 nov")])
def test_months_are_written_as_the_language_does(case, language, said):
    from_ = clock.now().replace(year=2026, month=11, day=21, hour=12)
    case.due_at = case.renewed_from = from_
    case.renewed_until, case.slips = from_ + timedelta(hours=4), 1
    with translation.override(language):
        assert said in row_of(case, from_, language).slipped


def test_the_late_promises_of_the_day_are_a_list(client, case, other_case, agent):
    now = clock.now()
    ago = now - timedelta(hours=2)
    # One slipped and runs anew, the other is just late.
    Case.objects.filter(pk=case.pk).update(
        due_at=ago, renewed_from=ago, renewed_until=now + timedelta(hours=5), slips=1
    )
    Case.objects.filter(pk=other_case.pk).update(due_at=ago)
    client.force_login(agent)
    day = client.get("/desk/")
    assert '<a href="/desk/?view=late">2 promises are late. Begin there.</a>' in day.content.decode()
    rows = client.get("/desk/?view=late").context["desk"].rows
    assert {row.case.pk for row in rows} == {case.pk, other_case.pk}
    assert all(row.slipped or row.urgency == "is-late" for row in rows)
