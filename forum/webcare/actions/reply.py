"""Replying from the desk: the ordinary answer, by the case's owner; and noticing a reply given on the page."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.actions.answer import answer_question
from forum.models import Answer
from forum.rules import require
from forum.webcare import rules
from forum.webcare.actions.own import take_case
from forum.webcare.models import Case, CaseState


@transaction.atomic
def reply(*, by: Member, case: Case, body: str, form_key: str | None, now: datetime) -> Answer:
    """The answer on the public page. A case without an owner becomes the answerer's.

    Raises NotAllowed (AlreadyOwned when somebody was quicker), ValidationError when the text will not do.
    """
    require(rules.may_reply(by, case, now), _("This case belongs to a colleague; leave a note instead."))
    if case.state == CaseState.OPEN:
        case = take_case(by=by, case=case, now=now)
    answer = answer_question(by=by, question=case.question, body=body, form_key=form_key, now=now)
    note_reply(case=case, answer=answer)
    return answer


def note_reply(*, case: Case, answer: Answer) -> None:
    """A reply under a name stops the clock: the case waits for the customer, or for somebody to resolve it."""
    Case.objects.unfinished().filter(pk=case.pk).update(
        replied_at=answer.created_at, due_at=None, alarm_due_at=None
    )
    Case.objects.filter(pk=case.pk, state=CaseState.OWNED).update(state=CaseState.WAITING)
