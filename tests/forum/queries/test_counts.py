"""Counts beside lists: what the rows say, up to a cap, read from the cache and never per page."""

import itertools
from datetime import timedelta

import pytest
from django.utils import translation

from community.lib import slots
from forum.actions.accept import accept_answer
from forum.actions.visibility import hide_post
from forum.models import Board, Question
from forum.queries import counts, listing
from forum.queries.filters import STATES, Filters
from forum.tasks import count_lists
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(board, asker, helper, moderator, now):
    """On two boards: open, answered, solved, hidden and unlisted questions."""
    for where in (board, builders.make_board("Energy")):
        made = [
            builders.make_question(
                board=where, by=asker, now=now - timedelta(hours=n), title=f"Question number {n}"
            )
            for n in range(5)
        ]
        builders.make_answer(question=made[1], by=helper, now=now)
        solution = builders.make_answer(question=made[2], by=helper, now=now)
        accept_answer(by=asker, answer=solution, now=now)
        hide_post(by=moderator, post=made[3], reason="It names a neighbour.", now=now)
        Question.objects.filter(pk=made[4].pk).update(unlisted_at=now)


def test_counts_say_how_long_each_list_is(town):
    counted = counts.counts()
    for board, state in itertools.product([None, *Board.objects.all()], ["", *STATES]):
        wanted = Filters(board=board, state=state)
        assert counted.of(wanted) == str(listing.selection(wanted, None).count()), wanted


def test_only_what_is_counted_has_a_number(town, asker):
    counted = counts.counts()
    assert counted.of(Filters(language="nl")) == counted.of(Filters(state="yours")) == ""
    assert counts.Counts({}).of(Filters()) == ""


def test_a_page_reads_them_from_the_cache(town, django_assert_num_queries):
    with django_assert_num_queries(2):
        counts.counts()
    with django_assert_num_queries(0):
        counts.counts()


def test_the_job_counts_anew_and_stored_lists_follow(town, board, asker, now):
    counts.counts()
    before = slots.versions(["lists"])
    assert count_lists() is False
    assert slots.versions(["lists"]) == before, "nothing changed"
    builders.make_question(board=board, by=asker, now=now)
    before = slots.versions(["lists"])
    assert count_lists() is True
    assert slots.versions(["lists"]) != before
    assert counts.counts().numbers == counts.live()


def test_a_large_number_is_said_roughly(town, monkeypatch):
    monkeypatch.setattr(counts, "CAP", 2)
    assert counts.live()[(0, "")] == 3, "no more rows are looked at than that"
    monkeypatch.undo()
    assert (counts.capped(999), counts.capped(1000), counts.capped(1001)) == ("999", "1000", "1,000+")
    with translation.override("nl"):
        assert counts.capped(5000) == "1.000+"
