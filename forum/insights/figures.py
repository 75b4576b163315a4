"""What is measured of the questions of a week: from their events to figures, without reading anything."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from forum.webcare.queries.promises import MISSED, replies_of
from forum.webcare.queries.replies import AWAY, BACK, Happened, first_answer, private_words

# Who gave the first answer.
CUSTOMER, EMPLOYEE, WEBCARE = "customer", "employee", "webcare"
# Where a check ends.
YES, NO, UNCONFIRMED = "yes", "no", "unconfirmed"
_CHECKS = {
    "check.asked": "asked",
    "check.confirmed": YES,
    "check.denied": NO,
    "check.unconfirmed": UNCONFIRMED,
}
# Their asker says that it is not solved after all.
_TAKEN_BACK = {"question.unsolved", "question.reopened", "case.reopened", "check.denied"}
# Whoever thought it was over hears that it is not.
_OPENED_AGAIN = {"case.reopened", "question.reopened", "question.unsolved", "check.denied"}


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
    # Anything came that keeps a promise.
    is_replied: bool = False
    # Webcare wrote to the asker alone, which is a reply too.
    is_replied_privately: bool = False
    # Where its latest check ended, "" when none was asked: asked, yes, no or unconfirmed; and how it felt.
    check: str = ""
    felt: str = ""

    @property
    def is_answered(self) -> bool:
        """In public, or by webcare in private where the asker says that it solved the question."""
        return self.first_answer is not None or (self.is_solved and self.is_replied_privately)

    @property
    def is_promise_kept(self) -> bool:
        """Somebody replied and no promised moment passed; what still waits is neither kept nor missed.

        What a reply is stands in `forum.webcare.queries.promises`, for the leads' page as well.
        """
        return self.is_replied and not self.is_promise_missed


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
    promises_kept: int = 0
    checks_asked: int = 0
    checks_yes: int = 0
    checks_no: int = 0
    checks_unconfirmed: int = 0
    felt_glad: int = 0
    felt_fair: int = 0
    felt_poor: int = 0

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
    first = first_answer(told, asker)
    kinds, is_solved = {event.kind for event in told}, _is_solved(told)
    privately = bool(private_words(told, asker))
    return Course(
        question=question,
        first_answer=max(first.at - asked_at, timedelta()) if first else None,
        first_answer_open=opening_time(asked_at, first.at) if first else None,
        answered_by=kind_of(first.actor) if first else WEBCARE if is_solved and privately else "",
        is_solved=is_solved,
        is_promise_missed=MISSED in kinds,
        is_case="case.opened" in kinds,
        is_reopened=bool(kinds & _OPENED_AGAIN),
        is_replied=bool(replies_of(told, asker)),
        is_replied_privately=privately,
        **_check(told),
    )


def figures(courses: Sequence[Course]) -> Figures:
    """All courses of a week in figures."""
    wall = [_minutes(one.first_answer) for one in courses if one.first_answer is not None]
    opened = [_minutes(one.first_answer_open) for one in courses if one.first_answer_open is not None]
    by = {who: sum(one.answered_by == who for one in courses) for who in (CUSTOMER, EMPLOYEE, WEBCARE)}
    return Figures(
        asked=len(courses),
        answered=sum(one.is_answered for one in courses),
        solved=sum(one.is_solved for one in courses),
        first_answer_median=percentile(wall, 50),
        first_answer_p90=percentile(wall, 90),
        open_median=percentile(opened, 50),
        open_p90=percentile(opened, 90),
        by=by,
        promises_missed=sum(one.is_promise_missed for one in courses),
        cases=sum(one.is_case for one in courses),
        reopened=sum(one.is_reopened for one in courses),
        promises_kept=sum(one.is_promise_kept for one in courses),
        checks_asked=sum(bool(one.check) for one in courses),
        checks_yes=sum(one.check == YES for one in courses),
        checks_no=sum(one.check == NO for one in courses),
        checks_unconfirmed=sum(one.check == UNCONFIRMED for one in courses),
        felt_glad=sum(one.felt == "glad" for one in courses),
        felt_fair=sum(one.felt == "fair" for one in courses),
        felt_poor=sum(one.felt == "poor" for one in courses),
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
    "answered": lambda one: one.is_answered,
    "unanswered": lambda one: not one.is_answered,
    "solved": lambda one: one.is_solved,
    "promises-missed": lambda one: one.is_promise_missed,
    "cases": lambda one: one.is_case,
    "reopened": lambda one: one.is_reopened,
    "promises-kept": lambda one: one.is_promise_kept,
    "checks-asked": lambda one: bool(one.check),
    "checks-yes": lambda one: one.check == YES,
    "checks-no": lambda one: one.check == NO,
    "checks-unconfirmed": lambda one: one.check == UNCONFIRMED,
    "felt-glad": lambda one: one.felt == "glad",
    "felt-fair": lambda one: one.felt == "fair",
    "felt-poor": lambda one: one.felt == "poor",
    "by-customer": lambda one: one.answered_by == CUSTOMER,
    "by-employee": lambda one: one.answered_by == EMPLOYEE,
    "by-webcare": lambda one: one.answered_by == WEBCARE,
    "first-answer": lambda one: one.first_answer is not None,
    "first-answer-open": lambda one: one.first_answer is not None,
}

# Of these the longest wait is listed first.
WAITS: Mapping[str, Callable[[Course], timedelta]] = {
    "first-answer": lambda one: one.first_answer,
    "first-answer-open": lambda one: one.first_answer_open,
}


def _is_solved(told: Sequence[Happened]) -> bool:
    """By an answer that is there, or by the asker's word; one that was hidden and shown again is what it was."""
    accepted: set[str] = set()
    away: set[str] = set()
    is_said = False
    for event in told:
        # "Still solved" confirms an accepted answer, where there is one, and lasts as long as that.
        if event.kind == "question.solved" or (event.kind == "check.confirmed" and not accepted - away):
            is_said = True
        elif event.kind in _TAKEN_BACK:
            is_said = False
        if event.kind == "answer.accepted":
            accepted.add(event.subject)
        elif event.kind == "answer.unaccepted":
            accepted.discard(event.subject)
        elif event.kind in AWAY:
            away.add(event.subject)
        elif event.kind in BACK:
            away.discard(event.subject)
    return is_said or bool(accepted - away)


def _check(told: Sequence[Happened]) -> dict[str, str]:
    """The latest word counts: who said "no" and later "yes" was helped in the end."""
    latest = next((event for event in reversed(told) if event.kind in _CHECKS), None)
    if latest is None:
        return {"check": "", "felt": ""}
    return {"check": _CHECKS[latest.kind], "felt": latest.felt}


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
