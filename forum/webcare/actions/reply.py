"""Replying from the desk: the ordinary answer, or a word that is none yet; and noticing a reply given on the page."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.telling import clear
from forum.actions.answer import answer_question
from forum.actions.comment import add_comment
from forum.models import Answer, Comment
from forum.rules import require
from forum.webcare import rules
from forum.webcare.actions.own import take_case
from forum.webcare.models import Case, CaseState


@transaction.atomic
def reply(
    *,
    by: Member,
    case: Case,
    body: str,
    form_key: str | None,
    now: datetime,
    again_at: datetime | None = None,
) -> Answer:
    """The answer on the public page. A case without an owner becomes the answerer's.

    With `again_at` the customer hears from us again by then. Raises NotAllowed (AlreadyOwned when somebody
    was quicker), ValidationError when the text will not do.
    """
    require(rules.may_reply(by, case, now), _("This case belongs to a colleague; leave a note instead."))
    if case.state == CaseState.OPEN:
        case = take_case(by=by, case=case, now=now)
    answer = answer_question(by=by, question=case.question, body=body, form_key=form_key, now=now)
    note_reply(case=case, at=answer.created_at, again_at=again_at)
    return answer


@transaction.atomic
def say_word(*, by: Member, case: Case, body: str, form_key: str | None, now: datetime) -> Comment:
    """A word that everyone reads and that is no answer yet: a comment below the question.

    No clock and no promise changes. A case without an owner becomes the writer's. Raises as `reply` does.
    """
    require(rules.may_reply(by, case, now), _("This case belongs to a colleague; leave a note instead."))
    if case.state == CaseState.OPEN:
        case = take_case(by=by, case=case, now=now)
    return add_comment(by=by, question=case.question, body=body, form_key=form_key, now=now)


def note_reply(*, case: Case, at: datetime, again_at: datetime | None = None) -> None:
    """A reply under a name stops the clock: the case waits for the customer, or for somebody to resolve it.

    With `again_at` the customer was told that they hear from us again by then, which is a deadline like any other.
    """
    Case.objects.unfinished().filter(pk=case.pk).update(
        replied_at=at, due_at=again_at, alarm_due_at=again_at, snoozed_until=None
    )
    Case.objects.filter(pk=case.pk, state=CaseState.OWNED).update(state=CaseState.WAITING)
    for rang in ("case-unowned", "case-late", "case-slipped", "case-back"):
        clear(subject=case.subject, kind=rang, now=at)
