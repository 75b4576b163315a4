"""Who may do what with a case."""

from collections.abc import Collection
from datetime import datetime

from community.members.models import Member
from forum import rules
from forum.webcare.models import Case, CaseState


def may_work(member: Member | None, now: datetime) -> bool:
    """Agents and leads work at the desk."""
    return rules.may_work_at_the_desk(member, now)


def is_there(member: Member | None, away: Collection[int], now: datetime) -> bool:
    """Whether somebody of the desk reads what is told them: neither gone nor among those who are `away`."""
    return may_work(member, now) and member.pk not in away


def may_take(member: Member | None, case: Case, now: datetime) -> bool:
    return may_work(member, now) and case.state == CaseState.OPEN


def may_give_away(member: Member | None, case: Case, now: datetime) -> bool:
    """The owner; for an owner who is away, or a case nobody took, the lead or a manager who stands in for them."""
    owns = may_work(member, now) and case.owner_id == member.pk
    return not case.is_finished and (owns or may_lead(member, now))


def may_reply(member: Member | None, case: Case, now: datetime) -> bool:
    """A case nobody owns becomes the one's who replies; an owned one is its owner's, or the lead's in need."""
    return may_work(member, now) and (case.owner_id in (None, member.pk) or member.is_lead)


def may_resolve(member: Member | None, case: Case, now: datetime) -> bool:
    return may_work(member, now) and not case.is_finished and (case.owner_id == member.pk or member.is_lead)


def may_break_claim(member: Member | None, now: datetime) -> bool:
    """Only the lead writes where a colleague is writing."""
    return may_work(member, now) and member.is_lead


def may_snooze(member: Member | None, case: Case, now: datetime) -> bool:
    """Put it aside with a promise: whoever owns it, or the lead for them; nobody's case is nobody's promise."""
    return may_give_away(member, case, now) and case.owner_id is not None


def may_open_again(member: Member | None, case: Case, now: datetime) -> bool:
    """A finished case: its owner or the lead; one that nobody owned is anybody's at the desk."""
    return (
        may_work(member, now) and case.is_finished and (case.owner_id in (None, member.pk) or member.is_lead)
    )


def may_read_talk(member: Member | None, case: Case, now: datetime) -> bool:
    """The private talk is between the asker and webcare: no moderator, no other colleague reads it."""
    return is_customer(member, case) or may_work(member, now)


def may_go_private(member: Member | None, case: Case, now: datetime) -> bool:
    """Who may reply goes on in private, as long as there is an asker, who is somebody else."""
    asker = case.question.author_id
    return asker is not None and not is_customer(member, case) and may_reply(member, case, now)


def may_say_privately(member: Member | None, case: Case, now: datetime) -> bool:
    """Once the talk is private; also after the end, for a word in return."""
    return case.private_at is not None and may_go_private(member, case, now)


def may_say_back(member: Member | None, case: Case) -> bool:
    """The asker, whatever became of the case: who may not write in public for a while still reaches webcare."""
    return is_customer(member, case) and member.is_active


def may_see_looks(member: Member | None, now: datetime) -> bool:
    """Who looked at a private talk is for the lead to know."""
    return may_work(member, now) and member.is_lead


def is_customer(member: Member | None, case: Case) -> bool:
    return bool(member and member.is_authenticated) and case.question.author_id == member.pk


def may_say_at_risk(member: Member | None, customer: Member | None, now: datetime) -> bool:
    """Who works at the desk, of a customer who is still there; nobody says it of themselves."""
    is_there = customer is not None and customer.erased_at is None
    return is_there and may_work(member, now) and customer.pk != member.pk


def may_lead(member: Member | None, now: datetime) -> bool:
    """See how the desk is doing and pass on what lies with who is away: leads, and managers who stand in for them."""
    return rules.may_write(member, now) and (member.is_lead or member.is_manager)


def may_plan(member: Member | None, whose: Member, now: datetime) -> bool:
    """When somebody of the desk works and when they are away: they themselves, and who leads."""
    works = whose.is_agent or whose.is_lead
    return works and (may_lead(member, now) or (may_work(member, now) and member.pk == whose.pk))
