"""Who may pass a question on or say no to it."""

from datetime import datetime

from community.members.models import Member
from forum import rules
from forum.models import Question
from forum.routing.models import ExpertRequest, RequestState


def may_pass_on(member: Member | None, question: Question, now: datetime) -> bool:
    """Any employee, asked or not, while the question takes answers."""
    return rules.may_answer(member, question, now) and member.is_employee


def may_decline(member: Member | None, request: ExpertRequest, now: datetime) -> bool:
    return (
        rules.may_write(member, now)
        and request.member_id == member.pk
        and request.state == RequestState.WAITING
    )


def may_take_back(member: Member | None, request: ExpertRequest, now: datetime) -> bool:
    """What one passed or declined oneself; also when time ran out, for who knows still knows."""
    return (
        rules.may_write(member, now)
        and request.member_id == member.pk
        and request.state in (RequestState.PASSED, RequestState.DECLINED, RequestState.EXPIRED)
    )
