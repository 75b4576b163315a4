"""Taking a post out of sight and bringing it back; what it earned is taken back and given again.

Moderators hide with a reason; authors delete (`forum.actions.delete`). Both are `hidden_at` and who did it.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from community.lib import nudges
from community.members.models import Member
from community.tags.models import Tag
from forum import rules
from forum.actions import drafting
from forum.actions.recording import hold_post, record_change
from forum.models import Answer, Comment, Question
from reputation import ledger
from reputation.models import Reason

Post = Question | Answer | Comment
# As long as whoever took a question away may think again before those who were led to it are told.
CHANGE_OF_MIND = timedelta(minutes=10)


@transaction.atomic
def hide_post(*, by: Member, post: Post, reason: str, now: datetime) -> bool:
    """Only its author and moderators still see it; the author is told why. False when it was hidden already.

    What its author deleted becomes hidden by moderation: from then on it is not theirs to bring back.

    Raises NotAllowed unless a moderator hides it, ValidationError without a reason.
    """
    rules.require(rules.may_hide(by, now), _("Only moderators can hide a post."))
    why = said_why(reason)
    post = locked(post)
    if post.is_deleted and post.author_id != by.pk:
        # The moment stays: what was taken back then is what a restoring gives again.
        type(post).objects.filter(pk=post.pk).update(hidden_by=by)
    elif post.hidden_at is not None:
        return False
    else:
        take_away(by=by, post=post, now=now)
    note("hidden", by=by, post=post, now=now, details={"reason": why}, announce=True)
    return True


@transaction.atomic
def restore_post(*, by: Member, post: Post, reason: str, now: datetime) -> bool:
    """The post is shown again, with its points. False when it was shown already.

    Raises NotAllowed unless a moderator restores it and it was neither deleted by its author nor removed for good,
    ValidationError without a reason.
    """
    rules.require(rules.may_hide(by, now), _("Only moderators can show a post again."))
    why = said_why(reason)
    post = locked(post)
    if post.hidden_at is None:
        return False
    rules.require(post.removed_at is None, _("This was removed for good; its words are gone."))
    rules.require(
        rules.may_show_again(by, post, now), _("Its author deleted this. Only they can bring it back.")
    )
    bring_back(post=post, now=now)
    note("restored", by=by, post=post, now=now, details={"reason": why}, announce=True)
    return True


def locked(post: Post) -> Post:
    """The post as it is now, with its thread held until the transaction ends."""
    hold_post(post)
    return type(post).objects.select_for_update(of=("self",)).get(pk=post.pk)


def take_away(*, by: Member, post: Post, now: datetime) -> None:
    """Out of everyone's sight, by `by`; points are taken back. For a post that is shown and `locked`."""
    post.hidden_at, post.hidden_by = now, by
    post.save(update_fields=["hidden_at", "hidden_by"])
    _watch_duplicates(post, now + CHANGE_OF_MIND)
    if not isinstance(post, Comment):
        ledger.reverse(post=post.subject, now=now)
    _count_tags(post, -1)


def bring_back(*, post: Post, now: datetime) -> None:
    """Shown again, with exactly the points that were taken. For a post that is hidden and `locked`."""
    hidden_at, post.hidden_at, post.hidden_by = post.hidden_at, None, None
    post.save(update_fields=["hidden_at", "hidden_by"])
    _watch_duplicates(post, None)
    if not isinstance(post, Comment):
        ledger.reinstate(post=post.subject, reversed_at=hidden_at, without=_undone(post), now=now)
    _count_tags(post, 1)


def said_why(raw: str) -> str:
    """A moderator's reason on one line. Raises ValidationError when there is none."""
    reason = drafting.reason(raw)
    if len(reason) < 5:
        raise ValidationError(_("Say in a few words why, so that the author can understand it."))
    return reason


def note(
    what: str, *, by: Member, post: Post, now: datetime, details: dict | None = None, announce: bool = False
) -> None:
    """Record that the post was hidden, deleted, removed...: the event bears its kind of post."""
    record_change(
        f"{type(post).__name__.lower()}.{what}",
        by=by,
        now=now,
        question=rules.thread_of(post),
        answer=post if isinstance(post, Answer) else getattr(post, "answer", None),
        comment=post if isinstance(post, Comment) else None,
        details=details,
        announce=announce,
        # Questions that lead to this one name it.
        also=[f"question:{number}" for number in post.duplicates.values_list("pk", flat=True)]
        if isinstance(post, Question)
        else (),
    )
    if isinstance(post, Question):
        # What is named after it takes another name.
        nudges.nudge("forum.improvements.tasks.sweep")


def _undone(post: Question | Answer) -> tuple[Reason, ...]:
    """An acceptance that was undone while the post was hidden stays undone."""
    if isinstance(post, Answer):
        return () if post.accepted_at else (Reason.ANSWER_ACCEPTED, Reason.CHECK_CONFIRMED)
    return () if post.answers.filter(accepted_at__isnull=False).exists() else (Reason.ACCEPTED_AN_ANSWER,)


def _watch_duplicates(post: Post, due_at: datetime | None) -> None:
    """Who was led to a question that is gone needs an answer again: `forum.actions.reopen` sees to it then."""
    if isinstance(post, Question):
        native = post.duplicates.filter(merged_into=None, origin="native")
        native.update(status_due_at=due_at)


def _count_tags(post: Post, change: int) -> None:
    """A tag counts the questions that everyone can see."""
    if isinstance(post, Question):
        Tag.objects.filter(pk__in=post.taggings.values("tag")).update(
            question_count=F("question_count") + change
        )
