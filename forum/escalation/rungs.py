"""What happens on each rung when its moment has come: who is asked."""

from datetime import datetime

from community.events.recording import record
from community.members.models import Member
from community.notifications.telling import tell
from forum.escalation.ladder import Rung
from forum.escalation.models import Step
from forum.escalation.regulars import regular_helpers
from forum.models import Question
from forum.routing.actions.ask import ask_experts
from forum.routing.actions.settle import expire_requests
from forum.routing.matcher import match
from forum.routing.models import ExpertRequest

# More would feel like a mailing list, and everybody would wait for the others.
COLLEAGUES_AT_A_TIME = 3


def step_on(step: Step, question: Question, *, now: datetime) -> int | None:
    """Ask whom this rung asks; how many were asked. Webcare's case is opened by the climb itself."""
    if step.rung == Rung.HELPERS:
        return _ask_helpers(question, now)
    if step.rung == Rung.COLLEAGUES:
        return _ask_colleagues(question, now, are_next=step.number > 0)
    return None


def replace_declined(question: Question, now: datetime) -> int:
    """For colleagues who said no the next ones are asked, up to three at a time; how many."""
    waiting = ExpertRequest.objects.waiting().filter(question=question).count()
    return _ask_more(question, COLLEAGUES_AT_A_TIME - waiting, now) if waiting < COLLEAGUES_AT_A_TIME else 0


def _ask_helpers(question: Question, now: datetime) -> int:
    chosen = regular_helpers(question, now)
    if not chosen:
        return 0
    tell(
        chosen, kind="helper-asked", subject=question.subject, link=question.path(),
        key=f"helper-asked:{question.pk}", now=now, details={"title": question.title},
    )  # fmt: skip
    _record("ladder.helpers_asked", question, now, {"count": len(chosen)})
    return len(chosen)


def _ask_colleagues(question: Question, now: datetime, *, are_next: bool) -> int:
    if not are_next:
        return replace_declined(question, now)
    asked = set(ExpertRequest.objects.filter(question=question).values_list("member_id", flat=True))
    if not match(question, exclude=asked, limit=1, now=now):
        # There is nobody else: those who were silent keep their turn.
        return 0
    expire_requests(question=question, asked_before=now, now=now)
    return _ask_more(question, COLLEAGUES_AT_A_TIME, now)


def _ask_more(question: Question, limit: int, now: datetime) -> int:
    asked = set(ExpertRequest.objects.filter(question=question).values_list("member_id", flat=True))
    found = match(question, exclude=asked, limit=limit, now=now)
    if not found:
        return 0
    made = ask_experts(question=question, matches=found, now=now)
    members = [request.member_id for request in made]
    departments = set(Member.objects.filter(pk__in=members).values_list("department_id", flat=True))
    _record(
        "ladder.colleagues_asked", question, now, {"count": len(made), "departments": sorted(departments)}
    )
    return len(made)


def _record(kind: str, question: Question, now: datetime, details: dict) -> None:
    record(
        kind, by=None, now=now, subject=question.subject, thread=question.subject, details=details,
        stale=[question.subject],
    )  # fmt: skip
