"""run(): everything that is due on the ladder, found by indexed due columns; a second run finds nothing.

What it costs depends on what is due, not on how many questions there are. After a day without a worker
every step is taken once, in order.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db.models import QuerySet

from community.lib.onebyone import one_by_one
from forum.escalation import climbing
from forum.escalation.hearing import listen
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb, Policy
from forum.escalation.planning import plan_again
from forum.escalation.watching import course_now, follow, keep_case
from forum.models import Question
from forum.webcare import alarms

# After an edit of a policy other questions wait no longer than for these.
REPLANNED_AT_ONCE = 500


@dataclass
class Swept:
    """What one run did; `failed` are ids of questions that could not be handled and are tried again."""

    followed: int = 0
    steps: list[Rung] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)


def run(now: datetime) -> Swept:
    """Bring every question that was acted on in line, then take all due steps."""
    swept = Swept()
    _apply_changed_policies(now, swept)
    _each(_acted_on(now), lambda question_id: _follow(question_id, now, swept), swept)
    _each(_questions(Climb.objects.to_wake(now)), lambda question_id: _wake(question_id, now), swept)
    due = _questions(Climb.objects.due(now))
    _each(due, lambda question_id: _climb(question_id, now, swept), swept)
    if due:
        # What slipped in this run is told together.
        alarms.tell_rung(now)
    return swept


def _each(question_ids: list[int], handle: Callable[[int], None], swept: Swept) -> None:
    one_by_one(question_ids, handle, failed="ladder_failed", broken=swept.failed)


def _acted_on(now: datetime) -> list[int]:
    rows = Question.objects.filter(watch_due_at__lte=now).order_by("watch_due_at", "pk")
    return list(rows.values_list("pk", flat=True))


def _questions(climbs: QuerySet[Climb], most: int | None = None) -> list[int]:
    in_order = climbs.order_by("next_due_at", "wake_due_at", "pk")
    return list(in_order.values_list("question_id", flat=True)[:most])


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
    keep_case(climb, question, policy, now)


def _held(climbs: QuerySet[Climb]) -> QuerySet[Climb]:
    return climbs.select_for_update(of=("self",))


def _locked(question_id: int) -> Question | None:
    """The question, locked; None when another worker has it in hand (PostgreSQL) or it is gone."""
    return (
        Question.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("author")
        .filter(pk=question_id)
        .first()
    )


def _apply_changed_policies(now: datetime, swept: Swept) -> None:
    """A policy that was edited moves the steps that are not yet taken, the next due first; the rest next time."""
    for policy in Policy.objects.all():
        if policy.applied == policy.terms():
            continue
        running = Climb.objects.filter(course=Course.CLIMBING, question__board=policy.board_id)
        behind = running.exclude(planned_with=policy.terms())
        _each(_questions(behind, REPLANNED_AT_ONCE), partial(_plan_again, policy, now), swept)
        if not behind.exists():
            Policy.objects.filter(pk=policy.pk).update(applied=policy.terms())


def _plan_again(policy: Policy, now: datetime, question_id: int) -> None:
    question = _locked(question_id)
    if question is None:
        return
    running = Climb.objects.filter(course=Course.CLIMBING, question=question)
    # Another worker may have been here since the list was read.
    climb = _held(running.exclude(planned_with=policy.terms())).first()
    if climb is not None:
        plan_again(climb, policy, now)
