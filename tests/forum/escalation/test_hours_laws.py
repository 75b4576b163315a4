"""Laws of opening hours on any calendar: around both clock changes, across years, with and without hours."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from forum.escalation.calendars import WEEKDAYS, calendar_of
from forum.escalation.hours import Calendar, NeverOpen, add, between
from forum.escalation.ladder import Patience, plan, promise

# Europe's and America's, half an hour on Lord Howe, none in Tokyo; Apia once skipped a whole day.
ZONES = ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "Pacific/Apia", "UTC"]
# Days around which clocks change or years begin, besides any other day.
TURNS = [
    *(datetime(2026, 3, 28), datetime(2026, 10, 24), datetime(2026, 3, 7), datetime(2026, 10, 31)),
    *(datetime(2026, 4, 4), datetime(2026, 10, 3), datetime(2026, 12, 30), datetime(2011, 12, 29)),
    datetime(2028, 2, 28),
]
ALL_DAY = dict.fromkeys(WEEKDAYS, ["00:00", "24:00"])
ALWAYS, WHOLE_DAYS = Calendar(ZoneInfo("Europe/Amsterdam")), calendar_of("Europe/Amsterdam", ALL_DAY, "")
# Half past midnight in Amsterdam, before the clock changes.
FORWARD, BACK = datetime(2027, 3, 27, 23, 30, tzinfo=UTC), datetime(2027, 10, 30, 22, 30, tzinfo=UTC)

zones = st.sampled_from(ZONES)
near_turns = st.builds(
    lambda day, minutes: (day + timedelta(minutes=minutes)).replace(tzinfo=UTC),
    st.sampled_from(TURNS),
    st.integers(0, 4 * 24 * 60),
)
moments = near_turns | st.datetimes(datetime(2011, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))
spans = st.timedeltas(timedelta(), timedelta(days=4))
day_minutes = st.integers(0, 24 * 60)
days = st.none() | st.tuples(day_minutes, day_minutes).filter(lambda pair: pair[1] - pair[0] >= 20)
weeks = st.lists(days, min_size=7, max_size=7).filter(any)
closed_days = st.frozensets(st.dates(date(2011, 1, 1), date(2031, 1, 1)), max_size=6)
calendars = st.builds(
    lambda zone, week, closed: Calendar(ZoneInfo(zone), tuple(week), closed), zones, weeks, closed_days
)
kept = settings(max_examples=80, deadline=None)


@kept
@given(moments, spans, zones)
def test_a_board_that_is_always_open_counts_every_minute(start, span, zone):
    always = Calendar(ZoneInfo(zone))
    assert add(start, span, always) == start + span
    assert between(start, start + span, always) == span


@kept
@given(moments, spans, st.sampled_from(ZONES[:4] + ["UTC"]))
def test_a_board_open_from_midnight_to_midnight_is_a_board_that_is_always_open(start, span, zone):
    # Also in the nights of 23 and of 25 hours; Apia's missing day has no midnights to be open between.
    whole = calendar_of(zone, ALL_DAY, "")
    assert add(start, span, whole) == start + span
    assert between(start, start + span, whole) == span


@kept
@given(moments, spans, calendars)
def test_what_is_due_is_due_while_the_board_is_open_or_at_its_closing_minute(start, span, calendar):
    assume(span)
    due = add(start, span, calendar)
    day = due.astimezone(calendar.zone).date()
    openings = filter(None, (calendar.opening(day + timedelta(days=shift)) for shift in (-1, 0, 1)))
    assert any(opens < due <= closes for opens, closes in openings)


@kept
@given(moments, spans, calendars)
def test_waiting_costs_at_least_as_much_as_the_clock_says(start, span, calendar):
    assert add(start, span, calendar) - start >= span
    assert timedelta() <= between(start, start + span, calendar) <= span


@kept
@given(moments, spans, spans, calendars)
def test_waiting_twice_is_waiting_the_sum(start, first, second, calendar):
    assert add(add(start, first, calendar), second, calendar) == add(start, first + second, calendar)
    assert between(start, add(start, first, calendar), calendar) == first


@kept
@given(moments, spans, spans, spans, calendars)
def test_asking_later_or_waiting_longer_is_never_due_earlier(start, later, span, longer, calendar):
    assert add(start, span, calendar) <= add(start + later, span, calendar)
    assert add(start, span, calendar) <= add(start, span + longer, calendar)


@kept
@given(moments, spans, spans, calendars)
def test_parts_of_a_stretch_are_as_long_as_the_whole(start, first, second, calendar):
    middle, end = start + first, start + first + second
    parts = between(start, middle, calendar) + between(middle, end, calendar)
    assert parts == between(start, end, calendar)
    assert between(end, start, calendar) == timedelta()


@kept
# Written on the clock of the very zone that goes forward and back that night, with and without hours.
@example(FORWARD, timedelta(hours=8), WHOLE_DAYS, "Europe/Amsterdam")
@example(FORWARD, timedelta(hours=8), ALWAYS, "Europe/Amsterdam")
@example(BACK, timedelta(hours=8), WHOLE_DAYS, "Europe/Amsterdam")
@example(BACK, timedelta(hours=8), ALWAYS, "Europe/Amsterdam")
@given(moments, spans, calendars, zones)
def test_in_which_zone_a_moment_is_written_makes_no_difference(start, span, calendar, zone):
    local, local_end = (moment.astimezone(ZoneInfo(zone)) for moment in (start, start + span))
    assert add(local, span, calendar) == add(start, span, calendar)
    assert between(local, local_end, calendar) == between(start, start + span, calendar)


@pytest.mark.parametrize(
    ("asked", "due"),
    [("2027-03-28T00:30", "2027-03-28T09:30"), ("2027-10-31T00:30", "2027-10-31T07:30")],
    ids=["forward", "back"],
)
def test_eight_hours_are_eight_hours_in_the_nights_of_the_clock(asked, due):
    zone = WHOLE_DAYS.zone
    local, end = (datetime.fromisoformat(moment).replace(tzinfo=zone) for moment in (asked, due))
    for calendar in (WHOLE_DAYS, ALWAYS):
        assert add(local, timedelta(hours=8), calendar) == end.astimezone(UTC)
        assert between(local, end, calendar) == timedelta(hours=8)


@kept
@given(moments, spans, calendars, closed_days)
def test_another_closed_day_never_makes_anything_due_earlier(start, span, calendar, more):
    fewer_days = Calendar(calendar.zone, calendar.hours, calendar.holidays | more)
    assert add(start, span, fewer_days) >= add(start, span, calendar)


@kept
@given(st.dates(date(2020, 12, 18), date(2020, 12, 31)), st.integers(0, 8), st.integers(1, 5 * 8 * 60))
def test_across_the_year_nothing_is_due_on_a_holiday(day, years, patience):
    dutch = calendar_of("Europe/Amsterdam", dict.fromkeys(WEEKDAYS[:5], ["09:00", "17:00"]), "NL")
    asked = datetime(day.year + years, day.month, day.day, 11, tzinfo=UTC)
    due = add(asked, timedelta(minutes=patience), dutch).astimezone(dutch.zone)
    assert due.weekday() < 5
    assert (due.month, due.day) not in {(12, 25), (12, 26), (1, 1)}


@kept
@given(moments, calendars, spans, spans)
def test_the_rungs_come_in_order_and_the_promise_after_them(start, calendar, spent, reply):
    patience = Patience(*(timedelta(hours=hours) for hours in (2, 4, 2, 8)), reply)
    steps = plan(patience, calendar, since=start, spent=spent)
    assert [step.due_at for step in steps] == sorted(step.due_at for step in steps)
    said = promise(patience, calendar, since=start, spent=spent)
    assert said + timedelta(minutes=1) > steps[-1].due_at


def test_a_board_that_never_opens_is_refused_instead_of_looked_for_without_end():
    class EveryDay:
        def __contains__(self, day: object) -> bool:
            return True

    closed = Calendar(ZoneInfo("UTC"), ((540, 1020),) * 7, EveryDay())
    with pytest.raises(NeverOpen):
        add(datetime(2026, 1, 1, tzinfo=UTC), timedelta(minutes=1), closed)


def test_a_boards_own_closed_days_count_beside_the_holidays():
    hours = dict.fromkeys(WEEKDAYS[:5], ["09:00", "17:00"])
    calendar = calendar_of("Europe/Amsterdam", hours, "NL", [date(2026, 12, 24)])
    # Thursday is the board's, Friday the country's, then a weekend.
    assert add(datetime(2026, 12, 23, 16, tzinfo=UTC), timedelta(hours=1), calendar) == datetime(
        2026, 12, 28, 9, tzinfo=UTC
    )
