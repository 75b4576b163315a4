"""Moving one question on the ladder: starting, stopping, going on, and taking what is due.

Each function expects the question's row to be locked by the caller's transaction.
"""

from datetime import datetime, timedelta

from django.db.models import Max

from community.events.models import Event
from community.events.recording import record
from community.notifications.telling import take_back, withdraw_letters
from forum.escalation import again, hours, ladder, slipping
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb, Policy, Step
from forum.escalation.planning import keep_told, plan
from forum.escalation.rungs import step_on
from forum.models import Question
from forum.webcare import alarms, webhooks
from forum.webcare.actions.open_case import open_case, restart_clock
from forum.webcare.actions.renew_promise import renew_promise
from forum.webcare.models import Case, CaseReason, CaseState

# What an asker is told who is asked whether an answer solved it.
SOLVED_YET = "solved-yet"
# One question never writes to its asker more often than this to ask whether it is solved.
QUIET = timedelta(days=2)
# Events after which people can read and answer a question that was held back.
SHOWN_AGAIN = (
    "question.restored", "question.undeleted", "question.reopened", "question.info_given", "question.unlocked",
)  # fmt: skip


def policy_of(question: Question) -> Policy:
    """The board's policy, or the defaults for a board without one."""
    return Policy.objects.filter(board=question.board_id).first() or Policy(board_id=question.board_id)


def begin(question: Question, policy: Policy, now: datetime) -> Climb:
    """Put the question on the ladder, from the moment people could read it.

    An imported one starts when a person first acts on it.
    """
    started_at = _readable_since(question) if question.origin == "native" else acted_at(question, now)
    climb = Climb.objects.create(
        question=question, course=Course.CLIMBING, started_at=started_at, running_since=started_at
    )
    Step.objects.create(climb=climb, rung=Rung.EVERYONE, due_at=started_at, taken_at=started_at)
    plan(climb, policy, started_at)
    return climb


def acted_at(question: Question, now: datetime) -> datetime:
    """The latest act of a person that is not yet followed; otherwise this moment."""
    return min(question.watch_due_at or now, now)


def stop(
    climb: Climb,
    question: Question,
    policy: Policy,
    course: Course,
    *,
    at: datetime,
    now: datetime,
    is_answered: bool,
) -> None:
    """The clock stands still from `at`; steps and a promise that had passed by then are recorded as missed.

    Whether somebody had answered by then is recorded too, also of a question that is solved already.
    """
    climb.spent += hours.between(climb.running_since, at, policy.calendar())
    climb.steps.filter(taken_at=None, due_at__lt=at).update(missed_at=at)
    if climb.promise_at is not None and climb.promise_at < at:
        record_missed(climb, question, climb.promise_at, now=now)
    climb.course = course
    climb.running_since = climb.next_due_at = climb.promise_at = None
    climb.rested_at = at if course == Course.RESTING else None
    climb.save()
    if climb.promises_missed:
        # It no longer takes longer.
        withdraw_letters(subject=question.subject, kind=slipping.KIND)
    if course == Course.RESTING or is_answered:
        _record("ladder.rested", question, now)


def go_on(climb: Climb, question: Question, policy: Policy, *, at: datetime, now: datetime) -> None:
    """The clock runs again since `at`, from where it was. On the last rung that means: to webcare."""
    climb.course, climb.running_since, climb.rested_at = Course.CLIMBING, at, None
    climb.wake_due_at, climb.remind_due_at, climb.reminders = None, None, 0
    case = Case.objects.unfinished().filter(question=question, due_at__isnull=False).first()
    told = None
    if case is not None and case.due_at > now and again.is_at_rest(case):
        # What was promised after our reply may be too far off for somebody who says that it is not over.
        case, told = None, case.due_at
    if climb.rung == Rung.WEBCARE and case is not None:
        # Webcare heard it before the ladder did, or said when it would be heard again: that promise stands.
        climb.promise_at = case.due_at
    plan(climb, policy, at)
    if case is None and climb.promise_at <= now:
        # Noticed late, after a downtime: what nobody was told can not be missed.
        climb.promise_at = ladder.whole_minute(hours.add(now, policy.patience().reply, policy.calendar()))
        climb.save(update_fields=["promise_at"])
    if climb.rung == Rung.WEBCARE and case is None:
        keep_told(climb, told)
        said_so = climb.called_at is not None and climb.called_at >= at
        reason = CaseReason.NOT_SOLVED if said_so else CaseReason.LADDER
        to_webcare(climb, question, policy, now=now, since=at, reason=reason)
    _record("ladder.resumed", question, now)


def to_the_top(climb: Climb, policy: Policy, at: datetime, now: datetime) -> None:
    """Webcare's step is taken at once, without those before it.

    The promise is webcare's reply time after `at`, or what the asker was told before where that is sooner.
    """
    take_back(subject=f"question:{climb.question_id}", kind=SOLVED_YET, now=now)
    case = Case.objects.unfinished().filter(question=climb.question_id, due_at__gt=now).first()
    told = [moment for moment in (climb.promise_at, case and case.due_at) if moment and moment > now]
    climb.steps.filter(taken_at=None).delete()
    Step.objects.get_or_create(
        climb=climb, rung=Rung.WEBCARE, number=0, defaults={"due_at": at, "taken_at": now}
    )
    climb.course, climb.rung, climb.running_since, climb.rested_at = Course.CLIMBING, Rung.WEBCARE, at, None
    climb.wake_due_at, climb.remind_due_at, climb.reminders = None, None, 0
    climb.promise_at = None
    plan(climb, policy, at)
    keep_told(climb, min(told, default=None))


def remind_at(climb: Climb, policy: Policy, tried_since: datetime) -> datetime | None:
    """When the asker is asked whether it is solved; None when that was asked often enough."""
    days = [policy.remind_after_days, policy.remind_again_after_days][climb.reminders : climb.reminders + 1]
    if climb.rested_at is None or not any(days):
        return None
    due_at = max(climb.rested_at, tried_since) + timedelta(days=days[0])
    return max(due_at, climb.reminded_at + QUIET) if climb.reminded_at else due_at


def take_due(climb: Climb, question: Question, policy: Policy, now: datetime) -> list[Rung]:
    """Take every open step that is due, in order, and face a promise that slipped. The rungs of the steps taken."""
    taken: list[Rung] = []
    for step in sorted(climb.steps.filter(taken_at=None), key=lambda one: ladder.place(one.rung, one.number)):
        if step.due_at > now:
            climb.next_due_at = step.due_at
            break
        # Claimed by a conditional update: whoever finds no row has nothing to do.
        if climb.steps.filter(pk=step.pk, taken_at=None).update(taken_at=now):
            climb.rung = step.rung
            people = step_on(step, question, policy, now=now)
            if step.rung == Rung.WEBCARE:
                to_webcare(climb, question, policy, now=now, due_at=climb.promise_at, since=step.due_at)
            climb.steps.filter(pk=step.pk).update(people=people)
            taken.append(Rung(step.rung))
    else:
        if climb.promise_at <= now:
            climb.next_due_at = climb.promise_at = _slipped(climb, question, policy, now)
        else:
            climb.next_due_at = climb.promise_at
    climb.save()
    return taken


def to_webcare(
    climb: Climb,
    question: Question,
    policy: Policy,
    *,
    now: datetime,
    due_at: datetime | None = None,
    since: datetime | None = None,
    reason: CaseReason = CaseReason.LADDER,
    by=None,
) -> None:
    """Open the case, or set the clock of an unfinished one going again, with the climb's promise."""
    half = hours.add(since or now, timedelta(minutes=policy.reply_within / 2), policy.calendar())
    due_at = due_at or climb.promise_at
    clocks = {"due_at": due_at, "alarm_at": min(half, due_at), "now": now, "by": by}
    if open_case(question=question, reason=reason, **clocks) is None:
        case = Case.objects.select_related("question").get(question=question)
        restart_clock(case=case, reason=reason, **clocks)


def _readable_since(question: Question) -> datetime:
    """A question that was held back or closed and shown or opened later starts its clock then."""
    shown = Event.objects.filter(subject=question.subject, kind__in=SHOWN_AGAIN).aggregate(at=Max("at"))
    return max(question.created_at, shown["at"] or question.created_at)


def _slipped(climb: Climb, question: Question, policy: Policy, now: datetime) -> datetime:
    """The promise passed without an answer: record it and say the new time at once."""
    missed, case = climb.promises_missed + 1, Case.objects.unfinished().filter(question=question).first()
    # Only what slipped in a row says that the desk cannot keep up.
    in_a_row = case.slips + 1 if case is not None and case.has_slipped else 1
    until = ladder.next_promise(policy.patience(), policy.calendar(), now=now, missed=in_a_row)
    record_missed(climb, question, climb.promise_at, now=now, until=until)
    # It was put aside, or waited for the customer: now it is webcare's turn again.
    waiting = Case.objects.filter(question=question, state=CaseState.WAITING)
    waiting.update(state=CaseState.OWNED, snoozed_until=None)
    # The lead and the owner hear of the promise that slipped.
    alarms.take_due(question, now)
    renew_promise(question=question, until=until, alarm_at=_next_morning(policy, now))
    slipping.tell_asker(question, until, number=missed, zone=policy.calendar().zone, now=now)
    return until


def _next_morning(policy: Policy, now: datetime) -> datetime:
    """When the board opens on its next working day: of a silence that lasts the lead hears once a day."""
    calendar = policy.calendar()
    return hours.opening_on(now.astimezone(calendar.zone).date() + timedelta(days=1), calendar)


def record_missed(
    climb: Climb, question: Question, promised: datetime, *, now: datetime, until: datetime | None = None
) -> None:
    """What was promised did not happen in time; `until` is the new promise, None when it happened late."""
    climb.promise_missed_at = promised
    climb.promises_missed += 1
    moments_said = {"promised": promised.isoformat(), "next": until.isoformat() if until else None}
    _record("ladder.promise_missed", question, now, moments_said)
    webhooks.queue(
        "promise-slipped", key=f"{question.subject}:slipped:{climb.promises_missed}", now=now,
        link=f"/questions/{question.pk}/",
        data={"question": question.pk, "board": question.board.slug, **moments_said},
    )  # fmt: skip


def _record(kind: str, question: Question, now: datetime, details: dict | None = None) -> None:
    """These change the promise, which lists show too."""
    record(
        kind, by=None, now=now, subject=question.subject, thread=question.subject, details=details,
        stale=[question.subject, f"board:{question.board_id}", "lists"],
    )  # fmt: skip
