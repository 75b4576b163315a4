"""Solved because its asker says so: webcare helped, in private perhaps, and there is no answer to name."""

from datetime import datetime

from community.members.models import Member
from forum.actions.deciding import decide
from forum.actions.recording import record_change
from forum.escalation import again
from forum.models import Question, Status
from forum.webcare.models import Case, Outcome


def is_helped(case: Case | None, called_at: datetime | None) -> bool:
    """Whether webcare helped in private, or is doing so, since the asker last said that it did not (`called_at`).

    Then the asker can say that it is solved, although no answer did.
    """
    if case is None or case.private_at is None:
        return False
    if not case.is_finished:
        return case.owner_id is not None and again.is_replied(case, called_at)
    is_ours = case.resolved_by_id is not None and case.outcome != Outcome.REFUSED
    return is_ours and (called_at is None or case.resolved_at > called_at)


def settle(
    question: Question,
    *,
    by: Member,
    now: datetime,
    kind: str,
    subject: str = "",
    details: dict | None = None,
) -> None:
    """The question counts as solved, recorded as `kind`. The caller holds it, and nothing else solved it."""
    decide(question, Status.SOLVED, by=by, now=now)
    record_change(kind, by=by, now=now, question=question, subject=subject, details=details)


def unsettle(
    question: Question,
    *,
    by: Member | None,
    now: datetime,
    kind: str = "question.unsolved",
    subject: str = "",
) -> bool:
    """It is open again, recorded as `kind`; False when nobody had said that it is solved. The caller holds it."""
    if question.status != Status.SOLVED:
        return False
    decide(question, Status.OPEN, by=by, now=now)
    record_change(kind, by=by, now=now, question=question, subject=subject)
    return True


def follow_the_desk(question: Question, now: datetime) -> None:
    """With a case that the desk opened again since, the question is solved no more. The caller holds it."""
    if question.status != Status.SOLVED:
        return
    reopened_at = again.reopened_at(Case.objects.filter(question=question).first())
    if reopened_at is not None and reopened_at >= question.status_at:
        unsettle(question, by=None, now=now)
