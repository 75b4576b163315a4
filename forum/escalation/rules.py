"""Who may call webcare to a question."""

from datetime import datetime

from community.members.models import Member
from forum import rules
from forum.models import Question


def may_call_webcare(member: Member | None, question: Question, now: datetime) -> bool:
    """The asker, as long as the question takes answers."""
    return rules.may_answer(member, question, now) and question.author_id == member.pk
