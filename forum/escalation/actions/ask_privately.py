"""Asking webcare privately: the question is a case at once, and its first words are for webcare alone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.escalation import rules
from forum.escalation.actions.call_webcare import call_webcare
from forum.models import Question
from forum.rules import require
from forum.webcare.actions.talk import say_back
from forum.webcare.models import Case, CaseReason


@transaction.atomic
def ask_privately(*, by: Member, question: Question, body: str, form_key: str | None, now: datetime) -> Case:
    """The case, with the private side open; the public reads that it goes on in private, never what is said.

    What webcare already has is not opened again. Raises NotAllowed unless the asker asks about a question that
    nothing has solved, ValidationError when the text will not do.
    """
    question = (
        Question.objects.select_for_update(of=("self",)).select_related("board", "author").get(pk=question.pk)
    )
    require(
        rules.may_ask_privately(by, question, now), _("Only the person who asked can talk with webcare here.")
    )
    if not Case.objects.unfinished().filter(question=question).exists():
        call_webcare(by=by, question=question, reason=CaseReason.PRIVATE, now=now)
    case = Case.objects.select_related("question").get(question=question)
    say_back(by=by, case=case, body=body, form_key=form_key, now=now)
    return case
