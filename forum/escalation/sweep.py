"""run(): everything that is due on the ladder, found by indexed due columns; a second run finds nothing.

What it costs depends on what is due, not on how many questions there are. After a day without a worker
every step is taken once, in order.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog
from django.db import transaction
from django.db.models import QuerySet

from forum.escalation import climbing
from forum.escalation.hearing import listen
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb, Policy
from forum.escalation.watching import course_now, follow
from forum.models import Question

log = structlog.get_logger(__name__)


@dataclass
class Swept:
    """What one run did; `failed` are ids of questions that could not be handled and are tried again."""

    followed: int = 0
    steps: list[Rung] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)


def run(now: datetime) -> Swept:
    """Bring every question that was acted on in line, then take all due steps."""
    swept = Swept()
    _apply_changed_policies(swept)
    _each(_acted_on(now), lambda question_id: _follow(question_id, now, swept), swept)
    _each(_questions(Climb.objects.to_wake(now)), lambda question_id: _wake(question_id, now), swept)
    _each(_questions(Climb.objects.due(now)), lambda question_id: _climb(question_id, now, swept), swept)
    return swept


def _each(question_ids: list[int], handle: Callable[[int], None], swept: Swept) -> None:
    """One transaction per question: one that fails is logged and must not keep the others waiting."""
    for question_id in question_ids:
        try:
            with transaction.atomic():
                handle(question_id)
        except Exception:
            log.exception("ladder_failed", question=question_id)
            swept.failed.append(question_id)


def _acted_on(now: datetime) -> list[int]:
    rows = Question.objects.filter(watch_due_at__lte=now).order_by("watch_due_at", "pk")
    return list(rows.values_list("pk", flat=True))


def _questions(climbs: QuerySet[Climb]) -> list[int]:
    return list(climbs.order_by("next_due_at", "wake_due_at", "pk").values_list("question_id", flat=True))


def _follow(question_id: int, now: datetime, swept: Swept) -> None:
    question = _locked(question_id)
    if question is None or question.watch_due_at is None or question.watch_due_at > now:
        return
    follow(question, now)
    # Conditional: what somebody did in the meantime is looked at again.
    Question.objects.filter(pk=question_id, watch_due_at=question.watch_due_at).update(watch_due_at=None)
    swept.followed += 1


def _wake(question_id: int, now: datetime) -> None:
    """The asker asked back and the board's patience ended without a reply."""
    question = _locked(question_id)
    if question is not None and Climb.objects.to_wake(now).filter(question=question).exists():
        follow(question, now)


def _climb(question_id: int, now: datetime, swept: Swept) -> None:
    question = _locked(question_id)
    climb = _held(Climb.objects.due(now).filter(question=question)).first() if question else None
    if climb is None:
        return
    policy = climbing.policy_of(question)
    if course_now(question, policy, listen(question, climb.called_at), now) != Course.CLIMBING:
        # Somebody answered in this very moment: no case is opened for that.
        follow(question, now)
        return
    swept.steps += climbing.take_due(climb, question, policy, now)


def _held(climbs: QuerySet[Climb]) -> QuerySet[Climb]:
    return climbs.select_for_update(of=("self",))


def _locked(question_id: int) -> Question | None:
    """The question, locked; None when another worker has it in hand (PostgreSQL) or it is gone."""
    return Question.objects.select_for_update(skip_locked=True).filter(pk=question_id).first()


def _apply_changed_policies(swept: Swept) -> None:
    """A policy that was edited moves the steps that are not yet taken; what is interrupted goes on next time."""
    for policy in Policy.objects.all():
        if policy.applied == policy.terms():
            continue
        running = Climb.objects.filter(course=Course.CLIMBING, question__board=policy.board_id)
        behind = running.exclude(planned_with=policy.terms())
        _each(_questions(behind), partial(_plan_again, policy), swept)
        if not behind.exists():
            Policy.objects.filter(pk=policy.pk).update(applied=policy.terms())


def _plan_again(policy: Policy, question_id: int) -> None:
    question = _locked(question_id)
    climb = (
        _held(Climb.objects.filter(course=Course.CLIMBING, question=question)).first() if question else None
    )
    if climb is not None:
        climbing.plan(climb, policy, climb.running_since)
