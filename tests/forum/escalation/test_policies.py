"""What a manager can set, and what is refused with a sentence."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from forum.escalation.models import Policy

pytestmark = pytest.mark.django_db


def test_the_defaults_are_office_hours_in_amsterdam(board):
    policy = Policy(board=board)
    policy.full_clean()
    assert policy.calendar().hours[0] == (540, 1050)
    assert policy.calendar().hours[6] is None


@pytest.mark.parametrize(
    "fields",
    [
        {"hours": []},
        {"hours": {"monday": ["09:00", "17:00"]}},
        {"hours": {"mon": ["17:00", "09:00"]}},
        {"hours": {"mon": ["09:00"]}},
        {"hours": {"mon": ["9 o'clock", "17:00"]}},
        {"hours": {"mon": ["0900", "1700"]}},
        {"hours": {"mon": ["09", "17"]}},
        {"hours": {"mon": ["09:00:00", "17:00:00"]}},
        {"hours": {"mon": ["٠٩:٠٠", "17:00"]}},
        {"closed_days": "9999-12-31"},
        {"helpers_at_a_time": 0},
        {"helpers_at_a_time": 21},
        {"colleagues_at_a_time": 0},
        {"colleagues_at_a_time": 11},
        {"hours": {"mon": None, "tue": None}},
        {"time_zone": "Amsterdam"},
        {"time_zone": "../etc/passwd"},
        {"country": "XX"},
        {"reply_within": 0},
        {"helpers_after": 300, "colleagues_after": 200},
        {"helpers_after": 500, "asks_colleagues": False},
        {"colleagues_after": 500, "asks_helpers": False},
    ],
    ids=str,
)
def test_what_can_not_be_meant_is_refused(board, fields):
    with pytest.raises(ValidationError):
        Policy(board=board, **fields).full_clean()


def test_open_until_midnight_and_no_holidays_are_fine(board):
    Policy(board=board, hours={"sat": ["00:00", "24:00"]}, country="").full_clean()


def days(first: str, count: int) -> str:
    return "\n".join(str(date.fromisoformat(first) + timedelta(days=number)) for number in range(count))


@pytest.mark.parametrize(
    "fields",
    [
        {"closed_days": days("2026-11-17", 500)},
        {"closed_days": days("2026-11-17", 366)},
        # Open on Mondays alone, and closed on each of them for more than a year.
        {
            "hours": {"mon": ["09:00", "17:00"]},
            "closed_days": "\n".join(days("2026-11-16", 450).split()[::7]),
        },
    ],
    ids=["500 days", "a year", "all its Mondays"],
)
def test_closed_days_without_an_end_are_refused_with_a_sentence(board, fields):
    with pytest.raises(ValidationError) as refused:
        Policy(board=board, **fields).full_clean()
    assert "closed for more than a year" in refused.value.message_dict["closed_days"][0]


def test_closed_days_with_an_end_are_fine_and_matter_nothing_where_it_is_always_open(board):
    Policy(board=board, closed_days=days("2026-11-17", 60) + "\n" + days("2027-06-01", 200)).full_clean()
    Policy(board=board, round_the_clock=True, closed_days=days("2026-11-17", 500)).full_clean()


def test_the_minutes_of_a_rung_that_is_left_out_are_not_compared(board):
    Policy(board=board, asks_helpers=False, helpers_after=900).full_clean()
    Policy(board=board, asks_colleagues=False, colleagues_after=900).full_clean()
