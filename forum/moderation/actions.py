"""Moderators' verbs: hide, restore or remove, and write the decision down."""

from datetime import datetime

from django.db import transaction

from community.members.models import Member
from forum.actions import drafting, remove, visibility
from forum.models import Answer, Comment, Question
from forum.moderation.models import Decision, Verdict

Post = Question | Answer | Comment

_ACTS = {
    Verdict.HIDDEN: visibility.hide_post,
    Verdict.RESTORED: visibility.restore_post,
    Verdict.REMOVED: remove.remove_post,
}


@transaction.atomic
def decide(*, by: Member, post: Post, verdict: Verdict, reason: str, now: datetime) -> Decision | None:
    """Hide, restore or remove a post with a reason its author reads, and note it for the public log.

    None when a colleague was quicker with the same decision.

    Raises NotAllowed unless a moderator decides, ValidationError without a reason.
    """
    if not _ACTS[verdict](by=by, post=post, reason=reason, now=now):
        return None
    thread = post if isinstance(post, Question) else post.question
    return Decision.objects.create(
        verdict=verdict,
        subject=post.subject,
        thread=thread.subject,
        reason=drafting.reason(reason),
        by=by,
        at=now,
    )
