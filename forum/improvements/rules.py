"""Who may note a learning, run an improvement and thank someone."""

from datetime import datetime

from community.members.models import Member
from forum.improvements.models import Improvement, State
from forum.rules import may_write, works_here
from forum.webcare.models import Case
from forum.webcare.rules import is_customer


def may_note_learning(member: Member | None, now: datetime) -> bool:
    """Everyone who works here: whoever hears it first writes it down."""
    return may_write(member, now) and works_here(member)


def may_open_improvement(member: Member | None, now: datetime) -> bool:
    """Managers and leads decide that something will be changed."""
    return may_write(member, now) and (member.is_manager or member.is_lead)


def may_run(member: Member | None, improvement: Improvement, now: datetime) -> bool:
    """Change its state and what everyone reads: its owner while they work here, managers and leads."""
    if may_open_improvement(member, now):
        return True
    is_owner = improvement.owner_id is not None and member is not None and improvement.owner_id == member.pk
    return is_owner and works_here(member) and may_write(member, now)


def may_write_note(member: Member | None, improvement: Improvement, now: datetime) -> bool:
    """Whoever runs it, and the department that works on it."""
    if may_run(member, improvement, now):
        return True
    return (
        may_write(member, now)
        and member.department_id is not None
        and member.department_id == improvement.department_id
    )


def may_see(member: Member | None, improvement: Improvement) -> bool:
    """What is public everyone; proposals and what was not taken up only who works here."""
    return improvement.is_public or bool(member and member.is_authenticated and works_here(member))


def may_become(improvement: Improvement, state: str) -> bool:
    """What was told to people is not untold: from a public state it goes on to another public one."""
    if state == improvement.state or state == State.PROPOSED:
        return False
    return not improvement.is_public or state != State.DISMISSED


def may_thank_for_talk(member: Member | None, case: Case, now: datetime) -> bool:
    """The customer a private talk was with; nobody else knows of it."""
    return may_write(member, now) and is_customer(member, case) and case.private_at is not None
