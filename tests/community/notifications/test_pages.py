"""The pages of notifications: one's own, newest first, read with one press, and chosen."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from community.lib import clock, links
from community.notifications import kinds
from community.notifications.models import Notification, Preference
from community.notifications.reading import PAGE_SIZE
from community.notifications.telling import tell

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
    older = client.get("/notifications/", {"after": first.context["page"].older})
    assert b"Part 0." in older.content and b"Part 30." not in older.content
    newer = client.get("/notifications/", {"before": older.context["page"].newer})
    assert b"Part 30." in newer.content


@pytest.mark.parametrize("token", ["nonsense", "x" * 5000, "1"])
def test_a_page_that_is_none_is_the_first(client, asker, now, token):
    say(asker, now, title="The first page.")
    client.force_login(asker)
    assert b"The first page." in client.get("/notifications/", {"after": token}).content


def test_they_stand_under_their_days_in_ones_own_time_zone(client, asker, now):
    asker.time_zone = "Pacific/Auckland"
    asker.save()
    day = clock.now().astimezone(ZoneInfo("Pacific/Auckland")).replace(hour=12)
    say(asker, day, 1, title="Of today.")
    say(asker, day - timedelta(days=1), 2, title="Of yesterday.")
    say(asker, now.replace(year=2020, hour=11), 3, title="Of long ago.")
    client.force_login(asker)
    days = [label for label, _lines in client.get("/notifications/").context["page"].days]
    assert days == ["Today", "Yesterday", "Wednesday 18 November 2020"]


def test_only_the_new_ones(client, asker, now):
    say(asker, now, 1, title="Read before.")
    Notification.objects.update(read_at=now)
    client.force_login(asker)
    assert b"You have read everything" in client.get("/notifications/?state=new").content
    say(asker, now, 2, title="Just in.")
    page = client.get("/notifications/?state=new").content
    assert b"Just in." in page and b"Read before." not in page


def test_going_there_is_having_read_all_about_it(client, asker, now):
    say(asker, now, 1)
    say(asker, now, 2)
    client.force_login(asker)
    row = Notification.objects.first()
    client.head(f"/notifications/{row.pk}/")
    assert Notification.objects.unread().count() == 2, "a program that only looks has read nothing"
    answer = client.get(f"/notifications/{row.pk}/")
    assert (answer.status_code, answer.url) == (302, "/answers/1/")
    assert not Notification.objects.unread().exists()


def test_nobody_opens_what_others_were_told(client, asker, helper, now):
    say(helper, now)
    client.force_login(asker)
    assert client.get(f"/notifications/{Notification.objects.get().pk}/").status_code == 404
    assert Notification.objects.unread().count() == 1


def test_a_notification_of_a_kind_no_room_knows_breaks_no_page(client, asker, now):
    say(asker, now)
    Notification.objects.update(kind="of-a-room-that-left")
    client.force_login(asker)
    assert client.get("/notifications/").status_code == 200


def ticks_of(client) -> int:
    page = client.get("/notifications/preferences/").content.decode()
    return page[page.index("<main") : page.index("</main>")].count(" checked>")


def test_choices_are_kept_per_kind_and_channel(client, asker):
    client.force_login(asker)
    page = client.get("/notifications/preferences/").content.decode()
    assert 'name="answer-posted-mail" aria-label' in page
    client.post("/notifications/preferences/", {"answer-posted-site": "on"})
    chosen = set(Preference.objects.filter(wanted=True).values_list("kind", "channel"))
    assert chosen == {("answer-posted", "site")}
    assert Preference.objects.count() == 2 * len(kinds.kinds_for(asker))
    assert ticks_of(client) == 1


@pytest.mark.parametrize(
    ("who", "offered", "withheld"),
    [
        ("asker", {"answer-posted", "helper-asked"}, {"case-late", "expert-asked"}),
        ("employee", {"answer-posted", "expert-asked"}, {"case-late"}),
        ("agent", {"expert-asked", "case-late", "case-opened"}, set()),
        ("lead", {"case-unowned"}, set()),
        ("moderator", {"answer-posted"}, {"case-late", "expert-asked"}),
        ("manager", {"answer-posted", "case-late"}, {"case-opened", "expert-asked"}),
    ],
)
def test_one_chooses_among_what_one_can_be_told(client, request, who, offered, withheld):
    client.force_login(request.getfixturevalue(who))
    page = client.get("/notifications/preferences/").content.decode()
    assert all(f'name="{slug}-mail"' in page for slug in offered)
    assert not any(f'name="{slug}-mail"' in page for slug in withheld)


def test_no_letters_at_all_keeps_the_choices_for_later(client, asker, now):
    client.force_login(asker)
    ticks = {"answer-posted-site": "on", "answer-posted-mail": "on"}
    client.post("/notifications/preferences/", ticks | {"no-letters": "on"})
    say(asker, now, 1)
    assert Notification.objects.get().letter_due_at is None
    assert Notification.objects.unread().count() == 1, "at the bell it still stands"
    assert ticks_of(client) == 3
    client.post("/notifications/preferences/", ticks)
    say(asker, now, 2)
    assert Notification.objects.latest("pk").letter_due_at == now


def test_the_link_in_a_letter_stops_one_kind_or_all(client, asker, now):
    stop = (
        "/notifications/unsubscribe/"
        + links.signed("unsubscribe", member=asker.pk, kind="answer-posted")
        + "/"
    )
    assert b"No more of these letters?" in client.get(stop).content
    assert not Preference.objects.exists(), "looking stops nothing"
    client.post(stop)
    assert set(Preference.objects.values_list("kind", "channel", "wanted")) == {
        ("answer-posted", "mail", False)
    }
    assert b"We mail you nothing any more" in client.post(stop, {"everything": "yes"}).content
    assert Preference.objects.filter(kind=kinds.EVERYTHING, wanted=False).exists()


@pytest.mark.parametrize("path", ["/notifications/", "/notifications/preferences/"])
def test_visitors_sign_in_first(client, db, path):
    assert client.get(path).url == f"/accounts/login/?next={path}"
