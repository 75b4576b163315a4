"""The ledger: the only writer of entries. An entry keeps what counted; a reversal takes exactly that."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from community.members.models import Member
from reputation import standings
from reputation.models import Entry, Reason
from reputation.prices import CAPPED, DAILY_CAP, PRICES


@transaction.atomic
def credit(
    member: Member | None, reason: Reason, *, subject: str, post: str, tag_ids: Iterable[int], now: datetime
) -> Entry | None:
    """Write one entry for `reason` and `subject`, in points after the day's cap.

    Employees and unknown members earn nothing (None). A second call for the same subject changes nothing.
    """
    if member is None or member.is_employee or member.erased_at is not None:
        return None
    # The row of the standing is the lock under which the day's sum is read and the entry written.
    standings.lock(member)
    earlier = Entry.objects.filter(member=member, reason=reason, subject=subject, reverses=None).first()
    if earlier is not None:
        return earlier
    points = PRICES[reason]
    if reason in CAPPED and points > 0:
        points = max(0, min(points, DAILY_CAP - earned_from_votes(member, now)))
    entry = Entry.objects.create(
        member=member,
        reason=reason,
        subject=subject,
        post=post,
        points=points,
        tag_ids=sorted(tag_ids),
        at=now,
    )
    standings.add(entry)
    return entry


@transaction.atomic
def reverse(*, now: datetime, subject: str = "", post: str = "") -> int:
    """Take back what still stands of a `subject` (one vote, one acceptance) or of a whole `post`; how many lines."""
    chains = _chains(subject, post)
    return _turn([chain[-1] for chain in chains if len(chain) % 2 == 1], now)


@transaction.atomic
def reinstate(*, now: datetime, post: str, reversed_at: datetime, without: Collection[Reason] = ()) -> int:
    """Give back exactly what was taken from a `post` at that moment, some reasons aside; how many lines."""
    taken = [chain[-1] for chain in _chains("", post) if len(chain) % 2 == 0]
    return _turn([line for line in taken if line.at == reversed_at and line.reason not in without], now)


def _chains(subject: str, post: str) -> list[list[Entry]]:
    """Each entry with the reversals that followed it: an odd number of lines stands, an even number does not."""
    lines = Entry.objects.select_related("member").order_by("member_id", "id")
    lines = lines.filter(subject=subject) if subject else lines.filter(post=post)
    chains: dict[tuple, list[Entry]] = {}
    for line in lines:
        chains.setdefault((line.member_id, line.reason, line.subject), []).append(line)
    return list(chains.values())


def _turn(lines: list[Entry], now: datetime) -> int:
    for line in lines:
        standings.lock(line.member)
        turned = Entry.objects.create(
            member=line.member,
            reason=line.reason,
            subject=line.subject,
            post=line.post,
            points=-line.points,
            tag_ids=line.tag_ids,
            at=now,
            reverses=line,
        )
        standings.add(turned)
    return len(lines)


def earned_from_votes(member: Member, now: datetime) -> int:
    """Points that votes of this UTC day brought: what counted, reversals left aside, for nothing refills."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    counted = Entry.objects.filter(
        member=member,
        reason__in=CAPPED,
        reverses=None,
        points__gt=0,
        at__gte=day,
        at__lt=day + timedelta(days=1),
    )
    return counted.aggregate(sum=Sum("points"))["sum"] or 0
