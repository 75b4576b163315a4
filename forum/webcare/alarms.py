"""Alarms: the lead is told of a case nobody owns after half its reply time, and of every case at its promise."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from community.members.models import Member
from community.notifications.telling import tell
from forum.webcare.models import Case, CaseState

BATCH = 500


@dataclass(frozen=True)
class Watched:
    unowned: int = 0
    late: int = 0


def watch(now: datetime) -> Watched:
    """Take every alarm that is due; run twice, the second run finds none."""
    due = Case.objects.alarming(now).order_by("alarm_due_at", "pk").values_list("pk", flat=True)
    told = [kind for case_id in list(due[:BATCH]) for kind in _alarm(case_id, now)]
    return Watched(unowned=told.count("case-unowned"), late=told.count("case-late"))


@transaction.atomic
def _alarm(case_id: int, now: datetime) -> list[str]:
    """The kinds the lead was told of. After half the time comes the promise; a day's downtime tells both once."""
    locked = Case.objects.select_for_update(skip_locked=True, of=("self",)).select_related("question")
    case = locked.filter(pk=case_id, alarm_due_at__lte=now).first()
    if case is None:
        return []
    is_late = case.due_at is None or case.due_at <= now
    kinds = ["case-unowned"] if case.state == CaseState.OPEN and case.alarm_due_at != case.due_at else []
    if is_late:
        kinds.append("case-late")
    leads = list(Member.objects.leads().values_list("pk", flat=True))
    for kind in kinds:
        tell(
            leads, kind=kind, subject=case.subject, link=case.path(),
            key=f"{case.subject}:{kind}:{case.alarm_due_at:%Y%m%d%H%M%S}", now=now,
            details={"title": case.question.title},
        )  # fmt: skip
    Case.objects.filter(pk=case.pk, alarm_due_at=case.alarm_due_at).update(
        alarm_due_at=None if is_late else case.due_at, alarmed_at=now if kinds else case.alarmed_at
    )
    return kinds
