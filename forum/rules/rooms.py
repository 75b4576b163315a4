"""Who may enter the rooms that are not for everybody."""

from datetime import datetime

from community.members.models import Member
from forum.rules.speaking import may_moderate, may_write


def may_work_at_the_desk(member: Member | None, now: datetime) -> bool:
    return may_write(member, now) and (member.is_agent or member.is_lead)


def may_see_for_you(member: Member | None) -> bool:
    return bool(member and member.is_authenticated and member.is_employee)


def may_see_activity(member: Member | None, other: Member) -> bool:
    """Lists of what somebody wrote: everyone, unless they would rather not; then they and the moderators."""
    if other.shows_activity:
        return True
    return bool(member and member.is_authenticated) and (member.pk == other.pk or may_moderate(member))
