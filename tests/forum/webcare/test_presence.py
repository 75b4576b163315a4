"""Who is at a case: seen by colleagues for a while, stored nowhere, and no reason to write a row."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.lib import clock
from forum.webcare import presence
from forum.webcare.actions.note import write_note
from forum.webcare.actions.own import take_case
from forum.webcare.presence import Doing

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(case):
    """Says what a member does on the case; gives what their page is told."""

    def says(member, doing):
        browser = Client()
        browser.force_login(member)
        return browser.post(f"{case.path()}presence/", {"doing": doing})

    return says


def test_a_colleague_reads_along_then_writes_then_is_gone(at_desk, agent, other_agent):
    at_desk(other_agent, "reads")
    assert at_desk(agent, "reads").json()["signs"] == ["Chidi Okafor reads along."]
    at_desk(other_agent, "notes")
    assert at_desk(agent, "reads").json()["signs"] == ["Chidi Okafor is writing a note."]
    assert at_desk(other_agent, "leaves").status_code == 204
    assert at_desk(agent, "reads").json()["signs"] == []


def test_who_writes_claims_and_the_other_is_told(at_desk, case, agent, other_agent):
    assert at_desk(agent, "writes").json()["claim"] == ""
    case.refresh_from_db()
    assert case.writing_by == agent
    told = at_desk(other_agent, "writes").json()
    assert told["claim"].startswith("Nienke Postma is writing the reply, until")
    # Named once: who holds the claim is who writes.
    assert told["signs"] == []
    case.refresh_from_db()
    assert case.writing_by == agent


@pytest.mark.parametrize("doing", ["empties", "drops"])
def test_a_text_that_is_gone_holds_nobody_up(at_desk, case, agent, doing):
    at_desk(agent, "writes")
    at_desk(agent, doing)
    case.refresh_from_db()
    assert case.writing_by is None


def test_leaving_after_sending_keeps_the_claim_that_guards_the_sending(at_desk, case, agent):
    at_desk(agent, "writes")
    at_desk(agent, "leaves")
    case.refresh_from_db()
    assert case.writing_by == agent


def test_who_may_not_reply_claims_nothing(at_desk, case, agent, other_agent):
    take_case(by=agent, case=case, now=clock.now())
    at_desk(other_agent, "writes")
    case.refresh_from_db()
    assert case.writing_by is None


def test_asking_writes_no_row(at_desk, agent):
    at_desk(agent, "reads")
    with CaptureQueriesContext(connection) as seen:
        at_desk(agent, "reads")
    changes = [query["sql"] for query in seen if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    # What signing in writes is none of the page's doing.
    assert [sql for sql in changes if "session" not in sql and "member" not in sql] == []


def test_news_has_a_number_that_grows_when_something_is_said(at_desk, case, agent, other_agent):
    before = at_desk(agent, "reads").json()["newest"]
    assert at_desk(agent, "reads").json()["newest"] == before
    write_note(by=other_agent, case=case, body="I called the branch office.", now=clock.now())
    assert at_desk(agent, "reads").json()["newest"] > before


def test_the_page_itself_shows_who_is_there(client, case, agent, other_agent):
    presence.arrive(case.pk, other_agent, Doing.READS)
    client.force_login(agent)
    assert "Chidi Okafor reads along." in client.get(case.path()).content.decode()
    assert [sign.member_id for sign in presence.others(case.pk, other_agent)] == [agent.pk]


def test_it_is_for_webcare_and_asks_for_the_token(at_desk, case, agent, helper):
    assert at_desk(helper, "reads").status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(agent)
    assert strict.post(f"{case.path()}presence/", {"doing": "writes"}).status_code == 403
    assert strict.get(f"{case.path()}presence/").status_code == 405


def test_without_a_cache_nobody_is_seen_and_nothing_breaks(at_desk, agent, other_agent, monkeypatch):
    class Broken:
        def get(self, key):
            raise OSError("no room")

        delete = get

    at_desk(other_agent, "reads")
    monkeypatch.setattr(presence, "cache", Broken())
    assert at_desk(agent, "reads").json()["signs"] == []
    assert at_desk(agent, "leaves").status_code == 204
