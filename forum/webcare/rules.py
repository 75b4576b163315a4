"""Who may do what with a case."""

from datetime import datetime

from community.members.models import Member
from forum import rules
from forum.webcare.models import Case, CaseState


def may_work(member: Member | None, now: datetime) -> bool:
    """Agents and leads work at the desk."""
    return rules.may_work_at_the_desk(member, now)


def may_take(member: Member | None, case: Case, now: datetime) -> bool:
    return may_work(member, now) and case.state == CaseState.OPEN


def may_give_away(member: Member | None, case: Case, now: datetime) -> bool:
    """The owner, or the lead for an owner who is away."""
    return may_work(member, now) and not case.is_finished and (case.owner_id == member.pk or member.is_lead)


def may_reply(member: Member | None, case: Case, now: datetime) -> bool:
    """A case nobody owns becomes the one's who replies; an owned one is its owner's, or the lead's in need."""
    return may_work(member, now) and (case.owner_id in (None, member.pk) or member.is_lead)


def may_resolve(member: Member | None, case: Case, now: datetime) -> bool:
    return may_work(member, now) and not case.is_finished and (case.owner_id == member.pk or member.is_lead)
