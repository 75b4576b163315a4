"""Editing a board's policy: what was set before and after stands in the record."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.events.recording import record
from community.lib import nudges
from community.members.models import Member
from forum.escalation import history, rules
from forum.escalation.checking import plan_again
from forum.escalation.models import Policy
from forum.rules import require


@transaction.atomic
def edit_policy(*, by: Member, policy: Policy, now: datetime) -> Policy:
    """Save the policy, new or changed; steps that were taken stay, the others are planned again by the sweep.

    A new one is compared with the defaults its board followed until now. Raises NotAllowed.
    """
    require(rules.may_edit_policy(by), _("Only managers decide how long people wait on a board."))
    held = Policy.objects.select_for_update(of=("self",)).select_related("board")
    earlier = held.filter(pk=policy.pk).first() or Policy(board=policy.board)
    before, after = history.kept(earlier), history.kept(policy)
    is_new = policy.pk is None
    policy.save()
    changed = [name for name in after if before[name] != after[name]]
    if changed or is_new:
        plan_again(policy)
        record(
            history.EDITED, by=by, now=now, subject=f"policy:{policy.pk}",
            details={
                "before": {name: before[name] for name in changed},
                "after": {name: after[name] for name in changed},
            },
            stale=["site", "lists", f"board:{policy.board_id}"],
        )  # fmt: skip
        nudges.nudge("forum.escalation.tasks.sweep")
    return policy
