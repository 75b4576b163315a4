"""When it happened: what stopped a climb, and whether the moment we had promised passed by before our next word.

The sweep may come by much later: what was said in time is in time however late it is noticed.
"""

from datetime import datetime

from django.db.models import Max

from community.events.models import Event
from forum.escalation import again, climbing
from forum.escalation.hearing import Heard
from forum.escalation.ladder import Course
from forum.escalation.models import Climb, Policy
from forum.models import Answer, Question, Status
from forum.webcare.models import Case, Sending, SendingState

# With these somebody chose the moment of a promise, without a word to the customer of its own.
_PUT_ASIDE = ("case.snoozed", "case.taken_up")


def stopped_at(climb: Climb, question: Question, course: Course, heard: Heard, now: datetime) -> datetime:
    """When the clock stopped: at the first word that counts since it ran, or else at what ended or paused it."""
    answered = answered_since(climb, heard, now) if course in (Course.RESTING, Course.ENDED) else None
    happened = None if course == Course.RESTING else _ended_at(question, climb.running_since)
    stops = [moment for moment in (answered, happened) if moment is not None]
    return max(min(stops, default=climbing.acted_at(question, now)), climb.running_since)


def answered_since(climb: Climb, heard: Heard, now: datetime) -> datetime | None:
    """The first word that counts since the clock ran; None while it runs for want of one."""
    answered = [*(answer.created_at for answer in heard.answers), *heard.private]
    since = [moment for moment in answered if moment >= climb.running_since]
    if not since and not again.is_owed(heard, now):
        # Answered before, asked back and now replied to. An answer that was brought back came with that act.
        since = [moment for moment in heard.replies if moment >= climb.running_since]
    return min(since, default=None)


def missed(
    climb: Climb, question: Question, policy: Policy, course: Course, heard: Heard, now: datetime
) -> datetime | None:
    """The promise to be heard again that passed while the climb was at rest, and was kept too late or not at all.

    None for one that was kept, or for one that is still owed: that climbs on and slips.
    """
    promised = climb.wake_due_at
    if promised is None or promised > now or heard.case is None or course == Course.CLIMBING:
        return None
    words = sorted([*(answer.created_at for answer in heard.ours), *heard.private])
    made_at = _made_at(heard.case, policy, promised, words)
    if made_at is None:
        return None
    ended_at = _ended_at(question, made_at) if course != Course.RESTING else None
    resolved_at = heard.case.resolved_at if heard.case.is_finished else None
    met = [moment for moment in (*words, ended_at, resolved_at) if moment is not None and moment > made_at]
    return promised if met and promised < min(met) else None


def _made_at(case: Case, policy: Policy, promised: datetime, words: list[datetime]) -> datetime | None:
    """When this moment was promised: with one of our words, or by putting the case aside; None when it was neither."""
    before = [moment for moment in words if moment <= promised]
    for moment in reversed(before):
        if again.promised_after(policy, moment) == promised:
            return moment
    if not before:
        return None
    sent = Sending.objects.filter(case=case, again_at=promised, state=SendingState.SENT)
    aside = Event.objects.filter(subject=case.subject, kind__in=_PUT_ASIDE, at__lte=promised)
    chosen = [sent.aggregate(at=Max("settled_at"))["at"], aside.aggregate(at=Max("at"))["at"]]
    return max(filter(None, chosen), default=before[-1])


def _ended_at(question: Question, since: datetime) -> datetime | None:
    """When the question was hidden, solved, closed or locked, or asked for details; None when it was not."""
    moments = [question.hidden_at, question.locked_at]
    if question.status != Status.OPEN:
        moments.append(question.status_at)
    if question.accepted_count:
        accepted = Answer.objects.shown().filter(question=question, accepted_at__isnull=False)
        moments += accepted.values_list("accepted_at", flat=True)
    return min((moment for moment in moments if moment is not None and moment >= since), default=None)
