"""Keeping a question or an answer for later, with a note only oneself reads. It leaves no event: it is private."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum import rules
from forum.actions import drafting
from forum.models import Answer, Bookmark, Question

MOST = 1_000
NOTE = 300


@transaction.atomic
def keep_post(*, by: Member, post: Question | Answer, note: str, now: datetime) -> Bookmark:
    """The bookmark with this note; of a post that was kept before, the note is replaced.

    Raises NotAllowed on what the member can not see, ValidationError with what to do when they keep too much or
    the note will not do.
    """
    rules.require(rules.may_bookmark(by, post), _("This post was hidden."))
    if len(note.strip()) > NOTE:
        raise ValidationError(
            _("The note is too long: %(most)d characters are the most. Please shorten it.") % {"most": NOTE}
        )
    words = drafting.reason(note)
    kept = bookmark_of(by, post)
    if kept is not None:
        kept.note = words
        kept.save(update_fields=["note"])
        return kept
    if Bookmark.objects.filter(member=by).count() >= MOST:
        raise ValidationError(
            _(
                "You keep %(most)d posts, which is the most. Remove some you no longer need, then keep this one."
            )
            % {"most": MOST}
        )
    question = post if isinstance(post, Question) else post.question
    kept, _made = Bookmark.objects.get_or_create(
        member=by, **_which(post), defaults={"question": question, "note": words, "at": now}
    )
    return kept


def bookmark_of(member: Member, post: Question | Answer) -> Bookmark | None:
    return Bookmark.objects.filter(member=member, **_which(post)).first()


def remove_bookmark(*, by: Member, bookmark: Bookmark) -> None:
    """Raises NotAllowed on somebody else's."""
    rules.require(bookmark.member_id == by.pk, _("This is not yours to change."))
    bookmark.delete()


def _which(post: Question | Answer) -> dict:
    """An answer is known by itself: it may be put under another question later."""
    return {"question": post, "answer": None} if isinstance(post, Question) else {"answer": post}
