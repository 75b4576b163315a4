"""Calling webcare: the asker need not wait for the ladder when it became urgent or an answer did not help."""

from datetime import datetime
from enum import Enum

from django.db import transaction
from django.utils.translation import gettext as _

from community.events.models import Event
from community.events.recording import record
from community.members.models import Member
from forum.actions.accept import undo_acceptance
from forum.actions.recording import go_on
from forum.escalation import climbing, hours, rules, solved
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb
from forum.models import Answer, Question
from forum.rules import require
from forum.webcare.actions.prioritise import put_first, tell_urgent
from forum.webcare.models import Case, CaseReason

# What the asker says of a case that webcare has already.
STILL_NOT_SOLVED, URGENT = SAID_AGAIN = ("ladder.called_again", "ladder.urgent")


class Heard(Enum):
    """What became of it: webcare was told, or puts the case they had before the others, or had heard it before."""

    TOLD = "told"
    FIRST = "first"
    ALREADY = "already"


@transaction.atomic
def call_webcare(*, by: Member, question: Question, reason: CaseReason, now: datetime) -> Climb:
    """The question is a case at once, with webcare's reply time as its promise.

    "Still not solved" takes back the asker's own acceptance; so does whatever else they say of a solved question,
    on a page that was open since before it was. While webcare is at it the promise stays: that it became urgent,
    and after a promise that slipped that it is still not solved, puts the case first, once.
    Raises NotAllowed unless the asker calls about a question that is still open.
    """
    return _call(question, reason, by, now)[0]


@transaction.atomic
def say_to_webcare(*, by: Member, question: Question, reason: CaseReason, now: datetime) -> Heard:
    """The same, and what became of it."""
    return _call(question, reason, by, now)[1]


def _call(question: Question, reason: CaseReason, by: Member, now: datetime) -> tuple[Climb, Heard]:
    question = (
        Question.objects.select_for_update(of=("self",)).select_related("board", "author").get(pk=question.pk)
    )
    require(rules.may_call_webcare(by, question, now), _("Only the person who asked can call webcare here."))
    if question.state == "solved":
        reason = CaseReason.NOT_SOLVED
    if reason == CaseReason.NOT_SOLVED:
        for answer in Answer.objects.filter(question=question, accepted_at__isnull=False):
            undo_acceptance(by=by, answer=answer, now=now)
        solved.unsettle(question, by=by, now=now)
    # Who calls says something: a question that waited for its asker goes on.
    go_on("ladder.called", by=by, now=now, question=question)
    policy = climbing.policy_of(question)
    held = Climb.objects.select_for_update(of=("self",)).filter(question=question)
    climb = held.first() or climbing.begin(question, policy, now)
    at_webcare = climb.course == Course.CLIMBING and climb.rung == Rung.WEBCARE
    case = Case.objects.unfinished().select_related("question").filter(question=question).first()
    # What became urgent, or slipped before, does not wait until the moment it was put aside to.
    is_put_aside = at_webcare and case is not None and case.snoozed_until is not None
    is_put_aside = is_put_aside and (reason == CaseReason.URGENT or _has_slipped(climb))
    # A case that has just ended may be ahead of the ladder.
    if at_webcare and case is not None and not is_put_aside:
        return climb, _say_again(climb, case, reason, by, now)
    if climb.course == Course.CLIMBING and not at_webcare:
        climb.spent += hours.between(climb.running_since, now, policy.calendar())
    is_first = is_put_aside or (case is not None and reason == CaseReason.URGENT)
    if is_first:
        put_first(case=case, now=now)
    # What was answered until now did not help.
    climb.called_at = now
    climbing.to_the_top(climb, policy, now, now)
    climbing.to_webcare(climb, question, policy, now=now, reason=reason, by=by)
    return climb, Heard.FIRST if is_first else Heard.TOLD


def _say_again(climb: Climb, case: Case, reason: CaseReason, by: Member, now: datetime) -> Heard:
    """Nobody kept the promise, or it can not wait for it, and the asker says so: once is enough to be heard."""
    is_urgent = reason == CaseReason.URGENT
    if _has_slipped(climb) and not _said_since(case, climb.promise_missed_at):
        # The lead looks at once.
        put_first(case=case, now=now, alarm_at=now)
    elif is_urgent and case.reason != CaseReason.URGENT and not _said_since(case, climb.running_since):
        put_first(case=case, now=now)
    else:
        return Heard.ALREADY
    thread = case.question.subject
    event = record(URGENT if is_urgent else STILL_NOT_SOLVED, by=by, now=now, subject=thread, thread=thread,
                   stale=[thread])  # fmt: skip
    if is_urgent:
        tell_urgent(case=case, event=event, by=by, now=now)
    return Heard.FIRST


def _has_slipped(climb: Climb) -> bool:
    """Whether a promise slipped since its clock runs."""
    return climb.promise_missed_at is not None and climb.promise_missed_at >= climb.running_since


def _said_since(case: Case, moment: datetime) -> bool:
    said = Event.objects.filter(thread=case.question.subject, kind__in=SAID_AGAIN)
    return said.filter(at__gte=moment).exists()
