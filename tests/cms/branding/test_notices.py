"""Notices of outages: above everything on the home page and on the list of their board, at once when saved."""

from datetime import timedelta

import pytest
from django.test import Client

from cms.branding import current
from cms.branding.models import Notice
from community.events.models import Event
from community.lib import clock, slots
from tests.builders import make_board

pytestmark = pytest.mark.django_db


def notice(**fields) -> Notice:
    made = Notice.objects.create(
        **{"heading": "No internet in Amersfoort", "starts_at": clock.now(), **fields}
    )
    slots.bump(current.STALE)
    return made


def test_it_stands_on_the_home_page_and_on_its_board_only(client, home, board):
    other = make_board("Energy")
    notice(
        board=board, heading_nl="Geen internet in Amersfoort", text="A cable & a digger", address="/articles/"
    )
    page = client.get("/").content.decode()
    assert (
        "No internet in Amersfoort" in page and "A cable &amp; a digger" in page and "<time datetime=" in page
    )
    assert "No internet" in client.get(board.path()).content.decode()
    assert "No internet" not in client.get(other.path()).content.decode()
    assert "No internet" not in client.get("/questions/").content.decode()
    assert "Geen internet" in Client(headers={"accept-language": "nl"}).get("/").content.decode()


def test_one_about_everything_stands_on_every_list(client, home, board):
    notice()
    for path in ("/", board.path(), "/questions/"):
        assert "No internet" in client.get(path).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"is_on": False},
        {"starts_at": clock.now() + timedelta(hours=1)},
        {"starts_at": clock.now() - timedelta(hours=2), "ends_at": clock.now() - timedelta(hours=1)},
    ],
    ids=["switched off", "still to come", "over"],
)
def test_what_does_not_go_on_now_is_not_shown(client, home, fields):
    notice(**fields)
    assert "No internet" not in client.get("/").content.decode()


def test_a_manager_makes_changes_and_deletes_one_and_pages_follow(
    admin, home, django_capture_on_commit_callbacks
):
    fields = {"kind": "outage", "heading": "No TV", "starts_at": "2020-01-01 10:00", "is_on": "on"}
    base = "/admin/snippets/cms/notice/"
    for address, change, shown in [
        ("add/", {}, "No TV"),
        ("edit/{}/", {"heading": "TV is back", "kind": "over"}, "TV is back"),
        ("delete/{}/", {}, None),
    ]:
        pk = Notice.objects.values_list("pk", flat=True).first()
        with django_capture_on_commit_callbacks(execute=True):
            reply = admin.post(base + address.format(pk), {**fields, **change})
        assert reply.status_code == 302, reply.context["form"].errors
        page = Client().get("/").content.decode()
        assert (shown in page) if shown else ("TV" not in page)
    kinds = Event.objects.filter(kind__startswith="notice.").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["notice.created", "notice.changed", "notice.deleted"]


def test_it_does_not_end_before_it_begins(admin):
    fields = {
        "kind": "outage",
        "heading": "No TV",
        "starts_at": "2020-01-02 10:00",
        "ends_at": "2020-01-01 10:00",
    }
    reply = admin.post("/admin/snippets/cms/notice/add/", fields)
    assert reply.status_code == 200 and not Notice.objects.exists()


@pytest.mark.parametrize("person", ["asker", "employee", "agent", "moderator"])
def test_nobody_else_makes_one(request, client, person):
    client.force_login(request.getfixturevalue(person))
    reply = client.post("/admin/snippets/cms/notice/add/", {"heading": "x", "starts_at": "2020-01-01 10:00"})
    assert reply.status_code in (302, 403) and not Notice.objects.exists()
