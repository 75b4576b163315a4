"""The two questions that are about to move hold at whatever hour the community is loaded."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cms.demo import content, timing
from cms.demo.boards import load_boards
from forum.escalation import hours, ladder
from forum.escalation.hours import Calendar
from forum.escalation.models import Policy

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOMENTS = [
    datetime(2026, 11, 21, 23, 30, tzinfo=AMSTERDAM),  # Saturday night
    datetime(2026, 11, 23, 9, 0, tzinfo=AMSTERDAM),  # Monday morning
    datetime(2026, 12, 25, 12, 0, tzinfo=AMSTERDAM),  # a public holiday
    datetime(2026, 4, 27, 3, 15, tzinfo=AMSTERDAM),  # King's Day, at night
    datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM),  # the night the clock goes back
    datetime(2026, 11, 18, 23, 57, 30, tzinfo=AMSTERDAM),  # the last minutes of a day
]


@pytest.fixture
def policies(db) -> dict[str, Policy]:
    boards, policies = load_boards()
    return {slug: policies[board.pk] for slug, board in boards.items()}


def asked(key: str, policies, now: datetime) -> tuple[datetime, Policy]:
    row = next(row for row in content.questions() if row["key"] == key)
    policy = policies[row["board"]]
    return timing.asked_at(row, policy, now), policy


@pytest.mark.parametrize("local", MOMENTS, ids=str)
def test_one_is_twenty_minutes_before_its_next_rung(policies, local):
    now = local.astimezone(UTC)
    since, policy = asked(timing.SOON, policies, now)
    due = [step.due_at for step in ladder.plan(policy.patience(), policy.calendar(), since=since)]
    assert min(moment for moment in due if moment > now) - now == timedelta(minutes=20)


@pytest.mark.parametrize("local", MOMENTS, ids=str)
def test_the_promise_of_the_other_falls_today(policies, local):
    now = local.astimezone(UTC)
    since, policy = asked(timing.TODAY, policies, now)
    promise = ladder.promise(policy.patience(), policy.calendar(), since=since)
    assert promise > now
    assert promise.astimezone(AMSTERDAM).date() == local.date()


@pytest.mark.parametrize("local", MOMENTS, ids=str)
def test_stories_stand_at_their_rung_also_when_the_board_is_closed(policies, local):
    now = local.astimezone(UTC)
    for row in content.questions():
        expected = {"right-colleague": ladder.Rung.COLLEAGUES, "nothing-left": ladder.Rung.WEBCARE}.get(
            row.get("story", "")
        )
        if expected is None:
            continue
        since, policy = asked(row["key"], policies, now)
        steps = ladder.plan(policy.patience(), policy.calendar(), since=since)
        assert [step.rung for step in steps if step.due_at <= now][-1] == expected, row["key"]


def test_earlier_counts_opening_time_backwards():
    calendar = Calendar(AMSTERDAM, tuple([(540, 1050)] * 5 + [None, None]))
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM).astimezone(UTC)
    since = timing.earlier(monday, timedelta(hours=2), calendar)
    assert since.astimezone(AMSTERDAM).strftime("%a %H:%M") in ("Fri 16:29", "Fri 16:30")
    assert hours.between(since, monday, calendar) - timedelta(hours=2) < timedelta(seconds=2)


@pytest.mark.parametrize("local", MOMENTS, ids=str)
def test_history_was_not_asked_at_night(policies, local):
    now = local.astimezone(UTC)
    for row in content.questions():
        since = timing.asked_at(row, policies[row["board"]], now)
        if now - since > timedelta(days=12):
            assert since.astimezone(AMSTERDAM).hour >= 5, (row["key"], since)
