"""Patience runs in opening hours: closed hours, holidays and the turning of the clock do not count, or count once."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from forum.escalation.calendars import calendar_of
from forum.escalation.hours import Calendar, add, between

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = calendar_of(
    "Europe/Amsterdam",
    {day: ["09:00", "17:30"] for day in ("mon", "tue", "wed", "thu", "fri")},
    "NL",
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_a_friday_morning_question_reaches_webcare_on_monday():
    asked = local("2026-11-20T11:00")
    assert add(asked, hours(2), OFFICE) == local("2026-11-20T13:00")
    assert add(asked, hours(4), OFFICE) == local("2026-11-20T15:00")
    assert add(asked, hours(8), OFFICE) == local("2026-11-23T10:30")
    assert add(asked, hours(10), OFFICE) == local("2026-11-23T12:30")


def test_a_sum_that_ends_at_closing_time_is_due_then():
    assert add(local("2026-11-20T15:30"), hours(2), OFFICE) == local("2026-11-20T17:30")


def test_hours_are_half_open_so_closing_time_itself_is_closed():
    assert add(local("2026-11-20T17:30"), timedelta(minutes=1), OFFICE) == local("2026-11-23T09:01")
    assert between(local("2026-11-20T17:30"), local("2026-11-23T09:00"), OFFICE) == timedelta()


def test_no_patience_at_all_is_due_at_once_also_at_night():
    night = local("2026-11-21T03:00")
    assert add(night, timedelta(), OFFICE) == night


def test_public_holidays_are_closed_also_across_the_year():
    # Friday 25 December and Friday 1 January are holidays.
    assert add(local("2026-12-24T17:00"), hours(1), OFFICE) == local("2026-12-28T09:30")
    assert add(local("2026-12-31T17:00"), hours(1), OFFICE) == local("2027-01-04T09:30")


def test_a_board_that_never_closes_counts_every_minute():
    always = Calendar(AMSTERDAM)
    assert add(local("2026-12-25T23:00"), hours(2), always) == local("2026-12-26T01:00")


def test_open_until_midnight_runs_into_the_next_day():
    late = calendar_of("Europe/Amsterdam", dict.fromkeys(("sat", "sun"), ["00:00", "24:00"]), "")
    assert add(local("2026-11-21T23:00"), hours(2), late) == local("2026-11-22T01:00")


def test_the_night_the_clock_goes_forward_is_an_hour_shorter():
    nights = calendar_of("Europe/Amsterdam", {"sun": ["00:00", "06:00"]}, "")
    assert between(local("2026-03-29T00:00"), local("2026-03-29T06:00"), nights) == hours(5)


def test_the_night_the_clock_goes_back_is_an_hour_longer():
    nights = calendar_of("Europe/Amsterdam", {"sun": ["00:00", "06:00"]}, "")
    assert between(local("2026-10-25T00:00"), local("2026-10-25T06:00"), nights) == hours(7)


def test_hours_that_lie_in_the_gap_of_the_clock_do_not_exist_that_night():
    gap = calendar_of("Europe/Amsterdam", {"sun": ["02:30", "03:15"]}, "")
    assert gap.opening(date(2026, 3, 29)) is None
    assert gap.opening(date(2026, 3, 22)) is not None
