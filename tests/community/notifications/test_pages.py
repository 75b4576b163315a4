"""The pages of notifications: one's own, newest first, read with one press, and chosen."""

from datetime import timedelta

import pytest

from community.notifications import kinds
from community.notifications.models import Notification, Preference
from community.notifications.telling import tell
from community.notifications.views import PAGE_SIZE

pytestmark = pytest.mark.django_db


def say(person, now, number=1, title="Does it <b>rain</b>?", actor=None):
    tell(
        [person.pk],
        kind="answer-posted",
        subject="answer:1",
        link="/answers/1/",
        key=f"event:{number}",
        now=now,
        actor=actor,
        details={"title": title},
    )


def test_one_reads_what_one_was_told(client, asker, helper, now):
    say(asker, now, actor=helper)
    say(helper, now, title="Not for the asker")
    client.force_login(asker)
    page = client.get("/notifications/").content.decode()
    assert "Joost Wagenaar answered: Does it &lt;b&gt;rain&lt;/b&gt;?" in page
    assert "Not for the asker" not in page


def test_an_empty_page_says_so(client, asker):
    client.force_login(asker)
    assert b"Nothing yet" in client.get("/notifications/").content


def test_the_bell_counts_what_is_new(client, asker, now):
    for number in range(3):
        say(asker, now, number)
    client.force_login(asker)
    assert b"Notifications, 3 new" in client.get("/notifications/").content
    assert client.post("/notifications/read/").url == "/notifications/"
    assert b", 3 new" not in client.get("/notifications/").content


def test_marking_as_read_is_for_ones_own(client, asker, helper, now):
    say(helper, now)
    client.force_login(asker)
    client.post("/notifications/read/")
    assert Notification.objects.unread().count() == 1


def test_older_ones_are_a_page_away(client, asker, now):
    for number in range(PAGE_SIZE + 1):
        say(asker, now + timedelta(minutes=number), number, title=f"Part {number}.")
    client.force_login(asker)
    first = client.get("/notifications/")
    assert b"Part 30." in first.content and b"Part 0." not in first.content
    older = first.context["page"].older
    page = client.get("/notifications/", {"page": older})
    assert b"Part 0." in page.content


@pytest.mark.parametrize("token", ["nonsense", "x" * 5000, "1"])
def test_a_page_that_is_none_leads_to_the_first(client, asker, token):
    client.force_login(asker)
    assert client.get("/notifications/", {"page": token}).url == "/notifications/"


def test_a_notification_of_a_kind_no_room_knows_breaks_no_page(client, asker, now):
    say(asker, now)
    Notification.objects.update(kind="of-a-room-that-left")
    client.force_login(asker)
    assert client.get("/notifications/").status_code == 200


def test_choices_are_kept_per_kind_and_channel(client, asker):
    client.force_login(asker)
    page = client.get("/notifications/preferences/").content.decode()
    assert 'name="answer-posted-mail" aria-label' in page
    client.post("/notifications/preferences/", {"answer-posted-site": "on"})
    chosen = set(Preference.objects.filter(wanted=True).values_list("kind", "channel"))
    assert chosen == {("answer-posted", "site")}
    assert Preference.objects.count() == 2 * len(kinds.all_kinds())
    page = client.get("/notifications/preferences/").content.decode()
    assert page.count(" checked>") == 1


@pytest.mark.parametrize("path", ["/notifications/", "/notifications/preferences/"])
def test_visitors_sign_in_first(client, db, path):
    assert client.get(path).url == f"/accounts/login/?next={path}"
