"""When somebody works at the desk every week: adding hours and taking them out."""

from collections.abc import Collection
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from community.events.recording import record
from community.members.models import Member
from forum.rules import require
from forum.webcare import rules
from forum.webcare.attendance import MIDNIGHT
from forum.webcare.models import Shift

_DAY = 24 * 60


@transaction.atomic
def add_shift(
    *, by: Member, member: Member, weekdays: Collection[int], begins: time, ends: time, now: datetime
) -> list[Shift]:
    """These hours on each of the weekdays (0 is Monday), by the site's clock. Midnight as the end is 24:00.

    Hours over midnight become two: until midnight, and on from there on the next day. Raises NotAllowed for
    others' hours, ValidationError without a day, without any length, or where the member works already.
    """
    require(rules.may_plan(by, member, now), _("Your own hours are yours to change; others' are the lead's."))
    if not weekdays or not set(weekdays) <= set(range(7)):
        raise ValidationError(_("Choose at least one day."))
    if begins == ends != MIDNIGHT:
        raise ValidationError(_("These hours begin and end at the same time."))
    # Two windows that add the same hours wait for each other.
    Member.objects.select_for_update().get(pk=member.pk)
    there = list(Shift.objects.filter(member=member))
    made = [part for day in sorted(set(weekdays)) for part in _parts(member, day, begins, ends)]
    for number, part in enumerate(made):
        _refuse_overlap(part, [*there, *made[:number]])
    Shift.objects.bulk_create(made)
    record("shift.added", by=by, now=now, subject=f"member:{member.pk}")
    return made


@transaction.atomic
def remove_shift(*, by: Member, shift: Shift, now: datetime) -> None:
    """Out of the week; taking out what is gone already changes nothing. Raises NotAllowed for others' hours."""
    require(
        rules.may_plan(by, shift.member, now),
        _("Your own hours are yours to change; others' are the lead's."),
    )
    if Shift.objects.filter(pk=shift.pk).delete()[0]:
        record("shift.removed", by=by, now=now, subject=f"member:{shift.member_id}")


def hours_said(shift: Shift) -> str:
    """ "9:00–17:30"; the end of the day is 24:00."""
    ends = "24:00" if shift.ends == MIDNIGHT else f"{shift.ends:%H:%M}"
    return f"{shift.begins:%H:%M}–{ends}"


def _parts(member: Member, day: int, begins: time, ends: time) -> list[Shift]:
    """One shift, or two when it runs over midnight."""
    if ends == MIDNIGHT or begins < ends:
        return [Shift(member=member, weekday=day, begins=begins, ends=ends)]
    return [
        Shift(member=member, weekday=day, begins=begins, ends=MIDNIGHT),
        Shift(member=member, weekday=(day + 1) % 7, begins=MIDNIGHT, ends=ends),
    ]


def _refuse_overlap(new: Shift, others: Collection[Shift]) -> None:
    begins, ends = _minutes(new)
    for other in others:
        from_minute, until = _minutes(other)
        if other.weekday == new.weekday and begins < until and from_minute < ends:
            raise ValidationError(
                _("%(day)s %(hours)s overlaps %(other)s, which stands there already."),
                params={
                    "day": WEEKDAYS[new.weekday], "hours": hours_said(new), "other": hours_said(other),
                },
            )  # fmt: skip


def _minutes(shift: Shift) -> tuple[int, int]:
    begins = shift.begins.hour * 60 + shift.begins.minute
    return begins, (shift.ends.hour * 60 + shift.ends.minute) or _DAY
