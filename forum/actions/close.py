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
from forum.models import CloseReason, Question, Status

# These say by themselves all there is to say.
_SPEAKS_FOR_ITSELF = frozenset({CloseReason.NO_REPLY, CloseReason.NOT_NEEDED})

NOT_TO_CLOSE = gettext_lazy("Moderators close questions, and who asked one that nothing has solved yet.")


def reasons_for(member: Member, question: Question) -> list[CloseReason]:
    """For which reasons the member may close it: its asker because they no longer need an answer."""
    return list(CloseReason) if rules.curates(member) else [CloseReason.NOT_NEEDED]


@transaction.atomic
def close_question(*, by: Member, question: Question, closed_as: str, note: str, now: datetime) -> None:
    """The question takes no more answers; its asker is told why, in the words of `note`, and the way back.

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
    said = drafting.reason(note) if chosen in _SPEAKS_FOR_ITSELF else words(note)
    decide(question, Status.CLOSED, by=by, now=now, reason=said, closed_as=chosen)
    details = {"as": chosen, "reason": said}
    record_change("question.closed", by=by, now=now, question=question, details=details, announce=True)
