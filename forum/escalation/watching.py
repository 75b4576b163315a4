"""follow(): after any act of a person the question's climb, requests and case are brought in line with it."""

from datetime import datetime

from community.notifications.telling import take_back
from forum.escalation import again, climbing, hearing, hours, ladder, solved, stopping
from forum.escalation.checking import follow_check
from forum.escalation.hearing import Heard
from forum.escalation.ladder import Course, Facts, Rung
from forum.escalation.models import Climb, Policy
from forum.escalation.planning import plan_again
from forum.escalation.rungs import replace_declined
from forum.escalation.straight import send_straight, told_since
from forum.models import CloseReason, Question, Status
from forum.routing.actions.settle import settle_requests
from forum.routing.models import ExpertRequest, RequestState
from forum.webcare.actions.open_case import restart_clock, tell_of_word
from forum.webcare.actions.settle import close_by_crowd, close_with_question, pause, settle_reply
from forum.webcare.models import Case, CaseReason, CaseState


def follow(question: Question, now: datetime) -> Climb | None:
    """The question's climb as it is now; None for a question that never needed one. Safe to repeat."""
    solved.follow_the_desk(question, now)
    follow_check(question, now)
    climb = Climb.objects.select_for_update(of=("self",)).filter(question=question).first()
    policy = climbing.policy_of(question)
    heard = hearing.listen(question, climb.called_at if climb else None)
    course = course_now(question, policy, heard, now)
    if climb is None:
        if course == Course.ENDED:
            return None
        climb = climbing.begin(question, policy, now)
        send_straight(climb, question, policy, course, climb.started_at, now)
    if _is_reopened(climb, heard) or _tells_of_incident(climb, question, policy, heard, course):
        heard = hearing.listen(question, climb.called_at)
        course = course_now(question, policy, heard, now)
    settle_requests(question=question, is_finished=course == Course.ENDED, now=now)
    before = climb.course
    _notice_missed(climb, question, policy, course, heard, now)
    if before != course:
        _change(climb, question, policy, course, heard, now)
    elif course == Course.CLIMBING:
        _go_on_climbing(climb, question, policy, now)
    send_straight(climb, question, policy, course, climbing.acted_at(question, now), now)
    _settle_case(question, policy, course, heard, now)
    if course == Course.CLIMBING:
        keep_case(climb, question, policy, now)
    _wait(climb, question, policy, heard)
    return climb


def keep_case(climb: Climb, question: Question, policy: Policy, now: datetime) -> None:
    """On the last rung webcare is at it, by the promise the asker reads: one deadline for both.

    A case that ended without a word that counts opens again, and one whose clock stood still, or whose reply is
    gone, runs on.
    """
    if climb.rung != Rung.WEBCARE:
        return
    case = Case.objects.select_related("question").filter(question=question).first()
    if case is None or case.is_finished:
        reason = CaseReason.NOT_SOLVED if climb.called_at else CaseReason.LADDER
        climbing.to_webcare(climb, question, policy, now=now, reason=reason)
    elif case.due_at is None or _waits_for_nothing(case, climb):
        half = hours.add(now, policy.patience().reply / 2, policy.calendar())
        clocks = {"due_at": climb.promise_at, "alarm_at": min(half, climb.promise_at)}
        restart_clock(case=case, reason=CaseReason.LADDER, now=now, **clocks)


def _waits_for_nothing(case: Case, climb: Climb) -> bool:
    """The reply with which a moment was promised is gone: what was promised before holds."""
    waits = case.state == CaseState.WAITING and case.snoozed_until is None
    return waits and case.due_at != climb.promise_at


def _is_reopened(climb: Climb, heard: Heard) -> bool:
    """Whether the desk opened its case again since: what was answered until then is not enough."""
    at = again.reopened_at(heard.case)
    if at is None or at <= (climb.called_at or climb.started_at):
        return False
    climb.called_at = at
    climb.save(update_fields=["called_at"])
    return True


def _tells_of_incident(
    climb: Climb, question: Question, policy: Policy, heard: Heard, course: Course
) -> bool:
    """Whether its asker spoke of an incident since it was answered: what was said until then is not enough."""
    at = told_since(question, policy, heard) if course == Course.RESTING else None
    if at is None:
        return False
    climb.called_at = at
    climb.save(update_fields=["called_at"])
    return True


def course_now(question: Question, policy: Policy, heard: Heard, now: datetime) -> Course:
    """What the question's climb should be doing at this moment."""
    wake_at = _wake_at(policy, heard)
    is_unheard = again.is_owed(heard, now) or (wake_at is not None and wake_at <= now)
    return ladder.course_of(
        Facts(
            is_hidden=question.hidden_at is not None,
            is_finished=question.state in ("solved", Status.CLOSED, Status.DUPLICATE),
            # A locked one takes an answer from moderators only: there is nobody to ask.
            needs_info=question.status == Status.NEEDS_INFO or question.locked_at is not None,
            is_answered=heard.is_answered,
            is_unheard=is_unheard,
        )
    )


def _wake_at(policy: Policy, heard: Heard) -> datetime | None:
    """When an asker who asked back has waited long enough; where webcare promised a moment, that one counts."""
    if heard.asked_back_at is None or again.running(heard.case, heard.called_at) is not None:
        return None
    return ladder.heard_by(policy.patience(), policy.calendar(), asked_back_at=heard.asked_back_at)


def _wait(climb: Climb, question: Question, policy: Policy, heard: Heard) -> None:
    """What a climb at rest waits for: our next word on a case, a reply to the asker who asked back, or the asker's.

    Without either of the first two the asker is asked whether it is solved.
    """
    wake_at = remind_at = None
    if climb.course == Course.RESTING:
        asked_back_at = _wake_at(policy, heard)
        if heard.case is not None:
            heard.case.refresh_from_db()
        wake_at = again.running(heard.case, heard.called_at) or asked_back_at
        if asked_back_at is None:
            remind_at = climbing.remind_at(climb, policy, again.tried_since(question, heard))
    if (climb.wake_due_at, climb.remind_due_at) != (wake_at, remind_at):
        climb.wake_due_at, climb.remind_due_at = wake_at, remind_at
        climb.save(update_fields=["wake_due_at", "remind_due_at"])


def _change(
    climb: Climb, question: Question, policy: Policy, course: Course, heard: Heard, now: datetime
) -> None:
    if climb.reminders:
        # Whatever it is that changed, the asker is no longer asked whether it is solved.
        take_back(subject=question.subject, kind=climbing.SOLVED_YET, now=now)
    if climb.course == Course.CLIMBING:
        at = stopping.stopped_at(climb, question, course, heard, now)
        is_answered = stopping.answered_since(climb, heard, now) == at
        climbing.stop(climb, question, policy, course, at=at, now=now, is_answered=is_answered)
    elif course == Course.CLIMBING:
        # What we promised, or the board's patience with an asker who asked back, ended at a moment of its own.
        owed_at = heard.case.due_at if again.is_owed(heard, now) else _wake_at(policy, heard)
        at = (owed_at if heard.is_answered else None) or climbing.acted_at(question, now)
        climbing.go_on(climb, question, policy, at=at, now=now)
    else:
        climb.course = course
        climb.rested_at = climbing.acted_at(question, now) if course == Course.RESTING else None
        climb.wake_due_at = climb.remind_due_at = None
        climb.save()


def _go_on_climbing(climb: Climb, question: Question, policy: Policy, now: datetime) -> None:
    if climb.planned_with != policy.terms():
        # It stands under another board now.
        plan_again(climb, policy, now)
    if climb.rung == Rung.WEBCARE:
        _keep_put_aside(climb, question)
    if climb.rung == Rung.COLLEAGUES and _somebody_declined(question):
        replace_declined(question, policy, now)


def _keep_put_aside(climb: Climb, question: Question) -> None:
    """What was put aside until a moment the customer was told is promised for then."""
    aside = Case.objects.filter(question=question, snoozed_until__isnull=False, due_at__isnull=False).first()
    if aside is not None:
        climb.promise_at = climb.next_due_at = aside.due_at
        climb.save(update_fields=["promise_at", "next_due_at"])


def _somebody_declined(question: Question) -> bool:
    return ExpertRequest.objects.filter(question=question, state=RequestState.DECLINED).exists()


def _notice_missed(
    climb: Climb, question: Question, policy: Policy, course: Course, heard: Heard, now: datetime
) -> None:
    """Our word came after the moment we promised, or none came: nobody waits any more, but it was missed."""
    promised = stopping.missed(climb, question, policy, course, heard, now)
    if promised is not None:
        climbing.record_missed(climb, question, promised, now=now)
        climb.wake_due_at = None
        climb.save(update_fields=["promise_missed_at", "promises_missed", "wake_due_at"])


def _settle_case(question: Question, policy: Policy, course: Course, heard: Heard, now: datetime) -> None:
    if heard.case is None:
        return
    if course == Course.ENDED:
        (close_by_crowd if _is_solved(question) else close_with_question)(question=question, now=now)
    elif course == Course.PAUSED or again.stands_still(question):
        pause(question=question)
    elif heard.is_answered:
        if course == Course.RESTING:
            _settle_reply(question, heard)
        _wake_waiting_case(question, policy, course, now)
        if course == Course.RESTING:
            again.promise(question, policy, heard)


def _is_solved(question: Question) -> bool:
    """By an answer, because its asker says so, or because they found it elsewhere."""
    is_found = question.closed_as == CloseReason.NOT_NEEDED and question.status_by_id == question.author_id
    return question.hidden_at is None and (
        question.accepted_count > 0 or question.status == Status.SOLVED or is_found
    )


def _settle_reply(question: Question, heard: Heard) -> None:
    """The latest by somebody of the company; anybody's while they did not reply themselves."""
    if heard.ours or (heard.answers and not again.is_replied(heard.case, heard.called_at)):
        settle_reply(question=question, answer=(heard.ours or heard.answers)[-1])


def _wake_waiting_case(question: Question, policy: Policy, course: Course, now: datetime) -> None:
    """The customer's question after our reply sets the case's clock going again, until we reply or resolve.

    Of other words its owner hears, once each, and of all while it climbs: then there is a promise already.
    """
    replied = Case.objects.unfinished().filter(question=question, replied_at__isnull=False)
    case = replied.select_related("question").first()
    if case is None or not again.is_at_rest(case):
        return
    if course == Course.RESTING and again.is_asked_back(case):
        _restart(case, policy, now)
        return
    for post in again.said_after(case):
        tell_of_word(case=case, key=post.subject, by=question.author, now=now)


def _restart(case: Case, policy: Policy, now: datetime) -> None:
    """An unfinished case has webcare's reply time from now on; a moment that was told before and is sooner stays."""
    patience, calendar = policy.patience(), policy.calendar()
    due_at = ladder.whole_minute(hours.add(now, patience.reply, calendar))
    if case.due_at is not None and case.due_at > now:
        due_at = min(due_at, case.due_at)
    half = hours.add(now, patience.reply / 2, calendar)
    restart_clock(case=case, due_at=due_at, alarm_at=min(half, due_at), now=now)
