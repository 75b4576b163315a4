"""Marks on answers: a reader says whether it works for them, is outdated or asks for care, and may take it back."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum import rules
from forum.actions import drafting
from forum.actions.recording import hold_post, record_change
from forum.models import Answer, AnswerMark, MarkKind
from forum.queries import answermarks

NOTE = (5, 200)


@transaction.atomic
def mark_answer(*, by: Member, answer: Answer, kind: str, note: str = "", now: datetime) -> AnswerMark:
    """The member's one mark on the answer; an earlier one makes place for it, with the day of today.

    Raises NotAllowed on one's own and on hidden answers, ValidationError when a note is missing or will not do.
    """
    if kind not in MarkKind.values:
        raise ValidationError(_("Choose what you found."))
    words = _note(kind, note)
    hold_post(answer)
    rules.require(rules.may_mark(by, answer, now), _refusal(by, answer))
    was_outdated = answermarks.is_outdated(answer)
    mark, _made = AnswerMark.objects.update_or_create(
        answer=answer, member=by, defaults={"kind": kind, "note": words, "at": now}
    )
    _record(by, answer, now, kind, is_news=not was_outdated and answermarks.is_outdated(answer))
    return mark


@transaction.atomic
def unmark_answer(*, by: Member, answer: Answer, now: datetime) -> bool:
    """Take one's mark back; False when there was none. Raises NotAllowed where one could not mark it either."""
    hold_post(answer)
    rules.require(rules.may_mark(by, answer, now), _refusal(by, answer))
    gone, _rows = AnswerMark.objects.filter(answer=answer, member=by).delete()
    if gone:
        _record(by, answer, now, "")
    return bool(gone)


@transaction.atomic
def remove_mark(*, by: Member, mark: AnswerMark, now: datetime) -> None:
    """Take somebody's mark away with its note. Raises NotAllowed unless a moderator does it."""
    rules.require(rules.may_hide(by, now), _("Only moderators can take away what someone noted."))
    hold_post(mark.answer)
    member, _rows = mark.member_id, mark.delete()
    _record(by, mark.answer, now, "", member=member)


def _note(kind: str, raw: str) -> str:
    """What to be careful about has to be said; what is outdated may be."""
    if kind == MarkKind.WORKS:
        return ""
    note = drafting.reason(raw)
    least, most = NOTE
    if len(note) > most:
        raise ValidationError(
            _("The note is too long: %(most)d characters are the most. Please shorten it.") % {"most": most}
        )
    if kind == MarkKind.CAREFUL and len(note) < least:
        raise ValidationError(_("Say in a few words what to be careful about, so that others can use it."))
    return note


def _refusal(by: Member, answer: Answer) -> str:
    if answer.author_id == by.pk:
        return _("This is your own answer. When it no longer holds, edit it.")
    if rules.is_frozen(by, answer.question):
        return _("This question is locked; only moderators can change anything here.")
    return _("You can read here, but not write at the moment.")


def _record(
    by: Member, answer: Answer, now: datetime, kind: str, *, is_news: bool = False, **details
) -> None:
    """`is_news`: with this mark readers together say that the answer no longer works."""
    record_change(
        "answer.marked" if kind else "answer.unmarked",
        by=by,
        now=now,
        question=answer.question,
        answer=answer,
        details={"mark": kind, "outdated": is_news, **details} if kind else details,
        announce=is_news,
    )
