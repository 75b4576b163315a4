"""What pages and the demo's clock read of the ladder: promises, the rungs of one question, moments to come."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Min, Model

from forum.escalation import climbing, ladder
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Climb, Step
from forum.models import Question
from forum.webcare.models import Case


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

    @property
    def at_webcare(self) -> bool:
        return any(shown.rung == Rung.WEBCARE and shown.taken_at for shown in self.rungs)


def ladder_of(question: Question) -> Ladder | None:
    """The ladder while the question climbs or pauses, and how webcare ended it; otherwise None. One query, or two.

    A question that was asked a moment ago and not yet seen by the sweep shows what its board's policy says.
    """
    if question.state not in ("open", "needs_info", "answered") or question.hidden_at is not None:
        return None
    steps = list(Step.objects.filter(climb__question=question.pk).select_related("climb"))
    if not steps:
        return _ladder_to_come(question)
    climb = steps[0].climb
    if climb.course not in (Course.CLIMBING, Course.PAUSED):
        return _outcome(climb) if climb.rung == Rung.WEBCARE else None
    return Ladder(Course(climb.course), climb.promise_at, climb.promise_missed_at, _rungs(climb, steps))


def promises_for(question_ids: Collection[int]) -> dict[int, datetime]:
    """By when each of the questions has an answer; those without a running promise are left out. One query."""
    rows = Climb.objects.filter(question__in=question_ids, promise_at__isnull=False)
    return dict(rows.values_list("question_id", "promise_at"))


def due_moments(after: datetime, until: datetime) -> list[datetime]:
    """Every moment in (after, until] at which something is due, in order; the demo's clock stops at each."""
    moments = {
        *_moments(Climb, "next_due_at", after, until),
        *_moments(Climb, "wake_due_at", after, until),
        *_moments(Climb, "remind_due_at", after, until),
        *_moments(Case, "alarm_due_at", after, until),
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
    rows = Climb.objects.filter(next_due_at__isnull=False, promise_at__isnull=False, question__hidden_at=None)
    return list(rows.select_related("question__board").order_by(F("promise_at"), "pk")[:limit])


def _outcome(climb: Climb) -> Ladder | None:
    line = Case.objects.filter(question=climb.question_id).values_list("public_line", flat=True).first()
    return Ladder(Course(climb.course), None, None, [], line) if line else None


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
