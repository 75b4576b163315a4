"""Everyone of the company reads what each board promises, for a moment of their choice, without a script."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.lib import clock
from forum.escalation import previewing
from forum.escalation.actions.edit_policy import edit_policy
from forum.escalation.models import Policy
from tests.builders import make_board
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: local("2026-11-17T09:00"))

    def page_for(member, asked: str = "") -> tuple[int, str]:
        browser = Client()
        if member:
            browser.force_login(member)
        reply = browser.get("/ladder/", {"asked": asked} if asked else {})
        return reply.status_code, re.sub(r"\s+", " ", reply.content.decode())

    return page_for


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("stranger", 403), ("employee", 200), ("agent", 200), ("moderator", 200), ("manager", 200)],
)
def test_who_reads_it(request, read, board, who, status):
    assert read(request.getfixturevalue(who) if who else None)[0] == status


def test_it_says_when_a_question_of_saturday_evening_has_its_answer(read, board, employee):
    Policy.objects.create(board=board, webcare_after=240)
    page = read(employee)[1]
    assert "Monday – Friday 09:00–17:30 · Saturday – Sunday closed" in page
    said = (
        "A question asked on Saturday 21:10 reaches webcare on Monday 13:00 and has an answer before 15:00."
    )
    assert said in page


def test_preview_shows_another_moment_on_every_board(read, board, employee):
    always = make_board("Outages")
    Policy.objects.create(board=always, round_the_clock=True, webcare_after=60, reply_within=30)
    page = read(employee, "2026-12-24T17:00")[1]
    assert 'value="2026-12-24T17:00"' in page
    # The board of office hours has two holidays, a weekend and half an hour of its Thursday.
    assert (
        "reaches webcare on Monday 28 December 16:30 and has an answer before Tuesday 29 December 10:00."
        in page
    )
    assert "Every day around the clock" in page
    assert "reaches webcare on Thursday 24 December 18:00 and has an answer before 18:30." in page


@pytest.mark.parametrize("asked", ["tomorrow", "2026-13-45T10:00", "9999-12-31T10:00", "0001-01-01T00:00"])
def test_a_moment_that_can_not_be_read_is_told_in_place(read, board, employee, asked):
    status, page = read(employee, asked)
    assert status == 200
    assert "Give a day and a time" in page and f'value="{asked}"' in page
    assert "A question asked on Saturday 21:10" in page


def test_a_moment_with_a_zone_is_taken_as_it_is_on_the_boards_clock(read, board, employee):
    assert "asked on Tuesday 24 November 10:00" in read(employee, "2026-11-24T10:00+05:00")[1]


def test_what_managers_changed_is_read_by_all_and_edited_by_them(read, board, employee, manager, now):
    policy = Policy.objects.create(board=board)
    policy.reply_within = 60
    edit_policy(by=manager, policy=policy, now=now)
    page = read(employee)[1]
    assert "Webcare replies within: <del>120</del> → <ins>60</ins>" in page
    assert f"/policy/edit/{policy.pk}/" not in page
    assert f"/policy/edit/{policy.pk}/" in read(manager)[1]


def test_it_costs_the_same_with_one_board_and_with_thirty(board, now):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            previewing.promises_page("", now)
        return len(queries)

    Policy.objects.create(board=board)
    with_one = cost()
    for number in range(30):
        Policy.objects.create(board=make_board(f"Board {number}"))
    assert cost() == with_one <= 3


def test_a_board_without_any_open_day_says_so(board):
    closed = Policy(board=board, hours={"mon": None})
    assert (
        previewing.examples(closed, local("2026-11-17T09:00"))
        == ["With these hours and closed days nobody is ever there."] * 3
    )


def test_the_next_saturday_is_never_today(board):
    saturday = datetime.fromisoformat("2026-11-21T10:00:00+00:00")
    assert "asked on Saturday 28 November 21:10" in previewing.examples(Policy(board=board), saturday)[2]
