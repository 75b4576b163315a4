"""Figures counted by hand: what is an answer, what is solved, and what a median of waiting times is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.insights.figures import (
    COUNTS_IN,
    CUSTOMER,
    EMPLOYEE,
    WEBCARE,
    Happened,
    course,
    figures,
    percentile,
)

ASKED = datetime(2026, 11, 17, 11, tzinfo=UTC)
ASKER, JOOST, MARIJKE, JAMAL = 1, 2, 3, 4
WHO = {JOOST: CUSTOMER, MARIJKE: EMPLOYEE, JAMAL: WEBCARE}


def went(*events: tuple[str, float, int | None] | tuple[str, float, int | None, int]):
    """The course of a question from (kind, hours after asking, actor, answer)."""
    told = [
        Happened(kind, ASKED + timedelta(hours=after), actor, f"answer:{rest[0] if rest else 1}")
        for kind, after, actor, *rest in events
    ]
    return course(
        1, ASKER, ASKED, told,
        kind_of=lambda actor: WHO.get(actor, CUSTOMER),
        opening_time=lambda start, end: (end - start) / 2,
    )  # fmt: skip


def test_the_first_answer_is_the_first_by_somebody_else():
    one = went(("answer.posted", 1, ASKER), ("answer.posted", 3, JOOST, 2), ("answer.posted", 5, MARIJKE, 3))
    assert (one.first_answer, one.first_answer_open) == (timedelta(hours=3), timedelta(hours=1.5))
    assert one.answered_by == CUSTOMER


@pytest.mark.parametrize("away", ["answer.hidden", "answer.deleted", "answer.removed", "answer.made_comment"])
def test_an_answer_that_was_taken_away_is_none(away):
    assert went(("answer.posted", 1, JOOST), (away, 2, None)).first_answer is None
    both = went(("answer.posted", 1, JOOST), (away, 2, None), ("answer.posted", 4, JAMAL, 2))
    assert (both.first_answer, both.answered_by) == (timedelta(hours=4), WEBCARE)


def test_one_that_came_back_counts_again():
    one = went(("answer.posted", 1, JOOST), ("answer.hidden", 2, None), ("answer.restored", 3, None))
    assert one.first_answer == timedelta(hours=1)


def test_solved_is_what_is_accepted_in_the_end():
    assert went(("answer.posted", 1, JOOST), ("answer.accepted", 2, ASKER)).is_solved
    assert not went(
        ("answer.posted", 1, JOOST), ("answer.accepted", 2, ASKER), ("answer.unaccepted", 3, ASKER)
    ).is_solved
    assert not went(
        ("answer.posted", 1, JOOST), ("answer.accepted", 2, ASKER), ("answer.deleted", 3, JOOST)
    ).is_solved


def test_a_week_in_figures():
    week = [
        went(("answer.posted", 1, JOOST), ("answer.accepted", 2, ASKER)),
        went(("answer.posted", 2, MARIJKE)),
        went(("answer.posted", 9, JAMAL), ("ladder.promise_missed", 8, None), ("case.opened", 7, None)),
        went(("case.opened", 7, None), ("case.reopened", 30, ASKER)),
    ]
    assert figures(week).as_dict() == {
        "asked": 4,
        "answered": 3,
        "solved": 1,
        "first_answer_median": 120,
        "first_answer_p90": 540,
        "open_median": 60,
        "open_p90": 270,
        "by": {CUSTOMER: 1, EMPLOYEE: 1, WEBCARE: 1},
        "promises_missed": 1,
        "cases": 2,
        "reopened": 1,
    }
    assert [sum(map(counts, week)) for counts in COUNTS_IN.values()] == [4, 3, 1, 1, 1, 2, 1, 1, 1, 1]


def test_a_week_without_questions_has_no_median():
    empty = figures([])
    assert (empty.asked, empty.first_answer_median, empty.first_answer_p90) == (0, None, None)


@pytest.mark.parametrize(
    ("numbers", "share", "expected"),
    [
        ([7], 50, 7),
        ([1, 2], 50, 1),
        ([1, 2, 3], 50, 2),
        (range(1, 11), 90, 9),
        (range(1, 12), 90, 10),
        ([], 50, None),
    ],
)
def test_percentiles_by_nearest_rank(numbers, share, expected):
    assert percentile(list(numbers), share) == expected


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=50), st.integers(1, 100))
def test_a_percentile_is_one_of_the_numbers_and_enough_do_not_exceed_it(numbers, share):
    found = percentile(numbers, share)
    assert found in numbers
    assert sum(number <= found for number in numbers) * 100 >= share * len(numbers)
