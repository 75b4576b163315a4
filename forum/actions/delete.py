"""Deleting what one wrote oneself, and bringing it back: nobody else is needed, and nothing is lost."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum import rules
from forum.actions import visibility
from forum.actions.visibility import Post
from forum.models import Answer, Question


@transaction.atomic
def delete_post(*, by: Member, post: Post, now: datetime) -> bool:
    """Nobody but moderators reads it any more; its author can bring it back. False when it was deleted already.

    Raises NotAllowed for what somebody else wrote, a question that others answered, and the solution.
    """
    post = visibility.locked(post)
    if post.is_deleted and post.author_id == by.pk:
        return False
    answered = is_answered_by_others(post)
    rules.require(rules.may_delete(by, post, answered, now), refusal(by, post, answered))
    visibility.take_away(by=by, post=post, now=now)
    visibility.note("deleted", by=by, post=post, now=now)
    return True


@transaction.atomic
def undelete_post(*, by: Member, post: Post, now: datetime) -> bool:
    """As if it had never been away, with its points. False when it is shown.

    Raises NotAllowed unless its author deleted it.
    """
    post = visibility.locked(post)
    if post.hidden_at is None and post.author_id == by.pk:
        return False
    rules.require(
        rules.may_undelete(by, post, now),
        _("Moderators took this away; only they can show it again.")
        if post.author_id == by.pk
        else _("Only the person who wrote this can bring it back."),
    )
    visibility.bring_back(post=post, now=now)
    visibility.note("undeleted", by=by, post=post, now=now)
    return True


def is_answered_by_others(post: Post) -> bool:
    """Whether it is a question that somebody else's visible answer builds upon."""
    return isinstance(post, Question) and post.answers.shown().exclude(author=post.author_id).exists()


def refusal(by: Member, post: Post, answered: bool) -> str:
    """Why `by` may not delete it, and what to do instead."""
    if post.author_id != by.pk:
        return _("You can only delete what you wrote yourself.")
    if post.hidden_at is not None:
        return _("Moderators took this away already.")
    if answered:
        return _("Others have answered this. If something in it has to go, a moderator can help.")
    if isinstance(post, Answer) and post.accepted_at is not None:
        return _(
            "This is the solution; others rely on it. If something in it has to go, a moderator can help."
        )
    return _("You can read here, but not change anything at the moment.")
