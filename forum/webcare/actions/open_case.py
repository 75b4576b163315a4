"""Opening a case, or the same one again."""

from datetime import datetime

from django.db import transaction

from community.members.models import Member
from community.notifications.telling import tell
from forum.models import Question
from forum.webcare.actions.recording import record_case
from forum.webcare.models import UNFINISHED, Case, CaseReason, CaseState


@transaction.atomic
def open_case(
    *,
    question: Question,
    reason: CaseReason,
    due_at: datetime,
    alarm_at: datetime,
    now: datetime,
    by: Member | None = None,
) -> Case | None:
    """The case, opened; None when the question has an unfinished one. A finished case opens again to its owner.

    `due_at` is the promise; at `alarm_at` the lead is told when nobody owns it.
    """
    clocks = {"due_at": due_at, "alarm_due_at": alarm_at}
    case, is_new = Case.objects.get_or_create(
        question=question, defaults={"reason": reason, "opened_at": now, **clocks}
    )
    if not is_new:
        state = CaseState.OWNED if case.owner_id else CaseState.OPEN
        reopened = Case.objects.filter(pk=case.pk).exclude(state__in=UNFINISHED).update(
            state=state, reason=reason, resolved_at=None, resolved_by=None, **clocks
        )  # fmt: skip
        if not reopened:
            return None
        case.refresh_from_db()
    event = record_case(
        "case.opened" if is_new else "case.reopened",
        by=by,
        now=now,
        case=case,
        details={"reason": str(reason)},
    )
    tell(
        [case.owner_id] if case.owner_id else Member.objects.agents().values_list("pk", flat=True),
        kind="case-back" if case.owner_id else "case-opened",
        subject=case.subject, link=case.path(), key=f"{case.subject}:opened:{event.pk}", now=now, actor=by,
        details={"title": question.title},
    )  # fmt: skip
    return case


def restart_clock(
    *,
    case: Case,
    due_at: datetime,
    alarm_at: datetime,
    now: datetime,
    reason: str = "",
    by: Member | None = None,
) -> None:
    """An unfinished case gets a new promise: the customer, or the ladder, says that it is not over."""
    reason = reason or case.reason
    unfinished = Case.objects.unfinished().filter(pk=case.pk)
    unfinished.filter(state=CaseState.WAITING).update(state=CaseState.OWNED)
    unfinished.update(reason=reason, due_at=due_at, alarm_due_at=alarm_at)
    case.refresh_from_db()
    event = record_case("case.reopened", by=by, now=now, case=case, details={"reason": str(reason)})
    if case.owner_id:
        tell(
            [case.owner_id], kind="case-back", subject=case.subject, link=case.path(),
            key=f"{case.subject}:back:{event.pk}", now=now, actor=by, details={"title": case.question.title},
        )  # fmt: skip
