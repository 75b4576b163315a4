"""Standings: the sums of the ledger, kept beside it and rebuilt from it."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Sum

from community.members.models import Member
from community.tags.models import Tag
from reputation.models import Entry, Standing, TagStanding


def of(member: Member) -> int:
    """Points as shown: 1 + the sum of entries, never below 1."""
    kept = Standing.objects.filter(member=member).first()
    return kept.points if kept else 1


def read_with(member: Member) -> int:
    """The same for a member who was read with their standing, as the member of a request is: no query."""
    kept = getattr(member, "standing", None)
    return kept.points if kept else 1


def lock(member: Member) -> None:
    """Hold the member's standing until the transaction ends, so that sums and caps are counted one at a time."""
    Standing.objects.get_or_create(member=member)
    Standing.objects.select_for_update().get(member=member)


def add(entry: Entry) -> None:
    """Bring the kept sums up to date with an entry just written."""
    if not entry.points:
        return
    Standing.objects.filter(member=entry.member).update(total=F("total") + entry.points)
    # A tag that was deleted since the vote keeps no sum.
    for tag_id in Tag.objects.filter(pk__in=entry.tag_ids).order_by("pk").values_list("pk", flat=True):
        kept, made = TagStanding.objects.get_or_create(
            member=entry.member, tag_id=tag_id, defaults={"total": entry.points}
        )
        if not made:
            TagStanding.objects.filter(pk=kept.pk).update(total=F("total") + entry.points)


@transaction.atomic
def rebuild(member_ids: Iterable[int] | None = None) -> int:
    """Add every entry up anew and replace the kept sums; how many members have one."""
    entries, kept, by_tag = Entry.objects.all(), Standing.objects.all(), TagStanding.objects.all()
    if member_ids is not None:
        chosen = list(member_ids)
        entries, kept, by_tag = (rows.filter(member__in=chosen) for rows in (entries, kept, by_tag))
    totals = dict(entries.order_by().values_list("member").annotate(sum=Sum("points")))
    tags: Counter[tuple[int, int]] = Counter()
    known = set(Tag.objects.values_list("pk", flat=True))
    counted = entries.exclude(points=0).values_list("member", "tag_ids", "points")
    for member_id, tag_ids, points in counted.iterator():
        for tag_id in known.intersection(tag_ids):
            tags[member_id, tag_id] += points
    kept.delete()
    by_tag.delete()
    Standing.objects.bulk_create(
        [Standing(member_id=member_id, total=total) for member_id, total in totals.items()], batch_size=1000
    )
    TagStanding.objects.bulk_create(
        [
            TagStanding(member_id=member_id, tag_id=tag_id, total=total)
            for (member_id, tag_id), total in tags.items()
        ],
        batch_size=1000,
    )
    return len(totals)


@transaction.atomic
def merge_tag(old: Tag, into: Tag) -> int:
    """What was earned under `old` counts under `into`, in the ledger and in the sums; for how many members."""
    members = sorted(TagStanding.objects.filter(tag=old).values_list("member_id", flat=True))
    for member_id in members:
        lock(Member.objects.get(pk=member_id))
        for entry in Entry.objects.filter(member=member_id).only("tag_ids"):
            if old.pk in entry.tag_ids:
                tag_ids = dict.fromkeys(into.pk if number == old.pk else number for number in entry.tag_ids)
                Entry.objects.filter(pk=entry.pk).update(tag_ids=list(tag_ids))
    if members:
        rebuild(members)
    return len(members)
