"""What happens to a case when the question goes its own way; called by whoever follows the question's course."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from community.events.models import Event
from community.notifications.telling import clear, tell
from forum.models import Answer, Question, Status
from forum.webcare.actions.recording import record_case
from forum.webcare.actions.reply import note_reply
from forum.webcare.models import UNFINISHED, Case, CaseState

BY_THE_CROWD = "by the crowd"
_BEGINNINGS = ("case.taken", "case.handed_over", "case.reopened", "case.woken")
# No clock runs; what was put aside until a moment has none any more.
_STILL = {"due_at": None, "alarm_due_at": None, "snoozed_until": None}


@transaction.atomic
def close_by_crowd(*, question: Question, now: datetime) -> None:
    """The question is solved: a case nobody owns is closed, the owner of an owned one is told."""
    case = _unfinished(question)
    if case is None:
        return
    if case.state == CaseState.OPEN:
        _close(case, BY_THE_CROWD, now)
        return
    Case.objects.filter(pk=case.pk).update(**_STILL)
    _tell_owner(case, question, f"{case.subject}:overtaken:{_began(case)}", now)


@transaction.atomic
def close_with_question(*, question: Question, now: datetime) -> None:
    """The question was hidden, closed or found to be a duplicate: its case ends with that cause."""
    case = _unfinished(question)
    if case is None:
        return
    cause = "hidden" if question.hidden_at else str(Status(question.status).value)
    _close(case, cause, now)
    _tell_owner(case, question, f"{case.subject}:closed:{now.isoformat()}", now)


@transaction.atomic
def settle_reply(*, question: Question, answer: Answer) -> None:
    """Somebody answered: a colleague's answer is the reply, anybody's stops the clock."""
    case = _unfinished(question)
    if case is None or (case.replied_at is not None and case.replied_at >= answer.created_at):
        return
    author = answer.author
    is_ours = author is not None and (author.is_agent or author.is_lead or author.is_employee)
    if case.snoozed_until is not None:
        # The customer was told a moment, which stays; they have an answer meanwhile.
        Case.objects.filter(pk=case.pk).update(replied_at=answer.created_at if is_ours else case.replied_at)
    elif is_ours:
        note_reply(case=case, at=answer.created_at)
    else:
        Case.objects.filter(pk=case.pk).update(**_STILL)


def pause(*, question: Question) -> None:
    """The asker has to say something first: no clock of the case runs, and nobody is alarmed."""
    Case.objects.unfinished().filter(question=question).update(**_STILL)


def _began(case: Case) -> int:
    """The number of the event by which its owner got it, or got it anew."""
    begun = Event.objects.filter(subject=case.subject, kind__in=_BEGINNINGS)
    return begun.aggregate(last=Max("pk"))["last"] or 0


def _unfinished(question: Question) -> Case | None:
    return Case.objects.unfinished().filter(question=question).first()


def _close(case: Case, cause: str, now: datetime) -> None:
    closed = Case.objects.filter(pk=case.pk, state__in=UNFINISHED).update(
        state=CaseState.CLOSED,
        resolved_at=now,
        resolved_by=None,
        cause=cause,
        # What was said of an earlier end is no longer how it ended.
        public_line="",
        **_STILL,
    )
    if closed:
        record_case("case.closed", by=None, now=now, case=case, details={"cause": cause})
        for kind in ("case-opened", "case-unowned", "case-late", "case-slipped"):
            clear(subject=case.subject, kind=kind, now=now)


def _tell_owner(case: Case, question: Question, key: str, now: datetime) -> None:
    if case.owner_id:
        tell(
            [case.owner_id],
            kind="case-overtaken",
            subject=case.subject,
            link=case.path(),
            key=key[:80],
            now=now,
            details={"title": question.title},
        )
