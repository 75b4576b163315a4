"""Saying no to a question: one click and no excuse; the next colleague is asked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.events.recording import record
from community.lib.nudges import nudge
from community.members.models import Member
from forum.models import Question
from forum.routing import rules
from forum.routing.models import ExpertRequest, RequestState
from forum.rules import require


@transaction.atomic
def decline(*, by: Member, request: ExpertRequest, now: datetime) -> None:
    """Not now, not me. Raises NotAllowed unless the question still waits for this colleague."""
    require(rules.may_decline(by, request, now), _("This question does not wait for you any more."))
    ExpertRequest.objects.filter(pk=request.pk, state=RequestState.WAITING).update(
        state=RequestState.DECLINED, state_at=now
    )
    # Whoever follows the question's course asks the next one.
    Question.objects.filter(pk=request.question_id).update(watch_due_at=now)
    nudge("forum.escalation.tasks.sweep")
    subject = f"question:{request.question_id}"
    record("expert.declined", by=by, now=now, subject=subject, thread=subject)
