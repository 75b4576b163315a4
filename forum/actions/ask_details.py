"""Asking the asker for details, going on once they are there, and closing what nobody came back to."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.lib.onebyone import one_by_one
from community.members.models import Member
from forum import rules
from forum.actions.deciding import decide, words
from forum.actions.recording import hold, record_change
from forum.models import CloseReason, Question, Status
from reputation import standings

_BATCH = 200

NOT_TO_ASK = _("Colleagues and reviewers can ask for details while nothing is decided about a question yet.")

NOT_WAITING = _("This question does not wait for details any more.")


@transaction.atomic
def ask_for_details(*, by: Member, question: Question, note: str, now: datetime) -> None:
    """The question waits for its asker, who is told what is missing; silence closes it after the board's days.

    Raises NotAllowed, or ValidationError when the note does not say what is missing.
    """
    hold(question)
    rules.require(
        rules.may_ask_for_details(by, question, standings.of(by), now),
        NOT_TO_ASK,
    )
    missing, days = words(note), question.board.details_within_days
    due_at = now + timedelta(days=days)
    decide(question, Status.NEEDS_INFO, by=by, now=now, reason=missing, due_at=due_at)
    details = {"reason": missing, "days": days}
    record_change("question.info_asked", by=by, now=now, question=question, details=details, announce=True)


@transaction.atomic
def end_waiting(*, by: Member, question: Question, now: datetime) -> None:
    """The details are there: the question is open as before. Raises NotAllowed."""
    hold(question)
    rules.require(rules.may_end_waiting(by, question, now), NOT_WAITING)
    details = {"asked_by": question.status_by_id}
    decide(question, Status.OPEN, by=by, now=now)
    record_change("question.info_given", by=by, now=now, question=question, details=details, announce=True)


def close_unheard(*, now: datetime) -> int:
    """Close what waited for its asker long enough; returns how many. Repeatable, also by two at once."""
    due = _due(now).order_by("status_due_at", "pk")
    numbers = list(due.values_list("pk", flat=True)[:_BATCH])
    return sum(one_by_one(numbers, lambda number: _close_unheard(number, now), failed="question_not_closed"))


def _due(now: datetime) -> QuerySet[Question]:
    return Question.objects.filter(status=Status.NEEDS_INFO, status_due_at__lte=now)


def _close_unheard(number: int, now: datetime) -> bool:
    """False when the asker, or another worker, was quicker."""
    question = _due(now).select_for_update(skip_locked=True, of=("self",)).filter(pk=number).first()
    if question is None:
        return False
    # What was missing stays said: the asker reads it when they come back.
    decide(
        question,
        Status.CLOSED,
        by=None,
        now=now,
        reason=question.status_reason,
        closed_as=CloseReason.NO_REPLY,
    )
    details = {"as": CloseReason.NO_REPLY, "reason": question.status_reason}
    record_change("question.closed", by=None, now=now, question=question, details=details, announce=True)
    return True
