"""What an asker's press on a reminder does: solved by this answer, not yet, or this is missing."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.actions.accept import accept_answer
from forum.escalation.actions.not_yet import say_not_yet
from forum.forms.parts import posted_key
from forum.models import Answer, Question

SOLVED, NOT_YET, MISSING = "solved", "not-yet", "missing"


def reply_to_reminder(*, by: Member, question: Question, posted: Mapping[str, str], now: datetime) -> str:
    """Does what was pressed; which it was. Raises NotAllowed, ValidationError when something is missing."""
    say = posted.get("say", "")
    if say == SOLVED:
        number = posted.get("answer", "")
        answers = Answer.objects.shown().filter(question=question)
        answer = answers.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
        if answer is None:
            raise ValidationError(_("Choose the answer that solved it."))
        accept_answer(by=by, answer=answer, now=now)
    elif say == MISSING:
        words = posted.get("missing", "").strip()
        if not words:
            raise ValidationError(_("Say in a few words what is missing."))
        say_not_yet(by=by, question=question, missing=words, form_key=posted_key(posted), now=now)
    elif say == NOT_YET:
        say_not_yet(by=by, question=question, now=now)
    else:
        raise ValidationError(_("Press one of the buttons."))
    return say
