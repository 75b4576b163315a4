"""The dashboard: for managers and leads, with links to the questions behind each number, and the same as CSV."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.management import call_command

from community.lib import clock
from forum.actions.accept import accept_answer
from forum.insights.measuring import measure, measure_recent, monday_of, span_of
from forum.insights.models import Week
from forum.insights.queries import weeks
from tests.builders import make_answer, make_question

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)


@pytest.fixture
def week(board, asker, helper, employee, agent, now, monkeypatch):
    """Three questions: one solved by a customer after an hour, one answered by webcare after two, one waiting."""
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=3))
    solved, answered, waiting = (
        make_question(board=board, by=asker, now=now, title=f"Question of this week, number {n}")
        for n in range(3)
    )
    accept_answer(
        by=asker, answer=make_answer(question=solved, by=helper, now=now + timedelta(hours=1)),
        now=now + timedelta(hours=2),
    )  # fmt: skip
    make_answer(question=answered, by=agent, now=now + timedelta(hours=2))
    measure_recent(now + timedelta(hours=3))
    return {"solved": solved, "answered": answered, "waiting": waiting}


def test_a_week_begins_on_monday_by_the_sites_clock(now):
    assert monday_of(now) == MONDAY
    begins, ends = span_of(MONDAY)
    assert (ends - begins, monday_of(begins), monday_of(ends)) == (
        timedelta(days=7), MONDAY, MONDAY + timedelta(days=7),
    )  # fmt: skip


def test_the_figures_of_the_week(week, board, now):
    newest = weeks(board, now)[0]
    assert newest.monday == MONDAY
    assert newest.figures == {
        "asked": 3, "answered": 2, "solved": 1, "first_answer_median": 60, "first_answer_p90": 120,
        "open_median": 60, "open_p90": 120, "by": {"customer": 1, "employee": 0, "webcare": 1},
        "promises_missed": 0, "cases": 0, "reopened": 0,
    }  # fmt: skip
    assert (newest.answered_share, newest.solved_share, newest.kept_share) == (67, 33, 100)


def test_measured_anew_it_is_the_same(week, board, now):
    before = list(Week.objects.order_by("monday").values_list("monday", "figures"))
    call_command("measure", weeks=6, stdout=io.StringIO())
    assert list(Week.objects.order_by("monday").values_list("monday", "figures")) == before
    measure(board, MONDAY, now)
    assert Week.objects.filter(monday=MONDAY).count() == 1


@pytest.mark.parametrize(
    ("person", "status"),
    [("asker", 403), ("employee", 403), ("agent", 403), ("moderator", 403), ("lead", 200), ("manager", 200)],
)
@pytest.mark.parametrize("address", ["/insights/", "/insights/figures.csv"])
def test_managers_and_leads_see_them(request, client, week, address, person, status):
    client.force_login(request.getfixturevalue(person))
    assert client.get(address).status_code == status


def test_a_visitor_signs_in_first(client, week):
    assert "/accounts/login/" in client.get("/insights/")["Location"]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("asked", {"solved", "answered", "waiting"}),
        ("answered", {"solved", "answered"}),
        ("solved", {"solved"}),
        ("unanswered", {"waiting"}),
        ("by-webcare", {"answered"}),
    ],
)
def test_each_number_leads_to_its_questions(client, manager, week, board, figure, expected):
    client.force_login(manager)
    page = client.get(
        f"/insights/questions/?board={board.slug}&week={MONDAY}&figure={figure}"
    ).content.decode()
    assert {name for name, question in week.items() if question.path() in page} == expected


@pytest.mark.parametrize(
    "query", ["", "board=nothing&week=2026-11-16&figure=asked", "week=2026-11-16&figure=asked"]
)
def test_an_address_that_makes_no_sense_is_not_found(client, manager, week, query):
    client.force_login(manager)
    assert client.get(f"/insights/questions/?{query}").status_code == 404


@pytest.mark.parametrize(
    ("monday", "figure"), [("2026-11-17", "asked"), ("soon", "asked"), ("2026-11-16", "fame")]
)
def test_nor_is_a_week_or_a_figure_that_is_none(client, manager, week, board, monday, figure):
    client.force_login(manager)
    address = f"/insights/questions/?board={board.slug}&week={monday}&figure={figure}"
    assert client.get(address).status_code == 404


def test_the_spreadsheet_holds_what_the_page_shows(client, lead, week, board):
    client.force_login(lead)
    lines = list(
        csv.DictReader(io.StringIO(client.get(f"/insights/figures.csv?board={board.slug}").content.decode()))
    )
    assert len(lines) == 12
    assert (lines[0]["monday"], lines[0]["asked"], lines[0]["first_answer_median"]) == (
        "2026-11-16",
        "3",
        "60",
    )
    assert lines[0]["answered_first_by_webcare"] == "1"


def test_the_bars_are_said_in_words_too(client, manager, week, board):
    client.force_login(manager)
    page = client.get(f"/insights/?board={board.slug}").content.decode()
    assert "16-11: 67 %" in page


def test_the_dashboard_costs_the_same_with_many_weeks(client, manager, week, django_assert_max_num_queries):
    client.force_login(manager)
    client.get("/insights/")
    with django_assert_max_num_queries(12):
        client.get("/insights/")
