"""What happens to a case when the question goes its own way; called by whoever follows the question's course."""

from datetime import datetime

from django.db import transaction

from community.notifications.telling import clear, tell
from forum.models import Answer, Question, Status
from forum.webcare.actions.recording import record_case
from forum.webcare.actions.reply import note_reply
from forum.webcare.models import UNFINISHED, Case, CaseState

BY_THE_CROWD = "by the crowd"


@transaction.atomic
def close_by_crowd(*, question: Question, now: datetime) -> None:
    """The question is solved: a case nobody owns is closed, the owner of an owned one is told."""
    case = _unfinished(question)
    if case is None:
        return
    if case.state == CaseState.OPEN:
        _close(case, BY_THE_CROWD, now)
        return
    Case.objects.filter(pk=case.pk).update(due_at=None, alarm_due_at=None)
    _tell_owner(case, question, f"{case.subject}:overtaken:{case.owned_at.isoformat()}", now)


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
    if author is not None and (author.is_agent or author.is_lead or author.is_employee):
        note_reply(case=case, answer=answer)
    else:
        Case.objects.filter(pk=case.pk).update(due_at=None, alarm_due_at=None)


def pause(*, question: Question) -> None:
    """The asker has to say something first: no clock of the case runs, and nobody is alarmed."""
    Case.objects.unfinished().filter(question=question).update(due_at=None, alarm_due_at=None)


def _unfinished(question: Question) -> Case | None:
    return Case.objects.unfinished().filter(question=question).first()


def _close(case: Case, cause: str, now: datetime) -> None:
    closed = Case.objects.filter(pk=case.pk, state__in=UNFINISHED).update(
        state=CaseState.CLOSED, resolved_at=now, resolved_by=None, cause=cause, due_at=None, alarm_due_at=None
    )
    if closed:
        record_case("case.closed", by=None, now=now, case=case, details={"cause": cause})
        for kind in ("case-opened", "case-unowned", "case-late"):
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
