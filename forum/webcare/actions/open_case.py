"""Opening a case, or the same one again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case as Choose
from django.db.models import F, Value, When

from community.members.models import Member
from community.notifications.telling import tell
from forum.models import Question
from forum.webcare import attendance, rules, webhooks
from forum.webcare.actions.recording import record_case
from forum.webcare.actions.watch_case import tell_watchers
from forum.webcare.models import UNFINISHED, Case, CaseReason, CaseState

# "By the crowd" was nobody's finding; what a person found stays to begin with.
OWN_CAUSE = Choose(When(resolved_by=None, then=Value("")), default=F("cause"))


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

    An owner who left the desk, or may not write now, owns it no more: then it is to take, and the desk is told.

    `due_at` is the promise; at `alarm_at` the lead is told when nobody owns it.
    """
    clocks = {"due_at": due_at, "alarm_due_at": alarm_at}
    case, is_new = Case.objects.get_or_create(
        question=question, defaults={"reason": reason, "opened_at": now, **clocks}
    )
    if not is_new:
        reopened = Case.objects.filter(pk=case.pk).exclude(state__in=UNFINISHED).update(
            reason=reason, resolved_at=None, resolved_by=None, outcome="", cause=OWN_CAUSE, **_to(case, now), **clocks
        )  # fmt: skip
        if not reopened:
            return None
        case.refresh_from_db()
    happened = "case.opened" if is_new else "case.reopened"
    event = record_case(happened, by=by, now=now, case=case, details={"reason": str(reason)})
    key = f"{case.subject}:opened:{event.pk}"
    tell(
        [case.owner_id] if case.owner_id else _agents_there(now),
        kind="case-back" if case.owner_id else "case-opened",
        subject=case.subject, link=case.path(), key=key, now=now, actor=by,
        details={"title": question.title, "variant": str(reason)},
    )  # fmt: skip
    webhooks.queue_about(case, "case-opened", key=key, now=now)
    if not is_new:
        tell_watchers(case=case, happened="customer", event=event, now=now, by=by, but=[case.owner_id])
    return case


def _to(case: Case, now: datetime) -> dict:
    """Whose it is when it opens again; another owner would be another hand."""
    if rules.may_work(case.owner, now):
        return {"state": CaseState.OWNED}
    parted = {"owner": None, "owned_at": None, "hand_overs": F("hand_overs") + 1} if case.owner_id else {}
    return {"state": CaseState.OPEN, **parted}


def _agents_there(now: datetime) -> list[int]:
    """Who is away hears of new cases when they are back, by looking at the desk."""
    return list(Member.objects.agents().exclude(pk__in=attendance.away(now)).values_list("pk", flat=True))


def tell_of_word(*, case: Case, key: str, by: Member | None, now: datetime) -> None:
    """The owner hears once that the customer said what `key` names; the promise that runs stays as it is."""
    if case.owner_id:
        tell(
            [case.owner_id], kind="case-back", subject=case.subject, link=case.path(),
            key=f"{case.subject}:word:{key}", now=now, actor=by, details={"title": case.question.title},
        )  # fmt: skip


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
    why, reason = reason, reason or case.reason
    unfinished = Case.objects.unfinished().filter(pk=case.pk)
    unfinished.filter(state=CaseState.WAITING).update(state=CaseState.OWNED, snoozed_until=None)
    unfinished.update(reason=reason, due_at=due_at, alarm_due_at=alarm_at)
    case.refresh_from_db()
    event = record_case("case.woken", by=by, now=now, case=case, details={"reason": str(reason)})
    if case.owner_id:
        tell(
            [case.owner_id], kind="case-back", subject=case.subject, link=case.path(),
            key=f"{case.subject}:back:{event.pk}", now=now, actor=by,
            details={"title": case.question.title, "variant": str(why)},
        )  # fmt: skip
    tell_watchers(case=case, happened="customer", event=event, now=now, by=by, but=[case.owner_id])
