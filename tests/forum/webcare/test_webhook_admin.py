"""Managers add webhooks in the admin: the address is checked, a secret made, a test sent, and a pause ended."""

import pytest

from cms.roles import ensure_managers
from community.events.models import Event
from forum.webcare.models import Delivery, Webhook
from forum.webcare.webhooks import new_secret
from tests.builders import make_member

pytestmark = pytest.mark.django_db

ADD = "/admin/snippets/webcare/webhook/add/"
WORDS = {"name": "Alarm desk", "url": "https://alarms.example.com/in", "secret": "", "kinds": ["case-late"]}


@pytest.fixture
def admin(client):
    karin = make_member("Karin Visser", is_manager=True)
    karin.groups.add(ensure_managers())
    client.force_login(karin)
    return client


@pytest.fixture
def webhook(db):
    return Webhook.objects.create(name="Alarm desk", url="https://alarms.example.com/in", secret=new_secret())


def edit(webhook) -> str:
    return f"/admin/snippets/webcare/webhook/edit/{webhook.pk}/"


@pytest.mark.parametrize("person", ["asker", "agent", "lead", "moderator"])
def test_webhooks_are_for_managers(request, client, webhook, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(edit(webhook)).status_code in (302, 403)


def test_a_secret_is_made_when_none_is_given(admin):
    assert admin.get(ADD).status_code == 200
    assert admin.post(ADD, WORDS).status_code == 302
    webhook = Webhook.objects.get()
    assert webhook.secret.startswith("whsec_") and webhook.kinds == ["case-late"]
    assert Event.objects.filter(kind="webhook.created").count() == 1
    admin.post(edit(webhook), {**WORDS, "secret": webhook.secret, "kinds": []})
    kept = Webhook.objects.get()
    assert (kept.secret, kept.kinds) == (webhook.secret, [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "http://alarms.example.com/"}, {"url": "https://127.0.0.1/"}, {"url": "https://a:b@example.com/"},
        {"url": "https://[::1]/"}, {"secret": "short"}, {"kinds": ["nonsense"]},
    ],
    ids=str,
)  # fmt: skip
def test_what_will_not_do(admin, wrong):
    assert admin.post(ADD, {**WORDS, **wrong}).status_code == 200
    assert not Webhook.objects.exists()


def test_the_setting_opens_a_host_inside(admin, settings):
    settings.WEBHOOKS_ALLOW = ["10.1.2.3"]
    admin.post(ADD, {**WORDS, "url": "http://10.1.2.3:8080/in"})
    assert Webhook.objects.get().url == "http://10.1.2.3:8080/in"


def test_a_test_is_queued_and_stands_among_what_was_sent(admin, webhook):
    assert "Nothing was sent yet." in admin.get(edit(webhook)).content.decode()
    page = admin.post(edit(webhook), {"send_test": "1"}, follow=True).content.decode()
    assert "A test is on its way." in page and "on its way" in page
    Delivery.objects.update(due_at=None, attempts=1, said="500 <b>Oops</b>")
    page = admin.get(edit(webhook)).content.decode()
    assert "given up" in page and "500 &lt;b&gt;Oops&lt;/b&gt;" in page
    assert Webhook.objects.get().name == webhook.name


def test_ending_a_pause_forgets_the_refusals(admin, webhook, now):
    Webhook.objects.update(paused_at=now, failures=20)
    admin.post(edit(webhook), {**WORDS, "secret": webhook.secret, "is_paused": "on"})
    assert Webhook.objects.get().paused_at == now
    admin.post(edit(webhook), {**WORDS, "secret": webhook.secret})
    webhook.refresh_from_db()
    assert (webhook.paused_at, webhook.failures) == (None, 0)
