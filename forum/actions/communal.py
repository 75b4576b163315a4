"""Giving a post to the community: many may improve it, and from then on it earns nobody points."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import Member
from forum import rules
from forum.actions.recording import hold_post, record_change
from forum.models import Answer, ImportedRow, Question

NOT_TO_GIVE = gettext_lazy("Only its author and moderators can give this to the community.")


@transaction.atomic
def give_to_community(*, by: Member, post: Question | Answer, now: datetime) -> bool:
    """What it earned until now stays with its author. False when it belongs to the community already.

    Raises NotAllowed unless its author or a moderator gives it.
    """
    hold_post(post)
    if post.communal_at is not None:
        return False
    rules.require(
        rules.may_make_communal(by, post, now),
        NOT_TO_GIVE,
    )
    _set(post, now)
    _record(by, post, now, on=True)
    return True


@transaction.atomic
def give_back(*, by: Member, post: Question | Answer, now: datetime) -> bool:
    """It is its author's again and earns from now on; what was voted meanwhile brings nothing later.

    False when it does not belong to the community. Raises NotAllowed unless a moderator does it.
    """
    hold_post(post)
    if post.communal_at is None:
        return False
    rules.require(
        rules.may_make_communal(by, post, now), _("Only moderators can take this back from the community.")
    )
    _set(post, None)
    _record(by, post, now, on=False)
    return True


def is_communal(post: Question | Answer) -> bool:
    """Whether nobody earns points by it: it was given to the community here, or where it was imported from."""
    if post.communal_at is not None:
        return True
    return ImportedRow.objects.is_communal(rules.thread_of(post).board_id, post.subject)


def _set(post: Question | Answer, moment: datetime | None) -> None:
    type(post).objects.filter(pk=post.pk).update(communal_at=moment)
    post.communal_at = moment


def _record(by: Member, post: Question | Answer, now: datetime, *, on: bool) -> None:
    is_answer = isinstance(post, Answer)
    record_change(
        f"{'answer' if is_answer else 'question'}.{'communal' if on else 'uncommunal'}",
        by=by,
        now=now,
        question=rules.thread_of(post),
        answer=post if is_answer else None,
        announce=on and by.pk != post.author_id,
    )
