"""follow(): after any act of a person the question's climb, requests and case are brought in line with it."""

from datetime import datetime

from forum.escalation import climbing, hours, ladder
from forum.escalation.ladder import Course, Facts, Rung
from forum.escalation.models import Climb, Policy
from forum.escalation.rungs import replace_declined
from forum.models import Answer, Comment, Question, Status
from forum.routing.actions.settle import settle_requests
from forum.routing.models import ExpertRequest, RequestState
from forum.webcare.actions.open_case import restart_clock
from forum.webcare.actions.settle import close_by_crowd, close_with_question, settle_reply
from forum.webcare.models import Case, CaseState

# An answer judged down this far is as good as none.
TOO_LOW = -2


def follow(question: Question, now: datetime) -> Climb | None:
    """The question's climb as it is now; None for a question that never needed one. Safe to repeat."""
    climb = Climb.objects.filter(question=question).first()
    answers = counting_answers(question, climb)
    course = ladder.course_of(facts_of(question, answers))
    if climb is None and course == Course.ENDED:
        return None
    policy = climbing.policy_of(question)
    climb = climb or climbing.begin(question, policy, now)
    settle_requests(question=question, is_finished=course == Course.ENDED, now=now)
    if climb.course != course:
        _change(climb, question, policy, course, answers, now)
    elif course == Course.CLIMBING and climb.rung == Rung.COLLEAGUES and _somebody_declined(question):
        replace_declined(question, now)
    _settle_case(question, policy, course, answers, now)
    return climb


def counting_answers(question: Question, climb: Climb | None) -> list[Answer]:
    """Visible answers by others than the asker that were not judged down, oldest first.

    What was there before the asker said "still not solved" does not count.
    """
    answers = Answer.objects.shown().filter(question=question, score__gt=TOO_LOW).select_related("author")
    if question.author_id:
        answers = answers.exclude(author=question.author_id)
    if climb is not None and climb.called_at is not None:
        answers = answers.filter(created_at__gt=climb.called_at)
    return list(answers.order_by("created_at", "pk"))


def facts_of(question: Question, answers: list[Answer]) -> Facts:
    return Facts(
        is_hidden=question.hidden_at is not None,
        is_finished=question.accepted_count > 0 or question.status in (Status.CLOSED, Status.DUPLICATE),
        needs_info=question.status == Status.NEEDS_INFO,
        answered_at=answers[0].created_at if answers else None,
    )


def _change(climb: Climb, question: Question, policy: Policy, course: Course, answers, now: datetime) -> None:
    if climb.course == Course.CLIMBING:
        # An answer that is older than the clock's last start was brought back: that was just now.
        known = [answer.created_at for answer in answers if answer.created_at >= climb.running_since]
        climbing.stop(climb, question, policy, course, at=min(known, default=now), now=now)
    elif course == Course.CLIMBING:
        climbing.go_on(climb, question, policy, now)
    else:
        climb.course = course
        climb.rested_at = answers[0].created_at if course == Course.RESTING else None
        climb.save()


def _somebody_declined(question: Question) -> bool:
    return ExpertRequest.objects.filter(question=question, state=RequestState.DECLINED).exists()


def _settle_case(
    question: Question, policy: Policy, course: Course, answers: list[Answer], now: datetime
) -> None:
    if course == Course.ENDED:
        solved = question.accepted_count > 0 and question.hidden_at is None
        (close_by_crowd if solved else close_with_question)(question=question, now=now)
    elif answers:
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
        patience, calendar = policy.patience(), policy.calendar()
        due_at = ladder.whole_minute(hours.add(now, patience.reply, calendar))
        half = hours.add(now, patience.reply / 2, calendar)
        restart_clock(case=case, due_at=due_at, alarm_at=half, now=now)
