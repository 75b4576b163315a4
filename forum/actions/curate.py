"""Locking a question, keeping it on top of its board or out of lists; each is undone by the same hand."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from forum import rules
from forum.actions import drafting
from forum.actions.deciding import words
from forum.actions.recording import hold, record_change
from forum.models import Question

# Column, and the events that say it was done and undone.
_LOCK = ("locked", "question.locked", "question.unlocked")
_PIN = ("pinned", "question.pinned", "question.unpinned")
_UNLIST = ("unlisted", "question.unlisted", "question.listed")

NOT_TO_LOCK = _("Only moderators can lock a question.")

NOT_TO_PIN = _("Only moderators can keep a question on top.")

NOT_TO_UNLIST = _("Only moderators can keep a question out of lists.")


@transaction.atomic
def lock_question(*, by: Member, question: Question, on: bool, reason: str, now: datetime) -> bool:
    """No more words, votes and changes but by moderators; or again. False when it was so already.

    Raises NotAllowed, or ValidationError when a lock lacks its reason.
    """
    hold(question)
    rules.require(rules.may_lock(by, question, now), NOT_TO_LOCK)
    return _turn(_LOCK, by, question, on, words(reason) if on else drafting.reason(reason), now)


@transaction.atomic
def pin_question(*, by: Member, question: Question, on: bool, reason: str = "", now: datetime) -> bool:
    """First in the list of its board; or no longer. False when it was so already. Raises NotAllowed."""
    hold(question)
    rules.require(rules.may_pin(by, question, now), NOT_TO_PIN)
    return _turn(_PIN, by, question, on, drafting.reason(reason), now)


@transaction.atomic
def unlist_question(*, by: Member, question: Question, on: bool, reason: str, now: datetime) -> bool:
    """Out of lists, searches, feeds and site maps, while its address works; or back. False when it was so already.

    Raises NotAllowed, or ValidationError when keeping it out of lists lacks its reason.
    """
    hold(question)
    rules.require(rules.may_unlist(by, question, now), NOT_TO_UNLIST)
    return _turn(_UNLIST, by, question, on, words(reason) if on else drafting.reason(reason), now)


def _turn(
    what: tuple[str, str, str], by: Member, question: Question, on: bool, reason: str, now: datetime
) -> bool:
    column, done, undone = what
    if (getattr(question, f"{column}_at") is not None) == on:
        return False
    values = {f"{column}_at": now if on else None, f"{column}_by": by if on else None}
    Question.objects.filter(pk=question.pk).update(**values)
    for name, value in values.items():
        setattr(question, name, value)
    kind, details = done if on else undone, {"reason": reason}
    record_change(
        kind, by=by, now=now, question=question, details=details, announce=by.pk != question.author_id
    )
    return True
