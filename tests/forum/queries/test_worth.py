"""Answers by worth: how surely they help, not how long they have collected votes."""

import pytest

from forum.models import Answer
from forum.queries.worth import lower_bound, ordered


def answer(pk, *, score=0, now, **fields):
    return Answer(pk=pk, score=score, created_at=now, **fields)


@pytest.mark.parametrize(
    ("up", "down", "bound"), [(0, 0, 0.0), (1, 0, 0.207), (10, 0, 0.722), (8, 2, 0.49), (0, 5, 0.0)]
)
def test_the_lower_end_of_wilsons_interval(up, down, bound):
    assert lower_bound(up, down) == pytest.approx(bound, abs=0.001)


def test_what_few_dispute_stands_above_what_many_do(now):
    sure, disputed = answer(1, score=6, now=now), answer(2, score=10, now=now)
    assert ordered([disputed, sure], "worth", {2: 40}) == [sure, disputed]


def test_a_solution_and_an_official_word_stand_first_whatever_their_votes(now):
    liked, official = answer(1, score=50, now=now), answer(2, official_at=now, now=now)
    solution = answer(3, score=-2, accepted_at=now, now=now)
    assert ordered([liked, official, solution], "worth", {}) == [solution, official, liked]


def test_what_is_voted_down_stands_below_what_nobody_judged(now):
    down, silent = answer(1, score=-2, now=now), answer(2, now=now)
    assert ordered([down, silent], "worth", {1: 2}) == [silent, down]


def test_by_date_only_the_date_counts(now):
    first, second = answer(1, now=now), answer(2, accepted_at=now, now=now)
    assert ordered([second, first], "oldest", {}) == [first, second]
    assert ordered([first, second], "newest", {}) == [second, first]
