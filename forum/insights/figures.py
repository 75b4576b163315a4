"""What is measured of the questions of a week, pure: from their events to figures."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

# Who gave the first answer.
CUSTOMER, EMPLOYEE, WEBCARE = "customer", "employee", "webcare"
_AWAY = {"answer.hidden", "answer.deleted", "answer.removed", "answer.made_comment"}
_BACK = {"answer.restored", "answer.undeleted"}


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a thread, as far as measures need it."""

    kind: str
    at: datetime
    actor: int | None
    subject: str


@dataclass(frozen=True, slots=True)
class Course:
    """How one question went, from its events."""

    question: int
    first_answer: timedelta | None
    # The same in opening hours of its board.
    first_answer_open: timedelta | None
    answered_by: str
    is_solved: bool
    is_promise_missed: bool
    is_case: bool
    is_reopened: bool


@dataclass(frozen=True)
class Figures:
    """The figures of one week. Minutes are whole; a median of nothing is None."""

    asked: int = 0
    answered: int = 0
    solved: int = 0
    first_answer_median: int | None = None
    first_answer_p90: int | None = None
    open_median: int | None = None
    open_p90: int | None = None
    by: dict[str, int] = field(default_factory=dict)
    promises_missed: int = 0
    cases: int = 0
    reopened: int = 0

    def as_dict(self) -> dict:
        return asdict(self)


def course(
    question: int,
    asker: int | None,
    asked_at: datetime,
    events: Iterable[Happened],
    *,
    kind_of: Callable[[int | None], str],
    opening_time: Callable[[datetime, datetime], timedelta],
) -> Course:
    """How the question went. An answer by its asker, or one that was taken away for good, is no answer."""
    told = sorted(events, key=lambda event: event.at)
    first = _first_answer(told, asker)
    kinds = {event.kind for event in told}
    return Course(
        question=question,
        first_answer=first.at - asked_at if first else None,
        first_answer_open=opening_time(asked_at, first.at) if first else None,
        answered_by=kind_of(first.actor) if first else "",
        is_solved=_is_solved(told),
        is_promise_missed="ladder.promise_missed" in kinds,
        is_case="case.opened" in kinds,
        is_reopened=bool(kinds & {"case.reopened", "question.reopened"}),
    )


def figures(courses: Sequence[Course]) -> Figures:
    """All courses of a week in figures."""
    wall = [_minutes(one.first_answer) for one in courses if one.first_answer is not None]
    opened = [_minutes(one.first_answer_open) for one in courses if one.first_answer_open is not None]
    by = {who: sum(one.answered_by == who for one in courses) for who in (CUSTOMER, EMPLOYEE, WEBCARE)}
    return Figures(
        asked=len(courses),
        answered=len(wall),
        solved=sum(one.is_solved for one in courses),
        first_answer_median=percentile(wall, 50),
        first_answer_p90=percentile(wall, 90),
        open_median=percentile(opened, 50),
        open_p90=percentile(opened, 90),
        by=by,
        promises_missed=sum(one.is_promise_missed for one in courses),
        cases=sum(one.is_case for one in courses),
        reopened=sum(one.is_reopened for one in courses),
    )


def percentile(numbers: Sequence[int], share: int) -> int | None:
    """The nearest-rank percentile: the smallest number that at least `share` per cent do not exceed.

    Definition: Hyndman and Fan (1996), "Sample quantiles in statistical packages", type 1.
    """
    if not numbers:
        return None
    rank = max(math.ceil(share / 100 * len(numbers)), 1)
    return sorted(numbers)[rank - 1]


# Whether a question counts in a figure: what a figure's link lists.
COUNTS_IN: Mapping[str, Callable[[Course], bool]] = {
    "asked": lambda one: True,
    "answered": lambda one: one.first_answer is not None,
    "unanswered": lambda one: one.first_answer is None,
    "solved": lambda one: one.is_solved,
    "promises-missed": lambda one: one.is_promise_missed,
    "cases": lambda one: one.is_case,
    "reopened": lambda one: one.is_reopened,
    "by-customer": lambda one: one.answered_by == CUSTOMER,
    "by-employee": lambda one: one.answered_by == EMPLOYEE,
    "by-webcare": lambda one: one.answered_by == WEBCARE,
}


def _first_answer(told: Sequence[Happened], asker: int | None) -> Happened | None:
    there: dict[str, Happened] = {}
    away: set[str] = set()
    for event in told:
        if event.kind == "answer.posted" and (asker is None or event.actor != asker):
            there[event.subject] = event
        elif event.kind in _AWAY:
            away.add(event.subject)
        elif event.kind in _BACK:
            away.discard(event.subject)
    return next((event for subject, event in there.items() if subject not in away), None)


def _is_solved(told: Sequence[Happened]) -> bool:
    accepted: set[str] = set()
    for event in told:
        if event.kind == "answer.accepted":
            accepted.add(event.subject)
        elif event.kind == "answer.unaccepted" or event.kind in _AWAY:
            accepted.discard(event.subject)
    return bool(accepted)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
