"""What a question's solution is at this moment, as far as its check needs to know: whose, since when."""

from dataclasses import dataclass
from datetime import datetime

from community.events.models import Event
from forum.escalation.models import Check, CheckState
from forum.models import Answer, Question, Status
from forum.webcare.models import Case, CaseState, Outcome


@dataclass(frozen=True)
class Solution:
    """`answer` is None when webcare resolved it and nobody accepted an answer."""

    at: datetime
    answer: Answer | None
    helper_id: int | None


def solution_of(question: Question) -> Solution | None:
    """The first accepted answer, or webcare's resolving; None while there is neither, or nobody to ask about it.

    Three queries at most. What was solved where it was imported from is no solution of ours.
    """
    if question.hidden_at is not None or question.locked_at is not None or question.author_id is None:
        return None
    if question.status in (Status.CLOSED, Status.DUPLICATE):
        return None
    answer = None
    if question.accepted_count:
        accepted = Answer.objects.shown().filter(question=question, accepted_at__isnull=False)
        answer = accepted.order_by("accepted_at", "pk").first()
    if answer is not None and (question.origin == "native" or _was_accepted_here(answer)):
        return Solution(answer.accepted_at, answer, _helper(question, answer))
    resolved = Case.objects.filter(question=question, state=CaseState.RESOLVED, resolved_by__isnull=False)
    case = resolved.exclude(outcome=Outcome.REFUSED).first()
    return Solution(case.resolved_at, None, case.owner_id or case.resolved_by_id) if case else None


def has_check(question: Question, solution: Solution) -> Check | None:
    """The check this solution has, whatever came of it.

    An answer that is accepted after webcare resolved the question belongs to that resolving.
    """
    checks = list(Check.objects.filter(question=question).exclude(state=CheckState.DROPPED).order_by("-pk"))
    for check in checks:
        if check.solved_at == solution.at:
            return check
    if not checks or solution.answer is None or not _is_of(checks[0], solution):
        return None
    resolved = Case.objects.filter(question=question, resolved_by__isnull=False)
    return checks[0] if resolved.filter(resolved_at=checks[0].solved_at).exists() else None


def _is_of(check: Check, solution: Solution) -> bool:
    """Whether a check of webcare's resolving is one of this answer too, accepted after it and before the reply."""
    if solution.at < check.solved_at:
        return False
    if check.answer_id is None:
        return True
    return check.answer_id == solution.answer.pk and (check.replied_at or solution.at) >= solution.at


def _was_accepted_here(answer: Answer) -> bool:
    return Event.objects.filter(subject=answer.subject, kind="answer.accepted").exists()


def _helper(question: Question, answer: Answer) -> int | None:
    return answer.author_id if answer.author_id != question.author_id else None
