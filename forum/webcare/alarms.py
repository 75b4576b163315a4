"""Alarms: the lead is told of a case nobody owns after half its reply time, and of every case at its promise.

While no lead is there the managers are told; the owner hears of a promise too. What rang in one run is told in one
notification each. Webhooks carry every alarm to other systems.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from community.events.models import Event
from community.lib.onebyone import one_by_one
from community.notifications.telling import tell
from forum.models import Question
from forum.webcare import attendance, webhooks
from forum.webcare.models import Alarm, Case, CaseState

BATCH = 500
UNOWNED, LATE = "case-unowned", "case-late"
# What the owner is told of a late case.
SLIPPED = "case-slipped"
# After these it is news again that nobody owns a case.
CHANGED_HANDS = ("case.taken", "case.handed_over", "case.reopened")
LEADS_PAGE, OWN_PAGE = "/desk/leads/", "/desk/?view=mine"


@dataclass(frozen=True)
class Watched:
    unowned: int = 0
    late: int = 0


def watch(now: datetime) -> Watched:
    """Take every alarm that is due and tell of it; run twice, the second run finds none."""
    due = Case.objects.alarming(now).order_by("alarm_due_at", "pk").values_list("pk", flat=True)
    taken = one_by_one(list(due[:BATCH]), lambda case_id: _take(case_id, now), failed="alarm_failed")
    rung = [kind for kinds in taken for kind in kinds]
    tell_rung(now)
    return Watched(unowned=rung.count(UNOWNED), late=rung.count(LATE))


def take_due(question: Question, now: datetime) -> None:
    """Take the alarm of the question's case, when it is due, before another is set. `tell_rung` tells of it."""
    for case_id in Case.objects.alarming(now).filter(question=question).values_list("pk", flat=True):
        _take(case_id, now)


@transaction.atomic
def tell_rung(now: datetime) -> int:
    """Tell of all that rang since the last time, one notification each for each kind; how many alarms that were."""
    untold = Alarm.objects.select_for_update(skip_locked=True, of=("self",)).filter(told_at=None)
    rung = list(untold.select_related("case__question").order_by("pk"))
    if not rung:
        return 0
    Alarm.objects.filter(pk__in=[alarm.pk for alarm in rung]).update(told_at=now)
    live = [alarm for alarm in rung if not alarm.case.is_finished]
    watchers = attendance.who_watches(now)
    for kind in (UNOWNED, LATE):
        of_kind = [alarm for alarm in live if alarm.kind == kind]
        for member in watchers.members:
            # Of their own cases they hear as owner.
            theirs = [alarm for alarm in of_kind if alarm.case.owner_id != member]
            # The page of a case is for who works at the desk.
            _tell(member, kind, theirs, LEADS_PAGE, now, names_case=not watchers.are_managers)
    late = [alarm for alarm in live if alarm.kind == LATE and alarm.case.owner_id]
    for owner in sorted({alarm.case.owner_id for alarm in late}):
        _tell(owner, SLIPPED, [alarm for alarm in late if alarm.case.owner_id == owner], OWN_PAGE, now)
    return len(rung)


@transaction.atomic
def _take(case_id: int, now: datetime) -> list[str]:
    """The kinds that rang. After half the time comes the promise; after a day's downtime both ring once."""
    locked = Case.objects.select_for_update(skip_locked=True, of=("self",)).select_related("question__board")
    case = locked.filter(pk=case_id, alarm_due_at__lte=now).first()
    if case is None:
        return []
    is_late = case.due_at is None or case.due_at <= now
    kinds = [UNOWNED] if _is_left_lying(case) else []
    if is_late:
        kinds.append(LATE)
    for kind in kinds:
        _ring(case, kind, now)
    Case.objects.filter(pk=case.pk, alarm_due_at=case.alarm_due_at).update(
        alarm_due_at=None if is_late else case.due_at, alarmed_at=now if kinds else case.alarmed_at
    )
    return kinds


def _is_left_lying(case: Case) -> bool:
    """Nobody owns it at half of its reply time, which was not told before or is news again."""
    if case.state != CaseState.OPEN or (case.due_at is not None and case.alarm_due_at >= case.due_at):
        return False
    last = Alarm.objects.filter(case=case, kind=UNOWNED).order_by("at").last()
    if last is None:
        return True
    changes = Event.objects.filter(subject=case.subject, kind__in=CHANGED_HANDS, at__gte=last.at)
    return changes.exists()


def _ring(case: Case, kind: str, now: datetime) -> None:
    alarm = Alarm(case=case, kind=kind, at=case.alarm_due_at, is_repeated=case.has_slipped)
    Alarm.objects.bulk_create([alarm], ignore_conflicts=True)
    key = f"{case.subject}:{kind}:{case.alarm_due_at:%Y%m%d%H%M%S}"
    webhooks.queue_about(case, kind, key=key, now=now)


def _tell(
    member: int, kind: str, alarms: Iterable[Alarm], page: str, now: datetime, *, names_case: bool = True
) -> None:
    """One alarm names its case; several say how many they are and lead to the list of `page`."""
    if not (alarms := list(alarms)):
        return
    first, last = alarms[0], alarms[-1]
    if first is last:
        subject, key = first.case.subject, f"{first.case.subject}:{kind}:{first.at:%Y%m%d%H%M%S}"
        link = first.case.path() if names_case else page
        details = {"title": first.case.question.title}
        if first.is_repeated:
            details["variant"] = "again"
    else:
        subject, link, key = f"alarm:{first.pk}", page, f"alarms:{kind}:{first.pk}-{last.pk}"
        details = {"variant": "many", "count": len(alarms)}
    tell([member], kind=kind, subject=subject, link=link, key=key, now=now, details=details)
