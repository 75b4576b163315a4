"""What a manager can set, and what is refused with a sentence."""

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
        {"hours": {"mon": None, "tue": None}},
        {"time_zone": "Amsterdam"},
        {"time_zone": "../etc/passwd"},
        {"country": "XX"},
        {"reply_within": 0},
        {"helpers_after": 300, "colleagues_after": 200},
    ],
    ids=str,
)
def test_what_can_not_be_meant_is_refused(board, fields):
    with pytest.raises(ValidationError):
        Policy(board=board, **fields).full_clean()


def test_open_until_midnight_and_no_holidays_are_fine(board):
    Policy(board=board, hours={"sat": ["00:00", "24:00"]}, country="").full_clean()
