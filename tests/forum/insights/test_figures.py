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
        Happened(
            kind, ASKED + timedelta(hours=after), actor, f"answer:{rest[0] if rest else 1}",
            rest[0] if kind == "check.confirmed" else "",
        )
        for kind, after, actor, *rest in events
    ]  # fmt: skip
    return course(
        1, ASKER, ASKED, told,
        kind_of=lambda actor: WHO.get(actor, CUSTOMER),
        opening_time=lambda start, end: (end - start) / 2,
    )  # fmt: skip


def test_the_first_answer_is_the_first_by_somebody_else():
    one = went(("answer.posted", 1, ASKER), ("answer.posted", 3, JOOST, 2), ("answer.posted", 5, MARIJKE, 3))
    assert (one.first_answer, one.first_answer_open) == (timedelta(hours=3), timedelta(hours=1.5))
    assert one.answered_by == CUSTOMER


@pytest.mark.parametrize(
    "away", ["answer.hidden", "answer.deleted", "answer.removed", "answer.made_comment", "answer.split"]
)
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


def test_solved_again_once_the_solution_is_shown_again():
    hidden = (("answer.posted", 1, JOOST), ("answer.accepted", 2, ASKER), ("answer.hidden", 3, None))
    assert not went(*hidden).is_solved
    assert went(*hidden, ("answer.restored", 4, None)).is_solved
    assert not went(*hidden, ("answer.unaccepted", 4, ASKER), ("answer.restored", 5, None)).is_solved


@pytest.mark.parametrize("undone", ["answer.unaccepted", "answer.hidden"])
def test_still_solved_lasts_as_long_as_the_solution_it_confirms(undone):
    confirmed = (
        ("answer.posted", 1, JOOST),
        ("answer.accepted", 2, ASKER),
        ("check.confirmed", 170, ASKER, "glad"),
    )
    assert went(*confirmed).is_solved
    assert not went(*confirmed, (undone, 180, ASKER)).is_solved


def test_solved_in_private_is_answered_by_webcare_once_its_asker_says_so():
    talked = (("case.private_word", 1, JAMAL),)
    assert not went(*talked).is_answered
    for said in (("question.solved", 2, ASKER), ("check.confirmed", 2, ASKER, "glad")):
        solved = went(*talked, said)
        assert (solved.is_answered, solved.is_solved, solved.answered_by) == (True, True, "webcare")
    for undone in ("question.unsolved", "check.denied", "case.reopened"):
        assert not went(*talked, ("question.solved", 2, ASKER), (undone, 3, ASKER)).is_solved


@pytest.mark.parametrize(
    ("events", "is_kept"),
    [
        ((), False),
        ((("answer.posted", 1, ASKER),), False),
        ((("answer.posted", 1, JOOST),), True),
        # Found by the asker alone: nobody replied.
        ((("answer.posted", 1, ASKER), ("answer.accepted", 1, ASKER)), False),
        ((("case.private_word", 1, ASKER),), False),
        ((("case.private_word", 1, JAMAL),), True),
        ((("case.private_word", 9, JAMAL), ("ladder.promise_missed", 8, None)), False),
        ((("answer.posted", 9, JOOST), ("ladder.promise_missed", 8, None)), False),
    ],
)
def test_a_promise_is_kept_by_a_reply_in_time(events, is_kept):
    assert went(*events).is_promise_kept is is_kept


def test_a_case_that_was_never_finished_was_not_opened_again():
    assert not went(("case.opened", 7, None), ("case.woken", 30, ASKER)).is_reopened


@pytest.mark.parametrize(
    "undone", ["check.denied", "question.unsolved", "case.reopened", "question.reopened"]
)
def test_who_says_that_it_is_not_solved_after_all_opens_it_again(undone):
    accepted = (("answer.posted", 1, JOOST), ("answer.accepted", 2, ASKER), ("answer.unaccepted", 9, ASKER))
    assert went(*accepted, (undone, 9, ASKER)).is_reopened
    assert not went(*accepted).is_reopened


def test_a_promise_is_kept_where_the_ladder_rested_and_no_moment_passed():
    assert went(("ladder.rested", 1, None)).is_promise_kept
    assert not went(("ladder.rested", 1, None), ("ladder.promise_missed", 2, None)).is_promise_kept


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
        "promises_kept": 2,
        "checks_asked": 0,
        "checks_yes": 0,
        "checks_no": 0,
        "checks_unconfirmed": 0,
        "felt_glad": 0,
        "felt_fair": 0,
        "felt_poor": 0,
    }
    assert [sum(map(counts, week)) for counts in COUNTS_IN.values()] == [
        *(4, 3, 1, 1, 1, 2, 1, 2, 0, 0, 0, 0, 0, 0, 0),
        *(1, 1, 1, 3, 3),
    ]


def test_checks_of_a_week_and_how_people_felt():
    accepted = (("answer.posted", 1, JOOST), ("answer.accepted", 2, ASKER))
    asked = ("check.asked", 170, None)
    week = [
        went(*accepted, asked, ("check.confirmed", 171, ASKER, "glad")),
        went(*accepted, asked, ("check.confirmed", 180, ASKER, "glad")),
        went(*accepted, asked, ("check.confirmed", 190, ASKER, "poor")),
        went(*accepted, asked, ("check.denied", 171, ASKER)),
        # No, and after webcare's answer yes: the latest word counts.
        went(
            *accepted, asked, ("check.denied", 171, ASKER), ("check.asked", 350, None),
            ("check.confirmed", 351, ASKER, "fair"),
        ),
        went(*accepted, asked, ("check.unconfirmed", 506, None)),
        went(*accepted, asked),
        went(*accepted),
        went(),
    ]  # fmt: skip
    found = figures(week)
    assert (found.checks_asked, found.checks_yes, found.checks_no, found.checks_unconfirmed) == (7, 4, 1, 1)
    assert (found.felt_glad, found.felt_fair, found.felt_poor) == (2, 1, 1)
    names = ("checks-asked", "checks-yes", "checks-no", "checks-unconfirmed", "felt-glad")
    assert [[n for n, one in enumerate(week) if COUNTS_IN[name](one)] for name in names] == [
        [0, 1, 2, 3, 4, 5, 6],
        [0, 1, 2, 4],
        [3],
        [5],
        [0, 1],
    ]


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
