"""Watching a case: who of the desk hears what happens to it without owning it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from community.events.models import Event
from community.events.recording import record
from community.members.models import Member
from community.notifications.telling import tell
from forum.rules import require
from forum.webcare import rules
from forum.webcare.models import Case, CaseWatch


@transaction.atomic
def watch(*, by: Member, case: Case, now: datetime) -> bool:
    """`by` hears of the case from now on; whether that is new. Raises NotAllowed outside the desk."""
    require(rules.may_work(by, now), _("Only webcare watches cases."))
    _watch, is_new = CaseWatch.objects.get_or_create(case=case, member=by, defaults={"at": now})
    if is_new:
        record("case.watched", by=by, now=now, subject=case.subject)
    return is_new


@transaction.atomic
def unwatch(*, by: Member, case: Case, now: datetime) -> bool:
    """`by` hears no more of it; whether that changes anything. Raises NotAllowed outside the desk."""
    require(rules.may_work(by, now), _("Only webcare watches cases."))
    gone, _kinds = CaseWatch.objects.filter(case=case, member=by).delete()
    if gone:
        record("case.unwatched", by=by, now=now, subject=case.subject)
    return bool(gone)


def add_watchers(*, case: Case, members: Iterable[int], now: datetime) -> None:
    """Those who were called by name hear the rest too; who watches already keeps that row."""
    rows = [CaseWatch(case=case, member_id=member, at=now) for member in members]
    CaseWatch.objects.bulk_create(rows, ignore_conflicts=True)


def tell_watchers(
    *,
    case: Case,
    happened: str,
    event: Event,
    now: datetime,
    by: Member | None,
    also: Iterable[int | None] = (),
    but: Iterable[int | None] = (),
) -> int:
    """Tell the watchers, and `also`, what happened (a variant of the kind "case-watched"); how many were told.

    `but` are those who hear it in another way.
    """
    at_the_desk = Q(member__is_agent=True) | Q(member__is_lead=True)
    watching = CaseWatch.objects.filter(at_the_desk, case=case).values_list("member", flat=True)
    return tell(
        ({*watching, *also} - {*but}) - {None},
        kind="case-watched", subject=case.subject, link=case.path(), key=f"{case.subject}:watched:{event.pk}",
        now=now, actor=by, details={"title": case.question.title, "variant": happened},
    )  # fmt: skip
