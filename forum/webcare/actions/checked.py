"""What the check makes of a resolved case: confirmed by the customer, or closed because nobody said anything."""

from datetime import datetime

from django.db import transaction

from community.members.models import Member
from forum.models import Question
from forum.webcare.actions.recording import record_case
from forum.webcare.models import Case, CaseState

UNCONFIRMED = "unconfirmed"
UNASKED = "unasked"


@transaction.atomic
def confirm_case(*, by: Member, question: Question, now: datetime) -> Case | None:
    """The customer says plus: the case is checked. None when there is no resolved one."""
    return _move(CaseState.CHECKED, "case.checked", {}, by=by, question=question, now=now)


@transaction.atomic
def close_unconfirmed(*, question: Question, now: datetime) -> Case | None:
    """Nobody said whether it held. Who resolved it and what the cause was stay on the case."""
    details = {"cause": UNCONFIRMED}
    return _move(CaseState.CLOSED, "case.closed", details, by=None, question=question, now=now)


@transaction.atomic
def close_unasked(*, question: Question, now: datetime) -> Case | None:
    """The customer is not asked whether it held: the case is over. Its own cause and outcome stay on it."""
    return _move(CaseState.CLOSED, "case.closed", {"cause": UNASKED}, by=None, question=question, now=now)


def _move(
    state: CaseState, kind: str, details: dict, *, by: Member | None, question: Question, now: datetime
) -> Case | None:
    resolved = Case.objects.filter(question=question, state=CaseState.RESOLVED, resolved_by__isnull=False)
    case = resolved.first()
    if case is None or not resolved.filter(pk=case.pk).update(state=state):
        return None
    case.state = state
    record_case(kind, by=by, now=now, case=case, details=details)
    return case
