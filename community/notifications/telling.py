"""tell(): the one way to tell members something, on the site and by mail, each of them once."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from community.lib import nudges
from community.members.models import Member
from community.notifications import kinds
from community.notifications.models import Channel, Notification, Preference


@transaction.atomic
def tell(
    member_ids: Iterable[int],
    *,
    kind: str,
    subject: str,
    link: str,
    key: str,
    now: datetime,
    actor: Member | None = None,
    details: dict | None = None,
    letters_at: datetime | None = None,
    by_mail: bool = True,
) -> int:
    """Tell each member once what `key` names; how many were told.

    Nobody is told of their own doing; who is gone or does not want this kind is left out. Letters go out at once
    unless they wait until `letters_at`; without `by_mail` there are none. Raises KeyError for a kind that no room
    registered.
    """
    chosen = set(member_ids) - ({actor.pk} if actor else set())
    told = Notification.objects.filter(key=key, member__in=chosen)
    said = {"kind": kind, "subject": subject, "link": link, "key": key, "details": details or {}}
    said |= {"actor": actor, "created_at": now}
    rows = [
        Notification(
            member_id=member_id,
            **said,
            # Wanted by mail only: on the site it counts as read.
            read_at=None if site else now,
            letter_due_at=(letters_at or now) if mail and by_mail else None,
        )
        for member_id, site, mail in _wishes(chosen, kinds.get(kind))
    ]
    before = told.count()
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    new = told.count() - before
    if new:
        nudges.nudge("community.notifications.tasks.deliver")
    return new


def forget_words(
    told: Q, *, words: Collection[str], relink: Callable[[str], str] = str, batch: int = 500
) -> None:
    """Take these words (names of details) out of what members were told, for good; letters about it stay unsent.

    `relink` gives the new address for the old one, should words stand in it.
    """
    rows = []
    for row in Notification.objects.filter(told).only("details", "link").iterator():
        row.details |= {name: None for name in words if name in row.details}
        row.link, row.letter_due_at = relink(row.link), None
        rows.append(row)
    Notification.objects.bulk_update(rows, ["details", "link", "letter_due_at"], batch_size=batch)


def reword(
    told: Q, *, mend: Callable[[str], str], relink: Callable[[str], str] = str, batch: int = 500
) -> None:
    """Mend the words in what members were told, told or not yet lettered; `relink` gives the new address."""
    rows = []
    for row in Notification.objects.filter(told).only("details", "link").iterator():
        row.details = {
            name: mend(said) if isinstance(said, str) else said for name, said in row.details.items()
        }
        row.link = relink(row.link)
        rows.append(row)
    Notification.objects.bulk_update(rows, ["details", "link"], batch_size=batch)


def clear(*, subject: str, kind: str, now: datetime) -> int:
    """Mark what was told about finished work as read for everyone; how many."""
    return Notification.objects.unread().filter(subject=subject, kind=kind).update(read_at=now)


def withdraw_letters(*, subject: str, kind: str) -> int:
    """What was told about this stays on the site, but letters that still wait do not go out; how many."""
    waiting = Notification.objects.filter(subject=subject, kind=kind, letter_due_at__isnull=False)
    return waiting.update(letter_due_at=None)


def take_back(*, subject: str, kind: str, now: datetime) -> None:
    """What was told is over: on the site it counts as read, and letters that still wait do not go out."""
    clear(subject=subject, kind=kind, now=now)
    withdraw_letters(subject=subject, kind=kind)


def _wishes(member_ids: set[int], kind: kinds.Kind) -> list[tuple[int, bool, bool]]:
    """Who wants this kind: member, on the site, by mail. Two queries."""
    rows = Preference.objects.filter(kind__in=(kind.slug, kinds.EVERYTHING), member__in=member_ids)
    chosen = {(row.member_id, row.channel): row.wanted for row in rows if row.kind == kind.slug}
    quiet = {row.member_id for row in rows if row.kind == kinds.EVERYTHING and row.channel == Channel.MAIL}
    wishes = []
    for member_id, address in Member.objects.present().filter(pk__in=member_ids).values_list("pk", "email"):
        site = chosen.get((member_id, Channel.SITE), kind.site)
        mail = bool(address) and member_id not in quiet and chosen.get((member_id, Channel.MAIL), kind.mail)
        if site or mail:
            wishes.append((member_id, site, mail))
    return wishes
