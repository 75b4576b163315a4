"""Taking up a case that was put aside: the moment the customer was told gives way to webcare's own reply time."""

from datetime import datetime

from django.db import transaction

from community.lib import nudges
from community.members.models import Member
from forum.escalation import queries
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb
from forum.webcare.actions.snooze import take_up
from forum.webcare.models import Case


@transaction.atomic
def take_case_up(*, by: Member, case: Case, now: datetime) -> datetime | None:
    """The case is at hand, and its customer hears within the board's reply time in business hours from now.

    Never later than was promised: the new promise, None where the old one stays.
    Raises NotAllowed unless the owner or the lead does it.
    """
    reply_by = queries.webcare_by(case.question, now)
    sooner = take_up(by=by, case=case, reply_by=reply_by, now=now)
    if sooner is not None:
        climbs = Climb.objects.filter(question=case.question_id)
        at_webcare = climbs.filter(course=Course.CLIMBING, rung=Rung.WEBCARE, promise_at__gt=sooner)
        at_webcare.update(promise_at=sooner, next_due_at=sooner)
        climbs.filter(course=Course.RESTING, wake_due_at__gt=sooner).update(wake_due_at=sooner)
    nudges.nudge("forum.escalation.tasks.sweep")
    return sooner
