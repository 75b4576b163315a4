"""follow(): after any act of a person the question's climb, requests and case are brought in line with it."""

from datetime import datetime

from community.notifications.telling import clear
from forum.escalation import climbing, hearing, hours, ladder
from forum.escalation.hearing import Heard
from forum.escalation.ladder import Course, Facts, Rung
from forum.escalation.models import Climb, Policy
from forum.escalation.rungs import replace_declined
from forum.models import Answer, Comment, Question, Status
from forum.routing.actions.settle import settle_requests
from forum.routing.models import ExpertRequest, RequestState
from forum.webcare.actions.open_case import restart_clock
from forum.webcare.actions.settle import close_by_crowd, close_with_question, pause, settle_reply
from forum.webcare.models import Case, CaseReason, CaseState


def follow(question: Question, now: datetime) -> Climb | None:
    """The question's climb as it is now; None for a question that never needed one. Safe to repeat."""
    climb = Climb.objects.select_for_update(of=("self",)).filter(question=question).first()
    policy = climbing.policy_of(question)
    heard = hearing.listen(question, climb.called_at if climb else None)
    course = course_now(question, policy, heard, now)
    if climb is None:
        if course == Course.ENDED:
            return None
        climb = climbing.begin(question, policy, now)
        _send_incident_to_webcare(climb, question, policy, course, now)
    settle_requests(question=question, is_finished=course == Course.ENDED, now=now)
    before = climb.course
    if before != course:
        _change(climb, question, policy, course, heard, now)
    elif course == Course.CLIMBING:
        _go_on_climbing(climb, question, policy, now)
    _wait(climb, policy, heard)
    _settle_case(question, policy, course, heard.answers, now)
    if before == Course.PAUSED and course == Course.CLIMBING:
        _restart(Case.objects.unfinished().filter(question=question).first(), policy, now)
    return climb


def course_now(question: Question, policy: Policy, heard: Heard, now: datetime) -> Course:
    """What the question's climb should be doing at this moment."""
    wake_at = _wake_at(policy, heard)
    return ladder.course_of(
        Facts(
            is_hidden=question.hidden_at is not None,
            is_finished=question.accepted_count > 0 or question.status in (Status.CLOSED, Status.DUPLICATE),
            # A locked one takes an answer from moderators only: there is nobody to ask.
            needs_info=question.status == Status.NEEDS_INFO or question.locked_at is not None,
            is_answered=bool(heard.answers),
            is_unheard=wake_at is not None and wake_at <= now,
        )
    )


def _wake_at(policy: Policy, heard: Heard) -> datetime | None:
    if heard.asked_back_at is None:
        return None
    return ladder.heard_by(policy.patience(), policy.calendar(), asked_back_at=heard.asked_back_at)


def _wait(climb: Climb, policy: Policy, heard: Heard) -> None:
    """What a climb at rest waits for: a reply to the asker who asked back, the asker's word that it is solved."""
    rests = climb.course == Course.RESTING
    wake_at = _wake_at(policy, heard) if rests else None
    remind_at = None
    if rests and wake_at is None:
        remind_at = climbing.remind_at(climb, policy, heard.answers[-1].created_at)
    if (climb.wake_due_at, climb.remind_due_at) != (wake_at, remind_at):
        climb.wake_due_at, climb.remind_due_at = wake_at, remind_at
        climb.save(update_fields=["wake_due_at", "remind_due_at"])


def _send_incident_to_webcare(
    climb: Climb, question: Question, policy: Policy, course: Course, now: datetime
) -> None:
    """A question that speaks of an incident does not wait for the ladder."""
    if course == Course.CLIMBING and policy.speaks_of_incident(f"{question.title}\n{question.body}"):
        climbing.to_the_top(climb, policy, climb.started_at, now)
        climbing.to_webcare(
            climb, question, policy, now=now, since=climb.started_at, reason=CaseReason.INCIDENT
        )


def _change(
    climb: Climb, question: Question, policy: Policy, course: Course, heard: Heard, now: datetime
) -> None:
    if climb.reminders:
        # Whatever it is that changed, the asker is no longer asked whether it is solved.
        clear(subject=question.subject, kind="solved-yet", now=now)
    if climb.course == Course.CLIMBING:
        at = _stopped_at(climb, question, course, heard, now)
        climbing.stop(climb, question, policy, course, at=at, now=now)
    elif course == Course.CLIMBING:
        # The board's patience with an asker who asked back ended at a moment of its own.
        at = _wake_at(policy, heard) if heard.answers else climbing.acted_at(question, now)
        climbing.go_on(climb, question, policy, at=at, now=now)
    else:
        climb.course = course
        climb.rested_at = climbing.acted_at(question, now) if course == Course.RESTING else None
        climb.wake_due_at = climb.remind_due_at = None
        climb.save()


def _stopped_at(climb: Climb, question: Question, course: Course, heard: Heard, now: datetime) -> datetime:
    """When it happened that stops the clock: the sweep may come by much later."""
    if course == Course.RESTING:
        answered = [answer.created_at for answer in heard.answers]
        since = [moment for moment in answered if moment >= climb.running_since]
        # Answered before, asked back and now replied to. An answer that was brought back came with that act.
        since = since or [moment for moment in heard.replies if moment >= climb.running_since]
        return min(since, default=climbing.acted_at(question, now))
    if question.hidden_at is not None:
        happened = question.hidden_at
    elif question.status != Status.OPEN and not question.accepted_count:
        happened = question.status_at
    else:
        happened = None
    return max(happened or climbing.acted_at(question, now), climb.running_since)


def _go_on_climbing(climb: Climb, question: Question, policy: Policy, now: datetime) -> None:
    if climb.planned_with != policy.terms():
        # It stands under another board now.
        climbing.plan(climb, policy, now)
    if climb.rung == Rung.COLLEAGUES and _somebody_declined(question):
        replace_declined(question, now)


def _somebody_declined(question: Question) -> bool:
    return ExpertRequest.objects.filter(question=question, state=RequestState.DECLINED).exists()


def _settle_case(
    question: Question, policy: Policy, course: Course, answers: list[Answer], now: datetime
) -> None:
    if course == Course.ENDED:
        solved = question.accepted_count > 0 and question.hidden_at is None
        (close_by_crowd if solved else close_with_question)(question=question, now=now)
    elif course == Course.PAUSED:
        pause(question=question)
    elif answers:
        if course == Course.RESTING:
            settle_reply(question=question, answer=_best_reply(answers))
        _wake_waiting_case(question, policy, now)


def _best_reply(answers: list[Answer]) -> Answer:
    """The latest by somebody of the company, or else the latest."""
    by_us = [one for one in answers if one.author and (one.author.is_employee or one.author.is_agent)]
    return (by_us or answers)[-1]


def _wake_waiting_case(question: Question, policy: Policy, now: datetime) -> None:
    """The customer's word after our reply sets the case's clock going again, until we reply or resolve."""
    case = Case.objects.filter(question=question, state=CaseState.WAITING, replied_at__isnull=False).first()
    if case is None or question.author_id is None:
        return
    words = Comment.objects.shown().filter(question=question, author=question.author_id)
    if words.filter(created_at__gt=case.replied_at).exists():
        _restart(case, policy, now)


def _restart(case: Case | None, policy: Policy, now: datetime) -> None:
    """An unfinished case has webcare's whole reply time from now on."""
    if case is None:
        return
    patience, calendar = policy.patience(), policy.calendar()
    due_at = ladder.whole_minute(hours.add(now, patience.reply, calendar))
    half = hours.add(now, patience.reply / 2, calendar)
    restart_clock(case=case, due_at=due_at, alarm_at=half, now=now)
