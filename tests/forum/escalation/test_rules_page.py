"""What customers read of a board's hours and patience, to the last word."""

import re

import pytest

from community.lib import clock
from forum.escalation.models import Policy
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, board, monkeypatch):
    def read(moment: str = "2026-11-17T09:00") -> str:
        monkeypatch.setattr(clock, "now", lambda: local(moment))
        return re.sub(r"\s+", " ", client.get(f"{board.path()}rules/").content.decode())

    return read


def closed(page: str) -> list[str]:
    return re.findall(r"<li>(\w+ \d+ \w+ \d{4}[^<]*)</li>", page.partition("Closed on:")[2])


EVERY_DAY = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), ["09:00", "21:00"])


def test_all_holidays_of_the_coming_weeks_are_named(read, board):
    Policy.objects.create(board=board, hours=EVERY_DAY, closed_days="2026-12-24")
    assert closed(read("2026-12-10T09:00")) == [
        "Thursday 24 December 2026",
        "Friday 25 December 2026: Christmas Day",
        "Saturday 26 December 2026: Second Day of Christmas",
        "Friday 1 January 2027: New Year&#x27;s Day",
    ]


def test_when_the_next_one_is_further_away_those_that_follow_it_are_named_too(read, board):
    Policy.objects.create(board=board, hours=EVERY_DAY)
    named = closed(read("2026-10-01T09:00"))
    assert [day.partition(" 20")[0] for day in named] == [
        "Friday 25 December", "Saturday 26 December", "Friday 1 January",
    ]  # fmt: skip


def test_days_on_which_it_would_not_be_open_anyway_are_not_named(read):
    # Office hours: the second day of Christmas is a Saturday.
    assert not any("26 December" in day for day in closed(read("2026-12-10T09:00")))


def test_no_patience_at_all_is_said_as_at_once(read, board, client):
    Policy.objects.create(board=board, helpers_after=0, colleagues_after=0, webcare_after=0)
    page = read()
    assert "people who often know at once and colleagues in that field at once, and at once webcare" in page
    assert "1 minute" not in page


def test_a_board_that_never_closes_says_so_in_words(read, board):
    Policy.objects.create(board=board, round_the_clock=True)
    assert "Every day: around the clock" in read()


def test_a_board_that_is_archived_does_not_offer_to_ask(read, board, now):
    offer = f'<a class="button button-primary" href="/questions/ask/?board={board.slug}">'
    assert offer in read()
    board.archived_at = now
    board.save()
    page = read()
    assert offer not in page and "Read what others asked" in page
