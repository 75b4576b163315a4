"""Alarms reach other systems: signed, once, with nobody's data, tried again, and given up in the end."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from django.db import connection

from community.lib import clock
from community.notifications.models import Notification
from forum.webcare import tasks, webhooks
from forum.webcare.alarms import watch
from forum.webcare.models import Delivery, Webhook
from forum.webcare.webhooks import BATCH, CLAIM, PAUSE_AFTER, PAUSES, Delivered, deliver, queue, queue_test
from tests.receiver import HOST, Receiver

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def receiver(settings):
    settings.WEBHOOKS_ALLOW = [HOST]
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def webhook(receiver):
    return Webhook.objects.create(name="Alarm desk", url=receiver.url, secret=webhooks.new_secret())


def something(now, key="one", kind="case-late") -> int:
    return queue(kind, key=key, now=now, link="/desk/1/", data={"case": 1})


def test_an_alarm_says_which_case_and_nothing_about_anybody(webhook, receiver, case, lead, now):
    deliver(now)
    watch(now + timedelta(hours=1))
    assert deliver(now + timedelta(hours=1)) == Delivered(taken=1)
    opened, unowned = (json.loads(one.body) for one in receiver.received)
    assert opened["type"] == "case-opened"
    assert unowned == {
        "id": f"msg_{Delivery.objects.latest('pk').pk}",
        "type": "case-unowned",
        "timestamp": "2026-11-17T12:00:00+00:00",
        "data": {
            "case": case.pk, "board": "internet-and-tv", "is_owned": False, "opened": "2026-11-17T11:00:00+00:00",
            "promised": "2026-11-17T13:00:00+00:00", "link": f"http://127.0.0.1:8000/desk/{case.pk}/",
        },
    }  # fmt: skip
    assert case.question.title.encode() not in receiver.received[1].body


def test_the_receiver_can_check_that_it_is_ours(webhook, receiver, now, monkeypatch):
    monkeypatch.setattr(webhooks.time, "time", lambda: 1_800_000_000.9)
    something(now)
    deliver(now)
    [received] = receiver.received
    name, stamp = received.headers["webhook-id"], received.headers["webhook-timestamp"]
    assert stamp == "1800000000"
    key = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    signed = f"{name}.{stamp}.".encode() + received.body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert received.headers["webhook-signature"] == f"v1,{expected}"


def test_a_known_signature():
    """The example of the Standard Webhooks specification."""
    secret, name = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    signed = webhooks.signature(secret, name, 1614265330, b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    own = hmac.new(b"a secret of our own", b"m.1.{}", hashlib.sha256).digest()
    assert webhooks.signature("a secret of our own", "m", 1, b"{}") == f"v1,{base64.b64encode(own).decode()}"


def test_what_is_queued_or_delivered_twice_is_once(webhook, receiver, now):
    something(now)
    something(now)
    assert deliver(now) == Delivered(taken=1)
    assert deliver(now) == Delivered()
    assert len(receiver.received) == 1


def test_only_the_alarms_that_were_chosen(webhook, receiver, now):
    webhook.kinds = ["case-late"]
    webhook.save()
    assert something(now, "one", "case-unowned") == 0
    assert something(now, "two", "case-late") == 1


def test_a_refusal_is_tried_again_later_and_later_then_given_up(webhook, receiver, manager, now):
    receiver.status = 503
    something(now)
    for number, pause in enumerate(PAUSES, start=1):
        assert deliver(now) == Delivered(refused=1)
        delivery = Delivery.objects.get()
        assert (delivery.attempts, delivery.due_at, delivery.said) == (number, now + pause, "503 thanks")
        assert deliver(now + pause - MINUTE / 2) == Delivered()
        now += pause
    assert not Notification.objects.filter(kind="webhook-refused").exists()
    assert deliver(now) == Delivered(refused=1)
    assert Delivery.objects.get().due_at is None
    assert len({one.headers["webhook-id"] for one in receiver.received}) == 1
    told = Notification.objects.get(kind="webhook-refused")
    assert (told.member, told.details["variant"]) == (manager, "given_up")
    assert told.link.startswith("/admin/snippets/webcare/webhook/edit/")


def test_many_refusals_pause_it_and_a_success_forgets_them(webhook, receiver, manager, now):
    Webhook.objects.update(failures=PAUSE_AFTER - 1)
    something(now)
    deliver(now)
    webhook.refresh_from_db()
    assert webhook.failures == 0
    Webhook.objects.update(failures=PAUSE_AFTER - 1)
    receiver.status = 500
    something(now, "two")
    something(now, "three")
    deliver(now)
    webhook.refresh_from_db()
    assert webhook.paused_at == now
    assert not Delivery.objects.exclude(due_at=None).exists()
    assert Notification.objects.get(kind="webhook-refused").details["variant"] == "paused"
    assert something(now, "four") == 0


def test_a_receiver_that_refuses_does_not_hold_up_the_others(webhook, receiver, settings, now):
    with Receiver(status=500) as other:
        Webhook.objects.create(name="Broken", url=other.url, secret="a secret of our own")
        for key in ("one", "two", "three"):
            something(now, key)
        assert deliver(now) == Delivered(taken=3, refused=1)
        assert len(other.received) == 1


@pytest.mark.parametrize("status", [302, 404, 500])
def test_only_a_yes_is_a_yes(webhook, receiver, now, status):
    receiver.status, receiver.headers = status, {"Location": "/elsewhere"}
    something(now)
    assert deliver(now) == Delivered(refused=1)
    assert len(receiver.received) == 1


def test_a_private_address_is_not_called(webhook, receiver, settings, now):
    settings.WEBHOOKS_ALLOW = []
    something(now)
    assert deliver(now) == Delivered(refused=1)
    assert receiver.received == []
    assert "WEBHOOKS_ALLOW" in Delivery.objects.get().said


def test_a_silent_receiver_is_left_and_tried_again(webhook, receiver, now):
    receiver.is_stalled = True
    something(now)
    assert deliver(now, timeout=0.05) == Delivered(refused=1)
    assert Delivery.objects.get().said == "No answer in time."


def test_a_worker_killed_midway_sends_it_again_under_the_same_name(webhook, receiver, now, monkeypatch):
    class Killed(BaseException):
        pass

    def note(*_how: object) -> bool:
        raise Killed

    something(now)
    with monkeypatch.context() as patch:
        patch.setattr(webhooks, "_note", note)
        with pytest.raises(Killed):
            deliver(now)
    # Nobody else takes it while its claim lasts.
    assert deliver(now + MINUTE) == Delivered()
    assert deliver(now + CLAIM) == Delivered(taken=1)
    first, second = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert deliver(now + 2 * CLAIM) == Delivered()


def test_no_transaction_is_open_while_it_waits(webhook, receiver, now, monkeypatch, transactional_db):
    seen = []
    sent = webhooks._send
    monkeypatch.setattr(
        webhooks, "_send", lambda *given: (seen.append(connection.in_atomic_block), sent(*given))[1]
    )
    something(now)
    deliver(now)
    assert seen == [False]


def test_two_workers_deliver_it_once(webhook, receiver, now, monkeypatch):
    """The second begins when the first has read what is due, and claims it before."""
    something(now)
    claim = webhooks._claim

    def both(delivery_id, moment):
        mine = claim(delivery_id, moment)
        assert claim(delivery_id, moment) is None
        return mine

    monkeypatch.setattr(webhooks, "_claim", both)
    assert deliver(now) == Delivered(taken=1)
    assert len(receiver.received) == 1


def test_a_test_is_sent_once_also_while_paused(webhook, receiver, now):
    Webhook.objects.update(paused_at=now)
    receiver.status = 500
    queue_test(webhook, now)
    assert deliver(now) == Delivered(refused=1)
    assert Delivery.objects.get().due_at is None
    webhook.refresh_from_db()
    assert webhook.failures == 0
    assert json.loads(receiver.received[0].body)["type"] == "test"


def test_what_is_long_settled_is_forgotten(webhook, now):
    something(now - timedelta(days=31), "old")
    Delivery.objects.update(due_at=None)
    something(now - timedelta(days=31), "waits")
    something(now, "new")
    assert webhooks.forget_old(now) == 1
    assert set(Delivery.objects.values_list("key", flat=True)) == {"waits", "new"}


def test_the_jobs_run_by_the_clock(webhook, receiver, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now)
    something(now)
    tasks.deliver_webhooks()
    assert len(receiver.received) == 1
    assert tasks.forget_deliveries() == 0


def test_what_waits_for_a_paused_one_stays(webhook, receiver, now):
    something(now)
    Webhook.objects.update(paused_at=now)
    assert deliver(now) == Delivered()
    assert not receiver.received


def test_what_no_database_keeps_is_left_out_of_what_it_said(webhook, receiver, now):
    receiver.answer = b"t\x00h\x00a\x00n\x00k\x00s"
    something(now)
    assert deliver(now) == Delivered(taken=1)
    assert Delivery.objects.get().said == "200 t h a n k s"


def test_many_for_a_broken_one_do_not_hold_up_the_others(webhook, receiver, now):
    with Receiver(status=500) as other:
        broken = Webhook.objects.create(name="Broken", url=other.url, secret="a secret of our own")
        for number in range(BATCH + 5):
            Delivery.objects.create(
                webhook=broken, key=f"k{number}", kind="case-late", payload={}, made_at=now, due_at=now - CLAIM
            )  # fmt: skip
        something(now, "mine")
        assert len(receiver.received) == 0
        deliver(now)
        assert len(receiver.received) == 1
