"""Moments in what a member was told: in the language and by the clock they read it with, also after a switch."""

import pytest

from community.notifications import letters
from community.notifications.models import Notification
from forum.escalation.actions.call_webcare import call_webcare
from forum.webcare.actions.reply import reply
from forum.webcare.actions.snooze import snooze
from forum.webcare.models import Case, CaseReason
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, asker):
    """The page of notifications as the asker reads it with this language and zone."""

    def look(language: str = "en", zone: str = "") -> str:
        asker.language, asker.time_zone = language, zone
        asker.save()
        client.force_login(asker)
        client.cookies["django_language"] = language
        return client.get("/notifications/").content.decode()

    return look


@pytest.fixture
def slipped(question, sweep):
    """Promised before 10:30, and then before 12:30."""
    sweep("17:00")
    sweep("2026-11-18T10:30")
    return Notification.objects.get(kind="promise-slipped")


def test_a_slipped_promise_is_read_in_another_language_after_a_switch(slipped, read):
    assert "before Wednesday 12:30" in read()
    dutch = read("nl")
    assert "woensdag 12:30" in dutch and "Wednesday" not in dutch
    assert "before Wednesday 12:30" in read()


def test_it_is_said_by_the_clock_of_who_reads_it(slipped, read):
    assert "before Wednesday 06:30" in read(zone="America/New_York")
    assert "woensdag 20:30" in read("nl", "Asia/Tokyo")


def test_the_letter_says_it_in_their_language_too(slipped, asker, mailoutbox):
    asker.language, asker.time_zone = "nl", "Asia/Tokyo"
    asker.save()
    letters.deliver(local("2026-11-18T10:31"))
    (letter,) = [one for one in mailoutbox if one.to == [asker.email] and "20:30" in one.subject]
    assert "woensdag 20:30" in letter.subject and "Wednesday" not in letter.body


def test_until_when_a_case_was_put_aside_likewise(question, asker, agent, read):
    now = local("2026-11-17T10:00")
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=now)
    reply(by=agent, case=Case.objects.get(), body="We ended the old contract today.", form_key="k", now=now)
    snooze(by=agent, case=Case.objects.get(), until=local("2026-12-01T09:00"), now=now)
    assert "before Tuesday 1 December 09:00" in read()
    dutch = read("nl", "Asia/Tokyo")
    assert "dinsdag 1 december 17:00" in dutch and "December" not in dutch


def test_what_was_kept_in_words_before_is_shown_as_it_was(slipped, read):
    slipped.details["until"] = "Wednesday 12:30"
    slipped.save()
    assert "vóór Wednesday 12:30" in read("nl")


def test_a_long_list_costs_no_more(slipped, read, client, django_assert_max_num_queries):
    for number in range(20):
        slipped.pk, slipped.key = None, f"again:{number}"
        slipped.save()
    read()
    with django_assert_max_num_queries(8):
        assert client.get("/notifications/").content.decode().count("Wednesday 12:30") == 21
