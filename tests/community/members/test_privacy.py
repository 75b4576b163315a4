"""What others may do with one's name: chosen on one page, kept, and heard of by rooms above."""

import pytest

from community.events.models import Event
from community.members.models import MentionableBy
from tests.builders import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(db):
    return make_member("Sanne Vos")


def test_choices_are_kept(client, member):
    client.force_login(member)
    page = client.get("/settings/privacy/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count(" checked") == 3
    client.post("/settings/privacy/", {"mentionable_by": "staff", "shows_activity": "on"})
    member.refresh_from_db()
    assert (member.mentionable_by, member.is_followable, member.shows_activity) == (
        MentionableBy.STAFF,
        False,
        True,
    )
    event = Event.objects.get(kind="member.unfollowable")
    assert event.subject == f"member:{member.pk}" and event.announce_due_at is not None


def test_who_works_here_can_not_leave_followers(client, employee):
    client.force_login(employee)
    assert b"is_followable" not in client.get("/settings/privacy/").content
    client.post("/settings/privacy/", {"mentionable_by": "nobody"})
    employee.refresh_from_db()
    assert employee.is_followable and employee.mentionable_by == "nobody" and not employee.shows_activity
    assert not Event.objects.filter(kind="member.unfollowable").exists()


@pytest.mark.parametrize("fields", [{}, {"mentionable_by": "the moon"}])
def test_what_was_not_offered_is_refused(client, member, fields):
    client.force_login(member)
    page = client.post("/settings/privacy/", fields)
    assert b'role="alert"' in page.content
    member.refresh_from_db()
    assert member.mentionable_by == MentionableBy.EVERYONE and member.is_followable
