"""Opening a finished case again by a person of the desk: it was ended too early, or by mistake."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.lib import nudges
from community.members.models import Member
from forum import rules as threads
from forum.actions import drafting
from forum.actions.accept import undo_acceptance
from forum.actions.recording import hold
from forum.actions.reopen import reopen_question
from forum.models import Answer, Question, Status
from forum.rules import require
from forum.webcare import rules
from forum.webcare.actions.note import keep_note
from forum.webcare.actions.open_case import OWN_CAUSE
from forum.webcare.actions.own import LEAST_REASON, Finished
from forum.webcare.actions.recording import record_case
from forum.webcare.actions.watch_case import tell_watchers
from forum.webcare.models import UNFINISHED, Case, CaseState

_ENDED = (Status.CLOSED, Status.DUPLICATE)


@transaction.atomic
def open_again(
    *, by: Member, case: Case, reason: str, due_at: datetime, alarm_at: datetime, now: datetime
) -> Case:
    """The same case is its owner's again, or `by`'s where nobody of the desk owned it, with a promise at `due_at`.

    The question is open with it: closed, it takes answers again; solved, its acceptance is taken back by the house,
    so that nothing says "solved" while webcare is at it. Who asked accepts again when it is.
    Raises NotAllowed unless the owner or the lead does it, about a question that can be open; Finished when a
    colleague was quicker, ValidationError without a reason.
    """
    hold(case.question)
    require(rules.may_open_again(by, case, now), _("Only its owner or the lead can open a case again."))
    _require_openable(by, case.question, now)
    said = drafting.reason(reason)
    if len(said) < LEAST_REASON:
        raise ValidationError(_("Say in a few words why it is not over."))
    owner = {} if rules.may_work(case.owner, now) else {"owner": by, "owned_at": now}
    opened = Case.objects.filter(pk=case.pk).exclude(state__in=UNFINISHED).update(
        state=CaseState.OWNED, resolved_at=None, resolved_by=None, outcome="", cause=OWN_CAUSE,
        due_at=due_at, alarm_due_at=alarm_at, **owner
    )  # fmt: skip
    if not opened:
        raise Finished(_("A colleague opened this case a moment ago."))
    case.refresh_from_db()
    _open_question(by, case.question, now)
    note, _noted = keep_note(by=by, case=case, body=said, now=now)
    event = record_case("case.reopened", by=by, now=now, case=case, details={"note": note.pk})
    tell_watchers(case=case, happened="reopened", event=event, now=now, by=by, also=[case.owner_id])
    # Whoever follows the question's course looks at it again.
    Question.objects.filter(pk=case.question_id).update(watch_due_at=now)
    nudges.nudge("forum.escalation.tasks.sweep")
    return case


def _require_openable(by: Member, question: Question, now: datetime) -> None:
    """A case ends with its question: one that stays away would end it again within a minute."""
    require(
        question.hidden_at is None,
        _("Its question is hidden. Once moderators show it again, the case can be opened again."),
    )
    require(
        question.status not in _ENDED or threads.may_reopen(by, question, now),
        _("Its question stays closed, so the case can not be open. Leave a note instead."),
    )


def _open_question(by: Member, question: Question, now: datetime) -> None:
    if question.status in _ENDED:
        reopen_question(by=by, question=question, now=now)
    for answer in Answer.objects.filter(question=question, accepted_at__isnull=False).order_by("pk"):
        undo_acceptance(by=None, answer=answer, now=now)
