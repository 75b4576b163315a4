"""Taking posts away: by their author, by moderation, and for good."""

from datetime import datetime

from community.members.models import Member
from forum.models import Answer, Question
from forum.rules.speaking import Post, is_frozen, may_moderate, may_write, thread_of


def may_delete(member: Member | None, post: Post, answered_by_others: bool, now: datetime) -> bool:
    """One's own: a question only while nobody else answered it, an answer only while it is not the solution.

    What others built upon is no longer one person's to take away; a moderator can be asked.
    """
    if not may_write(member, now) or post.author_id != member.pk or post.hidden_at is not None:
        return False
    if is_frozen(member, thread_of(post)):
        return False
    if isinstance(post, Question):
        return not answered_by_others
    return not (isinstance(post, Answer) and post.accepted_at is not None)


def may_undelete(member: Member | None, post: Post, now: datetime) -> bool:
    """What one deleted oneself; what moderators hid is for moderators to show again."""
    if not may_write(member, now) or not post.is_deleted or post.removed_at is not None:
        return False
    return post.author_id == member.pk and not is_frozen(member, thread_of(post))


def may_hide(member: Member | None, now: datetime) -> bool:
    return may_write(member, now) and may_moderate(member)


def may_show_again(member: Member | None, post: Post, now: datetime) -> bool:
    """What moderators hid; what its author deleted is for the author to bring back."""
    return (
        may_hide(member, now)
        and post.hidden_at is not None
        and post.removed_at is None
        and not post.is_deleted
    )


def may_remove(member: Member | None, post: Post, now: datetime) -> bool:
    """For good, words and all; only what is hidden already, so that it takes a second look."""
    return may_hide(member, now) and post.hidden_at is not None and post.removed_at is None
