"""Who turns a solved question into an article."""

from datetime import datetime

from community.members.models import Member
from forum import rules
from forum.models import Question


def may_draft(member: Member | None, question: Question, now: datetime) -> bool:
    """Everyone who works here, from a question with an answer that everyone can read."""
    return (
        rules.may_write(member, now)
        and rules.works_here(member)
        and question.hidden_at is None
        and question.answer_count > 0
    )


def may_publish(member: Member | None) -> bool:
    """Whoever may publish pages in the admin; the others' drafts wait for them."""
    return bool(member and member.is_authenticated) and (member.is_superuser or member.is_manager)
