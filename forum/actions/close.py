"""Closing a question, with the reason and the door to take instead."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.models import Member
from forum import rules
from forum.actions import drafting
from forum.actions.deciding import decide, words
from forum.actions.recording import hold, record_change
from forum.models import CloseReason, Door, Question, Status

# With these somebody is sent somewhere else, through one of the board's doors where there is one.
LEADS_ON = frozenset({CloseReason.ELSEWHERE, CloseReason.NOT_HERE})
# These say by themselves all there is to say.
_SPEAKS_FOR_ITSELF = frozenset({CloseReason.NO_REPLY, CloseReason.NOT_NEEDED})

NOT_TO_CLOSE = gettext_lazy("Moderators close questions, and who asked one that nothing has solved yet.")


def reasons_for(member: Member, question: Question) -> list[CloseReason]:
    """For which reasons the member may close it: its asker because they no longer need an answer."""
    return list(CloseReason) if rules.curates(member) else [CloseReason.NOT_NEEDED]


@transaction.atomic
def close_question(
    *, by: Member, question: Question, closed_as: str, note: str, now: datetime, door: Door | None = None
) -> None:
    """The question takes no more answers; its asker is told why, in the words of `note`, and the way back.

    A `door` says where to go instead; then words are not needed. It stands on the page with its address.
    Raises NotAllowed, or ValidationError for a reason that is none or lacks its words.
    """
    hold(question)
    rules.require(
        rules.may_close(by, question, now),
        NOT_TO_CLOSE,
    )
    if closed_as not in reasons_for(by, question):
        raise ValidationError(_("Choose one of the reasons."))
    chosen = CloseReason(closed_as)
    _check_door(door, chosen, question)
    speaks_for_itself = chosen in _SPEAKS_FOR_ITSELF or door is not None
    said = drafting.reason(note) if speaks_for_itself else words(note)
    decide(question, Status.CLOSED, by=by, now=now, reason=said, closed_as=chosen, door=door)
    details = {"as": chosen, "reason": said} | ({"door": door.pk} if door else {})
    record_change("question.closed", by=by, now=now, question=question, details=details, announce=True)


def _check_door(door: Door | None, chosen: CloseReason, question: Question) -> None:
    if door is None:
        return
    if chosen not in LEADS_ON:
        raise ValidationError(_("A door goes with “somewhere else” or “not for here”."))
    if not Door.objects.offered_on(question.board_id).filter(pk=door.pk).exists():
        raise ValidationError(_("This board does not have that door."))
