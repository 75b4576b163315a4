"""Who may speak at all, who is trusted with what others wrote, and how a refusal is said."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from community.members.models import Member
from forum.models import Answer, Comment, Question
from reputation.levels import Ability, holds

# In a small community abilities begin at one point. What decides about others' posts needs this many even there,
# so that nobody does it on their first day.
CURATORS_POINTS = 100
# Nobody rewrites others unreviewed before this many points; reviewed edits come below it.
EDITORS_POINTS = 1000

Post = Question | Answer | Comment


class NotAllowed(PermissionDenied):
    """The member may not do this; the message says why and what to do instead."""


def require(allowed: bool, message: str) -> None:
    """Raises NotAllowed with a sentence for the member unless `allowed`."""
    if not allowed:
        raise NotAllowed(message)


def may_write(member: Member | None, now: datetime) -> bool:
    return bool(member and member.is_authenticated and member.is_active and not member.is_silenced(now))


def may_see(member: Member | None, post: Post) -> bool:
    if post.hidden_at is None:
        return True
    if not (member and member.is_authenticated):
        return False
    return may_moderate(member) or (post.author_id == member.pk and post.removed_at is None)


def may_moderate(member: Member) -> bool:
    return member.is_moderator or member.is_manager


def curates(member: Member) -> bool:
    """Moderators, managers and webcare: they may decide about questions whatever their standing."""
    return may_moderate(member) or member.is_agent or member.is_lead


def works_here(member: Member) -> bool:
    return member.is_employee or member.has_staff_role


def is_trusted(member: Member, ability: Ability, points: int, least: int = CURATORS_POINTS) -> bool:
    """Whether the member may decide about others' posts: by the ability, and not on their first day."""
    return holds(member, ability, points) and (may_moderate(member) or points >= least)


def is_frozen(member: Member, question: Question) -> bool:
    """A locked question takes words, votes and changes from moderators only."""
    return question.locked_at is not None and not may_moderate(member)


def thread_of(post: Post) -> Question:
    return post if isinstance(post, Question) else post.question
