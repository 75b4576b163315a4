"""What pages and the demo's clock read of the ladder: promises, the rungs of one question, moments to come."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.db.models import Exists, F, Min, Model, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from community.events.models import Event
from forum.escalation import again, climbing, hours, ladder, solved
from forum.escalation.actions.call_webcare import SAID_AGAIN
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Check, Climb, Step
from forum.models import Answer, Question, Status
from forum.rules import TOO_LOW
from forum.webcare.models import Case, CaseReason, CaseState


@dataclass(frozen=True)
class Shown:
    """One rung as the page shows it; `state` is done, now, paused or next."""

    rung: Rung
    state: str
    due_at: datetime
    taken_at: datetime | None
    people: int | None


@dataclass(frozen=True)
class Ladder:
    course: Course
    promise_at: datetime | None
    missed_at: datetime | None
    rungs: list[Shown]
    # How webcare's case ended, for everyone to read.
    public_line: str = ""
    # Why it stands still: locked, or else it waits for its asker.
    is_locked: bool = False
    # Webcare's case, when there is one: not stored whole, never to be saved.
    case: Case | None = None
    # Webcare replied: by when its customer hears from them again.
    again_at: datetime | None = None
    # Webcare helped in private: its asker can say that it is solved without naming an answer.
    is_helped: bool = False
    # Since the promise slipped, or since webcare is at it, the asker said that it is not solved or became urgent.
    is_said: bool = False
    # Webcare heard that it is urgent, with the case or since.
    is_urgent: bool = False

    @property
    def at_webcare(self) -> bool:
        return any(shown.rung == Rung.WEBCARE and shown.taken_at for shown in self.rungs)

    @property
    def is_owned(self) -> bool:
        """Whether webcare is at it, so that nothing has to be opened."""
        return self.case is not None and not self.case.is_finished


def ladder_of(question: Question) -> Ladder | None:
    """The ladder while the question climbs or pauses, and what webcare promised or how it ended; otherwise None.

    One query; two for what the sweep has not seen yet: that is shown as the board's policy says.
    """
    is_open = question.state in ("open", "needs_info", "answered")
    if not (is_open or question.status == Status.SOLVED) or question.hidden_at is not None:
        return None
    read = Step.objects.filter(climb__question=question.pk).select_related("climb")
    steps = list(read.annotate(is_answered=_answered("climb__"), said_at=_said(question), **_of_case()))
    # For whatever else stands on the page; a question that never climbed has no case.
    question.case_read = _case(steps[0]) if steps else None
    if not steps:
        return _ladder_to_come(question)
    found, climb, said_at = _ladder_of(question, steps), steps[0].climb, steps[0].said_at
    if found is None:
        return None
    rests = found.course not in (Course.CLIMBING, Course.PAUSED)
    since, began = found.missed_at or climb.running_since, climb.running_since
    was_urgent = found.case is not None and found.case.reason == CaseReason.URGENT and not rests
    return replace(
        found,
        is_helped=rests and solved.is_helped(found.case, climb.called_at),
        is_said=since is not None and said_at is not None and said_at >= since,
        is_urgent=was_urgent or (began is not None and said_at is not None and said_at >= began),
    )


def _ladder_of(question: Question, steps: list[Step]) -> Ladder | None:
    climb, case = steps[0].climb, question.case_read
    is_at_it = case is not None and not case.is_finished
    if question.state == "solved":
        return Ladder(Course.ENDED, None, None, [], case.public_line, case=case) if case else None
    if climb.course not in (Course.CLIMBING, Course.PAUSED) and not is_at_it:
        return Ladder(Course(climb.course), None, None, [], case.public_line, case=case) if case else None
    # What the page says of the question holds at once; the sweep follows within half a minute.
    if again.stands_still(question) and climb.course != Course.ENDED:
        is_locked = question.locked_at is not None
        rungs = _rungs(climb, steps)
        return Ladder(Course.PAUSED, None, climb.promise_missed_at, rungs, is_locked=is_locked, case=case)
    is_replied, waits = again.is_replied(case, climb.called_at), is_at_it and case.state == CaseState.WAITING
    if climb.course == Course.CLIMBING and steps[0].is_answered and not is_replied:
        return Ladder(Course.RESTING, None, None, [], case=case) if is_at_it else None
    if climb.course == Course.CLIMBING and not (is_replied and waits):
        promise_at = case.due_at if waits and case.due_at else climb.promise_at
        return Ladder(
            Course.CLIMBING, promise_at, _missed(climb), _rungs(climb, steps), case=case,
            again_at=promise_at if is_replied else None,
        )  # fmt: skip
    if climb.course != Course.ENDED and is_replied:
        again_at = case.due_at or again.promised_after(climbing.policy_of(question), case.replied_at)
        return Ladder(Course.RESTING, None, None, [], case=case, again_at=again_at)
    return Ladder(Course(climb.course), None, None, [], case=case) if is_at_it else None


def _of_case() -> dict[str, Subquery]:
    """What a page needs of the question's case, beside each step: one query, and few rows."""
    case = Case.objects.filter(question=OuterRef("climb__question"))
    return {f"case_{name}": Subquery(case.values(name)[:1]) for name in _CASE}


def _said(question: Question) -> Subquery:
    """When the asker last told webcare, who had it already, that it is still not solved or became urgent."""
    said = Event.objects.filter(thread=question.subject, kind__in=SAID_AGAIN)
    return Subquery(said.order_by("-id").values("at")[:1])


_CASE = (
    "id", "state", "reason", "due_at", "replied_at", "private_at", "public_line", "owner_id", "resolved_by_id",
    "resolved_at", "outcome",
)  # fmt: skip


def _answered(climb: str = "") -> Exists:
    """Whether somebody answered since the clock ran: the sweep, which lets it rest, follows within half a minute."""
    answers = Answer.objects.shown().filter(question=OuterRef(f"{climb}question"), score__gt=TOO_LOW)
    since = answers.filter(
        created_at__gte=OuterRef(f"{climb}running_since"),
        created_at__gt=Coalesce(OuterRef(f"{climb}called_at"), Value(datetime.min.replace(tzinfo=UTC))),
    )
    return Exists(since.filter(~Q(author=OuterRef(f"{climb}question__author"))))


def _case(step: Step) -> Case | None:
    if step.case_id is None:
        return None
    return Case(**{name: getattr(step, f"case_{name}") for name in _CASE})


def _missed(climb: Climb) -> datetime | None:
    """The promise that slipped, as long as nobody answered since."""
    missed_at = climb.promise_missed_at
    return missed_at if missed_at is not None and missed_at >= climb.running_since else None


def webcare_by(question: Question, now: datetime) -> datetime:
    """By when webcare replies to what is asked of them now."""
    policy = climbing.policy_of(question)
    return ladder.whole_minute(hours.add(now, policy.patience().reply, policy.calendar()))


def mornings(question: Question, days: Collection[date]) -> list[datetime]:
    """When the question's board opens on each of these days, or next after it; at nine where it never closes."""
    calendar = climbing.policy_of(question).calendar()
    return [hours.opening_on(day, calendar) for day in days]


def promises_for(question_ids: Collection[int]) -> dict[int, datetime]:
    """By when each of the questions has an answer; those without a running promise are left out. One query."""
    rows = Climb.objects.filter(~_answered(), question__in=question_ids, promise_at__isnull=False)
    return dict(rows.values_list("question_id", "promise_at"))


def due_moments(after: datetime, until: datetime) -> list[datetime]:
    """Every moment in (after, until] at which something is due, in order; the demo's clock stops at each."""
    moments = {
        *_moments(Climb, "next_due_at", after, until),
        *_moments(Climb, "wake_due_at", after, until),
        *_moments(Climb, "remind_due_at", after, until),
        *_moments(Case, "alarm_due_at", after, until),
        *_moments(Case, "snoozed_until", after, until),
        *_moments(Check, "due_at", after, until),
    }
    return sorted(moments)


def _moments(model: type[Model], column: str, after: datetime, until: datetime) -> Iterator[datetime]:
    within = {f"{column}__gt": after, f"{column}__lte": until}
    return model.objects.filter(**within).values_list(column, flat=True).iterator()


def next_due() -> datetime | None:
    """The next moment at which the sweep has something to do if nobody does anything; None when there is none."""
    moments = Climb.objects.aggregate(climb=Min("next_due_at"), wake=Min("wake_due_at"))
    return min(filter(None, moments.values()), default=None)


def reached(rung: Rung, *, board_id: int, until: datetime) -> list[int]:
    """Questions whose turn for the rung had come by then: it was taken, or an answer came only after it was due."""
    steps = Step.objects.filter(rung=rung, climb__question__board=board_id, due_at__lte=until)
    return list(
        steps.exclude(taken_at=None, missed_at=None)
        .order_by("due_at")
        .values_list("climb__question", flat=True)
    )


def climbing_now(limit: int) -> list[Climb]:
    """The questions whose promise comes first, for a home page or a dashboard."""
    running = {"next_due_at__isnull": False, "promise_at__isnull": False}
    rows = Climb.objects.filter(~_answered(), question__hidden_at=None, **running)
    return list(rows.select_related("question__board").order_by(F("promise_at"), "pk")[:limit])


def _ladder_to_come(question: Question) -> Ladder | None:
    if question.answer_count or question.state != "open":
        return None
    # Imported history climbs no ladder; a page may hold a partial row, so the database is asked.
    if not Question.objects.filter(pk=question.pk, origin="native", watch_due_at__isnull=False).exists():
        return None
    policy = climbing.policy_of(question)
    patience, calendar = policy.patience(), policy.calendar()
    planned = ladder.plan(patience, calendar, since=question.created_at)
    shown = [Shown(one.rung, "next", one.due_at, None, None) for one in planned if one.number == 0]
    shown[0] = replace(shown[0], state="now", taken_at=question.created_at)
    promise_at = ladder.promise(patience, calendar, since=question.created_at)
    return Ladder(Course.CLIMBING, promise_at, None, shown)


def _rungs(climb: Climb, steps: list[Step]) -> list[Shown]:
    """First asked counts for a rung; the next colleagues are part of theirs."""
    first = sorted(
        (step for step in steps if step.number == 0), key=lambda step: ladder.ORDER.index(Rung(step.rung))
    )
    here = "paused" if climb.course == Course.PAUSED else "now"
    return [
        Shown(Rung(one.rung), _state(one, climb, here), one.due_at, one.taken_at, one.people) for one in first
    ]


def _state(step: Step, climb: Climb, here: str) -> str:
    if step.taken_at is None:
        return "next"
    return here if step.rung == climb.rung else "done"
