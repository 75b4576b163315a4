"""Who may call webcare to a question, say that it is not solved, and see how a board keeps its promises."""

from datetime import datetime

from community.members.models import Member
from forum import rules
from forum.models import Question, Status


def may_call_webcare(member: Member | None, question: Question, now: datetime) -> bool:
    """The asker, as long as the question takes answers."""
    return rules.may_answer(member, question, now) and question.author_id == member.pk


def may_say_not_yet(member: Member | None, question: Question, now: datetime) -> bool:
    """The asker, whose word decides whether an answer solved it."""
    return may_call_webcare(member, question, now)


def is_over(member: Member, question: Question) -> bool:
    """Whether the question takes no word of its asker any more, whoever may write."""
    return question.status in (Status.CLOSED, Status.DUPLICATE) or rules.is_frozen(member, question)


def may_reply_to_check(member: Member | None, question: Question, now: datetime) -> bool:
    """The asker: whether it held is theirs to say, of a question that takes words."""
    return may_call_webcare(member, question, now)


def may_find_themselves(member: Member | None, question: Question, now: datetime) -> bool:
    """The asker, who found it without anybody's answer."""
    return may_call_webcare(member, question, now) and question.state != "solved"


def may_ask_privately(member: Member | None, question: Question, now: datetime) -> bool:
    """The asker, about what is still open: what is solved is first said to be so no more."""
    return may_find_themselves(member, question, now)


def may_see_policies(member: Member | None) -> bool:
    """Everyone of the company: how long people wait is no secret of the managers."""
    return bool(member and member.is_authenticated) and rules.works_here(member)


def may_edit_policy(member: Member | None) -> bool:
    return bool(member and member.is_authenticated) and (
        member.is_manager or member.has_perm("escalation.change_policy")
    )
