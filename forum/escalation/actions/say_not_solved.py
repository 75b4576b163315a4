"""Saying in the private talk of a finished case that it is not solved: the word, and the case again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.telling import clear
from forum.actions.recording import hold
from forum.escalation import rules
from forum.escalation.actions.call_webcare import call_webcare
from forum.rules import require
from forum.webcare.actions.talk import say_back
from forum.webcare.models import Case, CaseReason, PrivateMessage


@transaction.atomic
def say_not_solved(
    *, by: Member, case: Case, body: str, form_key: str | None, now: datetime
) -> PrivateMessage:
    """The word to webcare alone; a finished case opens again to the owner it had, as with "still not solved".

    A case that goes on gets the word and no more, so the same form twice is once.
    Raises NotAllowed unless the asker says it of a question that takes answers, ValidationError when the text will
    not do.
    """
    hold(case.question)
    require(
        rules.may_call_webcare(by, case.question, now),
        _("This question is closed, so its case can not be opened from here. You can still send your words."),
    )
    if not Case.objects.unfinished().filter(pk=case.pk).exists():
        call_webcare(by=by, question=case.question, reason=CaseReason.NOT_SOLVED, now=now)
        # Its owner hears of it once: with the word that comes along.
        clear(subject=case.subject, kind="case-back", now=now)
    return say_back(by=by, case=case, body=body, form_key=form_key, now=now)
