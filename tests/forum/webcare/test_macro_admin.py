"""Ready-made texts in the admin: what a place that nobody fills in would do to a customer."""

import pytest

from cms.roles import ensure_managers
from community.events.models import Event
from forum.webcare.models import Macro
from tests.builders import make_member

pytestmark = pytest.mark.django_db

ADD = "/admin/snippets/webcare/macro/add/"
GIVEN = {
    "name": "Visit",
    "language": "en",
    "position": "0",
    "body": "Hello {name}, we come by on [day]. {me}",
    "board": "",
    "retired_at": "",
}


@pytest.fixture
def admin(client):
    karin = make_member("Karin Visser", is_manager=True)
    karin.groups.add(ensure_managers())
    client.force_login(karin)
    return client


def test_a_manager_writes_one(admin):
    assert "{promise}" in admin.get(ADD).content.decode()
    assert admin.post(ADD, GIVEN).status_code == 302
    macro = Macro.objects.get()
    assert (macro.name, macro.language, macro.board) == ("Visit", "en", None)
    assert Event.objects.filter(kind="macro.created", subject=f"macro:{macro.pk}").count() == 1
    page = admin.get("/admin/snippets/webcare/macro/").content.decode()
    assert "Visit" in page


def test_a_place_that_nobody_fills_in_is_refused_and_the_text_kept(admin):
    page = admin.post(ADD, {**GIVEN, "body": "Hello {naam} and {name}"})
    assert page.status_code == 200
    assert "Nobody fills in {naam}." in page.content.decode()
    assert "Hello {naam} and {name}</textarea>" in page.content.decode()
    assert not Macro.objects.exists()


def test_one_name_once_a_language(admin):
    admin.post(ADD, GIVEN)
    assert admin.post(ADD, GIVEN).status_code == 200
    assert admin.post(ADD, {**GIVEN, "language": "nl"}).status_code == 302
    assert Macro.objects.count() == 2


@pytest.mark.parametrize("role", ["helper", "employee", "agent", "lead", "moderator"])
def test_others_do_not_write_them(request, client, role):
    client.force_login(request.getfixturevalue(role))
    assert client.post(ADD, GIVEN).status_code in (302, 403)
    assert not Macro.objects.exists()
