"""Hiding a post with a reason and bringing it back; what a hidden post earned is taken back and given again."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum import rules
from forum.actions import drafting
from forum.actions.recording import hold, record_change
from forum.models import Answer, Comment, Question
from reputation import ledger
from reputation.models import Reason

Post = Question | Answer | Comment


@transaction.atomic
def hide_post(*, by: Member, post: Post, reason: str, now: datetime) -> bool:
    """Only its author and moderators still see it; the author is told why. False when it was hidden already.

    Raises NotAllowed unless a moderator hides it, ValidationError without a reason.
    """
    rules.require(rules.may_hide(by, now), _("Only moderators can hide a post."))
    reason = _reason(reason)
    post = _locked(post)
    if post.hidden_at is not None:
        return False
    post.hidden_at, post.hidden_by = now, by
    post.save(update_fields=["hidden_at", "hidden_by"])
    if not isinstance(post, Comment):
        ledger.reverse(post=post.subject, now=now)
    _record("hidden", by, post, reason, now)
    return True


@transaction.atomic
def restore_post(*, by: Member, post: Post, reason: str, now: datetime) -> bool:
    """The post is shown again, with its points. False when it was shown already.

    Raises NotAllowed unless a moderator restores it, ValidationError without a reason.
    """
    rules.require(rules.may_hide(by, now), _("Only moderators can show a post again."))
    reason = _reason(reason)
    post = _locked(post)
    if post.hidden_at is None:
        return False
    hidden_at, post.hidden_at, post.hidden_by = post.hidden_at, None, None
    post.save(update_fields=["hidden_at", "hidden_by"])
    if not isinstance(post, Comment):
        ledger.reinstate(post=post.subject, reversed_at=hidden_at, without=_undone(post), now=now)
    _record("restored", by, post, reason, now)
    return True


def _undone(post: Question | Answer) -> tuple[Reason, ...]:
    """An acceptance that was undone while the post was hidden stays undone."""
    if isinstance(post, Answer):
        return () if post.accepted_at else (Reason.ANSWER_ACCEPTED,)
    return () if post.answers.filter(accepted_at__isnull=False).exists() else (Reason.ACCEPTED_AN_ANSWER,)


def _locked(post: Post) -> Post:
    hold(post if isinstance(post, Question) else post.question)
    return type(post).objects.select_for_update(of=("self",)).get(pk=post.pk)


def _reason(raw: str) -> str:
    reason = drafting.reason(raw)
    if len(reason) < 5:
        raise ValidationError(_("Say in a few words why, so that the author can understand it."))
    return reason


def _record(what: str, by: Member, post: Post, reason: str, now: datetime) -> None:
    kind = f"{type(post).__name__.lower()}.{what}"
    question = post if isinstance(post, Question) else post.question
    answer = post if isinstance(post, Answer) else getattr(post, "answer", None)
    comment = post if isinstance(post, Comment) else None
    record_change(
        kind,
        by=by,
        now=now,
        question=question,
        answer=answer,
        comment=comment,
        details={"reason": reason},
        announce=True,
    )
