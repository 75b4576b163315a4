"""What happens on each rung when its moment has come: who is asked."""

from datetime import datetime

from community.events.recording import record
from community.members.models import Member
from community.notifications.telling import tell
from forum.escalation import hours
from forum.escalation.ladder import Rung
from forum.escalation.models import Policy, Step
from forum.escalation.regulars import regular_helpers
from forum.models import Answer, Question
from forum.routing.actions.ask import ask_experts
from forum.routing.actions.settle import expire_requests
from forum.routing.matcher import match
from forum.routing.models import ExpertRequest


def step_on(step: Step, question: Question, policy: Policy, *, now: datetime) -> int | None:
    """Ask whom this rung asks; how many were asked. Webcare's case is opened by the climb itself."""
    if step.rung == Rung.HELPERS:
        return _ask_helpers(question, policy, now)
    if step.rung == Rung.COLLEAGUES:
        return _ask_next(question, policy, now) if step.number else replace_declined(question, policy, now)
    return None


def replace_declined(question: Question, policy: Policy, now: datetime) -> int:
    """For colleagues who said no the next ones are asked, as many at a time as the board wants; how many."""
    waiting = ExpertRequest.objects.waiting().filter(question=question).count()
    room = policy.at_a_time(Rung.COLLEAGUES) - waiting
    return _ask_more(question, room, now) if room > 0 else 0


def _ask_helpers(question: Question, policy: Policy, now: datetime) -> int:
    chosen = regular_helpers(question, policy.at_a_time(Rung.HELPERS), now)
    if not chosen:
        return 0
    others = Answer.objects.shown().filter(question=question).exclude(author=question.author_id)
    is_answered = others.exists()
    tell(
        chosen, kind="helper-asked", subject=question.subject, link=question.path(),
        key=f"helper-asked:{question.pk}", now=now,
        details={"title": question.title, "variant": "answered" if is_answered else ""},
    )  # fmt: skip
    _record("ladder.helpers_asked", question, now, {"count": len(chosen)})
    return len(chosen)


def _ask_next(question: Question, policy: Policy, now: datetime) -> int:
    """Who was silent makes place; after downtime nobody loses a turn of which half did not pass yet."""
    requests = ExpertRequest.objects.filter(question=question)
    asked = set(requests.values_list("member_id", flat=True))
    if not match(question, exclude=asked, limit=1, now=now):
        # There is nobody else: those who were silent keep their turn.
        return 0
    patience, calendar = policy.patience(), policy.calendar()
    silent = [
        asked_at
        for asked_at in requests.waiting().values_list("asked_at", flat=True)
        if hours.between(asked_at, now, calendar) >= patience.next_colleagues / 2
    ]
    if silent:
        expire_requests(question=question, asked_before=max(silent), now=now)
    return replace_declined(question, policy, now)


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
