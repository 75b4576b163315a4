"""A dump played back through the real ladder: who would have reached webcare, judged as of each due moment."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from community.events.models import Event
from community.members.models import Member
from forum.escalation.models import Climb, Policy
from forum.management.playing import together
from forum.models import Board, Question
from tests.forum.management import dumps
from tests.forum.management.dumps import answer, question

pytestmark = pytest.mark.django_db

# What the README of the data sets states for beer.stackexchange.com.
BEER = {
    "4h": {"old_enough": 591, "escalated": 350},
    "24h": {"old_enough": 591, "escalated": 185},
    "48h": {"old_enough": 590, "escalated": 141},
    "7d": {"old_enough": 587, "escalated": 83},
}


def played(folder, *options) -> dict:
    out = StringIO()
    call_command("evaluate_ladder", str(folder), *options, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue().splitlines()[-1])


def at(moment: str) -> dict:
    return {"CreationDate": f"2020-03-{moment}:00.000", "LastActivityDate": f"2020-03-{moment}:00.000"}


def asked(number: int, moment: str, by: int | None = 1) -> dict:
    return question(number, by=by, **at(moment))


def said(number: int, of: int, moment: str, by: int | None = 2) -> dict:
    return answer(number, of, by=by, **at(moment))


@pytest.fixture
def small(tmp_path):
    """Eight questions, each with a story of its own, and a post a week later that ends the dump."""
    posts = [
        asked(1, "02T09:00"), said(11, 1, "02T10:00"),
        asked(2, "02T09:01"), said(12, 2, "02T13:03"),
        # The asker's own words do not count.
        asked(3, "02T09:02"), said(13, 3, "02T09:30", by=1), said(23, 3, "02T20:00"),
        asked(4, "02T09:03"),
        # Answered two minutes after it was due and before the sweep came by.
        asked(5, "02T09:01"), said(15, 5, "02T13:02"),
        # Answered two minutes before it was due.
        asked(6, "02T09:03"), said(16, 6, "02T13:01"),
        # Nobody knows who asked; whoever answers counts.
        asked(7, "02T09:00", by=None), said(17, 7, "02T09:20", by=None),
        # Too young to be judged.
        asked(8, "09T08:30"),
        # Nobody's question.
        said(19, 99, "09T09:00"),
    ]  # fmt: skip
    return dumps.write(tmp_path, Posts=posts)


def test_a_small_past_is_judged_question_by_question(small):
    assert played(small, "--patience", "4h", "--ids") == {
        "4h": {"old_enough": 7, "escalated": 4, "ids": [2, 3, 4, 5]}
    }


@pytest.mark.parametrize(
    "down",
    [
        "2020-03-02T08:00..2020-03-03T08:00",
        "2020-03-02T12:00..2020-03-02T23:00",
        "2020-03-02T13:02..2020-04-01",
    ],
)
def test_a_worker_that_was_down_changes_nothing(small, down):
    assert played(small, "--patience", "4h", "10h", "--ids", "--down", down) == played(
        small, "--patience", "4h", "10h", "--ids"
    )


def test_skipping_moments_at_which_nothing_is_due_changes_nothing(small):
    options = ("--patience", "4h", "--ids", "--every", "1h")
    assert played(small, *options, "--every-sweep") == played(small, *options)


def test_how_often_is_swept_changes_nothing(small):
    assert played(small, "--patience", "4h", "--every", "3h") == played(small, "--patience", "4h")


def test_it_leaves_nothing_behind(small, mailoutbox):
    before = Event.objects.count()
    played(small, "--patience", "4h")
    assert [model.objects.count() for model in (Question, Climb, Policy, Board, Member)] == [0, 0, 0, 0, 0]
    assert Event.objects.count() == before
    assert mailoutbox == []


def test_what_the_site_itself_holds_is_left_alone(small, now, sweep_is_due):
    played(small, "--patience", "4h")
    sweep_is_due.refresh_from_db()
    assert sweep_is_due.watch_due_at == now


@pytest.fixture
def sweep_is_due(question):
    """A question of the site's own that waits for the sweep."""
    return question


@pytest.mark.parametrize("wrong", [["--patience", "soon"], ["--patience", "0h"], ["--down", "yesterday"]])
def test_spans_that_can_not_be_meant_are_refused(small, wrong):
    with pytest.raises(CommandError):
        played(small, *wrong)


def test_patiences_played_at_once_give_what_they_give_one_by_one(small, monkeypatch):
    alone = played(small, "--patience", "4h", "10h", "--ids")
    monkeypatch.setattr(together, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(together.os, "cpu_count", lambda: 2)
    assert played(small, "--patience", "4h", "10h", "--ids") == alone


def test_a_folder_without_posts_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"Posts\.xml"):
        played(tmp_path)


DUMPS = "data/stackexchange"
DOWN = ["--downtime", "1d"]


# The command plays all four at once in two minutes; here each figure once, so that the tests stay short.
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("patience", "down"), [("4h", DOWN), ("7d", [])])
def test_the_figures_of_a_real_community(shared_dir, patience, down):
    figures = played(shared_dir / DUMPS / "beer.stackexchange.com", "--patience", patience, *down)
    assert figures == {patience: BEER[patience]}


@pytest.mark.timeout(900)
def test_a_whole_community_is_judged_alike_with_a_worker_that_was_down_for_a_day(shared_dir):
    folder = shared_dir / DUMPS / "conlang.meta.stackexchange.com"
    figures = played(folder, "--patience", "4h", "7d", "--ids")
    assert [figures[key]["escalated"] for key in figures] == [25, 7]
    assert [figures[key]["old_enough"] for key in figures] == [53, 53]
    assert played(folder, "--patience", "4h", "7d", "--ids", *DOWN) == figures
