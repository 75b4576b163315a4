"""Calling webcare: the asker need not wait for the ladder when it became urgent or an answer did not help."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.actions.accept import undo_acceptance
from forum.escalation import climbing, hours, rules
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb
from forum.models import Answer, Question
from forum.rules import require
from forum.webcare.models import CaseReason


@transaction.atomic
def call_webcare(*, by: Member, question: Question, reason: CaseReason, now: datetime) -> Climb:
    """The question is a case at once, with webcare's reply time as its promise.

    "Still not solved" takes back the asker's own acceptance. Calling again while webcare is at it changes
    nothing. Raises NotAllowed unless the asker calls about a question that is still open.
    """
    question = (
        Question.objects.select_for_update(of=("self",)).select_related("board", "author").get(pk=question.pk)
    )
    require(rules.may_call_webcare(by, question, now), _("Only the person who asked can call webcare here."))
    if reason == CaseReason.NOT_SOLVED:
        for answer in Answer.objects.filter(question=question, accepted_at__isnull=False):
            undo_acceptance(by=by, answer=answer, now=now)
    policy = climbing.policy_of(question)
    held = Climb.objects.select_for_update(of=("self",)).filter(question=question)
    climb = held.first() or climbing.begin(question, policy, now)
    if climb.course == Course.CLIMBING and climb.rung == Rung.WEBCARE:
        return climb
    if climb.course == Course.CLIMBING:
        climb.spent += hours.between(climb.running_since, now, policy.calendar())
    # What was answered until now did not help.
    climb.called_at = now
    climbing.to_the_top(climb, policy, now, now)
    climbing.to_webcare(climb, question, policy, now=now, reason=reason, by=by)
    return climb
