"""The open steps and the promise of a running climb, set anew; what its asker was told is not taken back.

Each function expects the question's row to be locked by the caller's transaction.
"""

from datetime import datetime

from forum.escalation import hours, ladder
from forum.escalation.ladder import Rung
from forum.escalation.models import Climb, Policy, Step


def plan(climb: Climb, policy: Policy, since: datetime) -> None:
    """Set the open steps, the promise and the next due moment of a running climb anew.

    With webcare's step taken only the promise is left: webcare's reply time after `since`, unless one runs.
    """
    taken = list(climb.steps.filter(taken_at__isnull=False).values_list("rung", "number"))
    patience, calendar = policy.patience(), policy.calendar()
    clock = {"since": climb.running_since, "spent": climb.spent}
    planned = ladder.plan(patience, calendar, taken=taken, **clock)
    climb.steps.filter(taken_at=None).delete()
    Step.objects.bulk_create(
        Step(climb=climb, rung=step.rung, number=step.number, due_at=step.due_at) for step in planned
    )
    if planned:
        climb.promise_at = ladder.promise(patience, calendar, **clock)
    elif climb.promise_at is None:
        climb.promise_at = ladder.whole_minute(hours.add(since, patience.reply, calendar))
    climb.next_due_at = planned[0].due_at if planned else climb.promise_at
    climb.planned_with = policy.terms()
    climb.save()


def plan_again(climb: Climb, policy: Policy, now: datetime) -> None:
    """Other terms move the steps that are still open, and never a promise to later than its asker was told.

    Nor to sooner than webcare can reply from now on: what nobody was told can not be missed.
    """
    told = climb.promise_at
    webcare = climb.steps.filter(taken_at=None, rung=Rung.WEBCARE).values_list("due_at", flat=True).first()
    plan(climb, policy, climb.running_since)
    if told is None or webcare is None:
        return
    soonest = ladder.whole_minute(hours.add(now, policy.patience().reply, policy.calendar()))
    climb.promise_at = min(told, max(climb.promise_at, soonest))
    # Webcare keeps its time to reply before what was told; nobody is asked after its turn began.
    climb.steps.filter(taken_at=None, due_at__gt=webcare).update(due_at=webcare)
    climb.next_due_at = min(climb.next_due_at, webcare)
    climb.save(update_fields=["promise_at", "next_due_at"])


def keep_told(climb: Climb, told: datetime | None) -> None:
    """What the asker was told before stays, where it is sooner; None was told nothing."""
    if told is not None and told < climb.promise_at:
        climb.promise_at = climb.next_due_at = told
        climb.save(update_fields=["promise_at", "next_due_at"])
