"""Keeping what someone is still writing, and forgetting it once it is posted or unwanted. No events: it is theirs."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from community.lib import markup
from community.members.models import Member
from forum.actions import drafting
from forum.actions.fields import PREFIX
from forum.models import Answer, Comment, Draft, Question
from forum.models.drafts import is_place

KEPT = timedelta(days=60)
MOST_DRAFTS = 50
# Longest value per field: what is too long to post is still kept, so that it can be shortened.
FIELDS = {
    "title": 1_000,
    "body": 2 * drafting.BODY[1],
    "tags": 1_000,
    "reason": 1_000,
    "board": 20,
    "seen": 20,
    "seen_text": 20,
    "language": 20,
    "for_email": 300,
}
# What boards ask besides, so many at most.
_OF_A_BOARD = re.compile(rf"{PREFIX}[-\w]{{1,40}}", re.ASCII)
_MOST_OF_A_BOARD = 30
_WRITTEN = ("title", "body", "tags")
_AT_ONCE = 1_000


def keep_draft(*, by: Member, place: str, fields: Mapping[str, str], now: datetime) -> Draft | None:
    """The draft as kept; None when there was nothing to keep, or when this very form was posted by now.

    Raises ValidationError for a place nobody writes at and for texts that can not be kept.
    """
    if not is_place(place):
        raise ValidationError(_("Drafts are kept of questions, answers, comments and edits."))
    asked = [name for name in fields if _OF_A_BOARD.fullmatch(name)][:_MOST_OF_A_BOARD]
    sizes = FIELDS | dict.fromkeys(asked, 1_000)
    typed = {name: _storable(fields[name], most) for name, most in sizes.items() if name in fields}
    if _is_posted(by, fields.get("form_key", "")):
        return None
    if not any(typed.get(name, "").strip() for name in _WRITTEN):
        forget_draft(by=by, place=place)
        return None
    draft, is_new = Draft.objects.update_or_create(
        member=by, place=place, defaults={"fields": typed, "kept_at": now}
    )
    if is_new:
        _make_room(by)
    return draft


def forget_draft(*, by: Member, place: str) -> None:
    """Nothing is kept there any more."""
    Draft.objects.filter(member=by, place=place).delete()


def forget_old_drafts(*, now: datetime) -> int:
    """Drafts nobody came back to for 60 days are removed. Returns how many."""
    gone = 0
    while old := list(Draft.objects.filter(kept_at__lt=now - KEPT).values_list("pk", flat=True)[:_AT_ONCE]):
        gone += Draft.objects.filter(pk__in=old).delete()[0]
    return gone


def _storable(text: str, most: int) -> str:
    try:
        return markup.refuse_unstorable(text)[:most]
    except markup.UnstorableText:
        raise ValidationError(_("This text has a character that can not be stored.")) from None


def _is_posted(by: Member, form_key: str) -> bool:
    """A page sends its last words while its form is being posted; they may arrive after it."""
    if not form_key or "\x00" in form_key:
        return False
    # What was asked on the phone is the customer's, and was posted by whoever wrote it down.
    if Question.objects.filter(Q(author=by) | Q(asked_for_by=by), form_key=form_key).exists():
        return True
    return any(kind.objects.filter(author=by, form_key=form_key).exists() for kind in (Answer, Comment))


def _make_room(by: Member) -> None:
    extra = (
        Draft.objects.filter(member=by).order_by("-kept_at", "-pk").values_list("pk", flat=True)[MOST_DRAFTS:]
    )
    Draft.objects.filter(pk__in=list(extra)).delete()
