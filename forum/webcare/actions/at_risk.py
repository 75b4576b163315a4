"""Saying that a customer may leave, so that what they ask comes straight to the desk, and taking that back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.events.recording import record
from community.members.models import Member
from forum.rules import require
from forum.webcare import rules

AT_RISK, NOT_AT_RISK = "member.at_risk", "member.not_at_risk"


@transaction.atomic
def say_at_risk(*, by: Member, customer: Member | None, now: datetime) -> bool:
    """New questions of theirs become cases at once; whether that is new. Raises NotAllowed outside the desk."""
    return _keep(True, by, customer, now)


@transaction.atomic
def say_not_at_risk(*, by: Member, customer: Member | None, now: datetime) -> bool:
    """Their questions go the way of everybody's again; whether that changes anything. Raises NotAllowed likewise."""
    return _keep(False, by, customer, now)


def _keep(is_at_risk: bool, by: Member, customer: Member | None, now: datetime) -> bool:
    require(
        rules.may_say_at_risk(by, customer, now), _("Only webcare says which of its customers may leave.")
    )
    marked = Member.objects.filter(pk=customer.pk).exclude(is_at_risk=is_at_risk)
    if not marked.update(is_at_risk=is_at_risk):
        return False
    customer.is_at_risk = is_at_risk
    # Of no thread: this is read at the desk alone.
    record(AT_RISK if is_at_risk else NOT_AT_RISK, by=by, now=now, subject=f"member:{customer.pk}")
    return True
