"""Webhooks: alarms of the desk for other systems, each kept as a delivery until its receiver has it.

A delivery is claimed before it is sent, outside any transaction: whoever is killed in between leaves a claim
that ends by itself, and the receiver knows a second sending by its id.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.lib import nudges, outgoing
from community.lib.links import absolute
from community.members.models import Member
from community.notifications.telling import tell
from forum.webcare.models import Case, Delivery, Webhook

log = structlog.get_logger(__name__)

KINDS = {
    "case-opened": _("A case came to the desk"),
    "case-unowned": _("Nobody owns a case"),
    "case-late": _("A promise is due"),
    "promise-slipped": _("A promise to a customer slipped"),
}
TEST = "test"
# After a refusal it is tried again this much later; one more refusal and it is given up.
PAUSES = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12)
)  # fmt: skip
# Longer than a run can take: whoever claimed it and is silent since then was stopped.
CLAIM = timedelta(minutes=10)
# So many refusals in a row are no hiccup: nothing more is sent until somebody looks.
PAUSE_AFTER = 20
# One run; what is left waits for the next.
BATCH = 20
# A receiver that refuses leaves its own deliveries behind, not those of others.
LOOKED_AT = 500
KEPT = timedelta(days=30)
_PREFIX = "whsec_"


@dataclass(frozen=True)
class Delivered:
    taken: int = 0
    refused: int = 0


def new_secret() -> str:
    """A random key of 32 bytes, written as the Standard Webhooks specification does."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def queue(kind: str, *, key: str, now: datetime, link: str, data: dict) -> int:
    """One delivery for each webhook that wants this kind, once per `key`; how many webhooks want it.

    `data` holds numbers, slugs and moments (ISO 8601) only: no name, no title, no text of anybody.
    """
    wanted = [one for one in Webhook.objects.filter(paused_at=None) if not one.kinds or kind in one.kinds]
    if wanted:
        payload = {"type": kind, "timestamp": now.isoformat(), "data": {**data, "link": absolute(link)}}
        Delivery.objects.bulk_create(
            [
                Delivery(webhook=one, key=key[:80], kind=kind, payload=payload, made_at=now, due_at=now)
                for one in wanted
            ],
            ignore_conflicts=True,
        )
        nudges.nudge("forum.webcare.tasks.deliver_webhooks")
    return len(wanted)


def queue_about(case: Case, kind: str, *, key: str, now: datetime) -> int:
    """The same about a case: its number, its board and its moments."""
    moments = {
        name: moment.isoformat() if moment else None
        for name, moment in (("opened", case.opened_at), ("promised", case.due_at))
    }
    data = {"case": case.pk, "board": case.question.board.slug, "is_owned": case.owner_id is not None}
    return queue(kind, key=key, now=now, link=case.path(), data={**data, **moments})


def queue_test(webhook: Webhook, now: datetime) -> Delivery:
    """A delivery that says nothing but that it works, also for a webhook that is paused."""
    payload = {"type": TEST, "timestamp": now.isoformat(), "data": {"link": absolute("/desk/")}}
    made = Delivery.objects.create(
        webhook=webhook,
        key=f"test:{secrets.token_hex(8)}",
        kind=TEST,
        payload=payload,
        made_at=now,
        due_at=now,
    )
    nudges.nudge("forum.webcare.tasks.deliver_webhooks")
    return made


def deliver(now: datetime, timeout: float = outgoing.TIMEOUT_SECONDS) -> Delivered:
    """Send what is due, the oldest first; a receiver that refuses is left in peace for the rest of the run."""
    due = Delivery.objects.filter(due_at__lte=now).exclude(~Q(kind=TEST), webhook__paused_at__isnull=False)
    waiting = due.order_by("due_at", "pk").values_list("pk", "webhook")
    refusing: set[int] = set()
    taken = 0
    for delivery_id, webhook_id in list(waiting[:LOOKED_AT]):
        if taken + len(refusing) >= BATCH:
            break
        claimed = None if webhook_id in refusing else _claim(delivery_id, now)
        if claimed is None:
            continue
        if _delivered(claimed, timeout, now):
            taken += 1
        else:
            refusing.add(webhook_id)
    return Delivered(taken, len(refusing))


def _delivered(claimed: Delivery, timeout: float, now: datetime) -> bool:
    """Whether the receiver has it; what could not even be noted must not keep the others waiting."""
    try:
        return _note(claimed, _send(claimed, timeout), now)
    except Exception:
        log.exception("delivery_failed", delivery=claimed.pk)
        return False


def forget_old(now: datetime) -> int:
    """What was settled a month ago is of no use to anybody; how many."""
    return Delivery.objects.filter(made_at__lt=now - KEPT, due_at=None).delete()[0]


def signature(secret: str, message_id: str, stamp: int, body: bytes) -> str:
    """HMAC-SHA256 of id, time and body, as the Standard Webhooks specification has it: "v1,<base64>"."""
    signed = f"{message_id}.{stamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest()).decode()


def _key(secret: str) -> bytes:
    if secret.startswith(_PREFIX):
        try:
            return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def _claim(delivery_id: int, now: datetime) -> Delivery | None:
    """The delivery, ours until the claim ends; None when another worker was quicker."""
    found = Delivery.objects.select_related("webhook").filter(pk=delivery_id, due_at__lte=now).first()
    if found is None:
        return None
    mine = Delivery.objects.filter(pk=found.pk, due_at=found.due_at, attempts=found.attempts).update(
        due_at=now + CLAIM, attempts=found.attempts + 1
    )
    found.due_at, found.attempts = now + CLAIM, found.attempts + 1
    return found if mine else None


def _send(delivery: Delivery, timeout: float) -> outgoing.Answer | str:
    """The receiver's answer, or in words why there is none."""
    # Real time, also where the clock of the demo was moved: receivers compare it with theirs.
    stamp, name = int(time.time()), f"msg_{delivery.pk}"
    body = json.dumps({"id": name, **delivery.payload}, separators=(",", ":"), ensure_ascii=False).encode()
    headers = {
        "Webhook-Id": name,
        "Webhook-Timestamp": str(stamp),
        "Webhook-Signature": signature(delivery.webhook.secret, name, stamp, body),
    }
    try:
        return outgoing.post(delivery.webhook.url, body=body, headers=headers, timeout=timeout)
    except (outgoing.Refused, outgoing.Unreachable) as fault:
        return str(fault)


@transaction.atomic
def _note(delivery: Delivery, answer: outgoing.Answer | str, now: datetime) -> bool:
    """Keep how it went; whether the receiver has it."""
    is_taken = isinstance(answer, outgoing.Answer) and answer.is_taken
    said = answer if isinstance(answer, str) else f"{answer.status} {answer.text}".strip()
    webhook = Webhook.objects.select_for_update().get(pk=delivery.webhook_id)
    # A test is for who waits for it: it is sent once, and its failing says nothing about the alarms.
    is_last = delivery.attempts > len(PAUSES) or delivery.kind == TEST or webhook.paused_at is not None
    again = None if is_taken or is_last else now + PAUSES[delivery.attempts - 1]
    ours = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
    ours.update(due_at=again, delivered_at=now if is_taken else None, said=said[:300])
    if is_taken:
        Webhook.objects.filter(pk=webhook.pk).update(failures=0)
    elif delivery.kind != TEST:
        _note_refusal(webhook, delivery if is_last else None, now)
    return is_taken


def _note_refusal(webhook: Webhook, given_up: Delivery | None, now: datetime) -> None:
    failures = min(webhook.failures + 1, 30_000)
    Webhook.objects.filter(pk=webhook.pk).update(failures=failures)
    if failures >= PAUSE_AFTER and webhook.paused_at is None:
        Webhook.objects.filter(pk=webhook.pk).update(paused_at=now)
        Delivery.objects.filter(webhook=webhook, due_at__isnull=False).update(due_at=None)
        _tell_managers(webhook, f"paused:{now:%Y%m%d%H%M}", "paused", now)
    elif given_up is not None:
        _tell_managers(webhook, f"given-up:{given_up.pk}", "given_up", now)


def _tell_managers(webhook: Webhook, key: str, variant: str, now: datetime) -> None:
    tell(
        Member.objects.present().filter(is_manager=True).values_list("pk", flat=True),
        kind="webhook-refused", subject=f"webhook:{webhook.pk}",
        link=f"/admin/snippets/webcare/webhook/edit/{webhook.pk}/", key=f"webhook:{webhook.pk}:{key}", now=now,
        details={"title": webhook.name, "variant": variant},
    )  # fmt: skip
