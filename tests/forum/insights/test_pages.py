"""The dashboard: for managers and leads, with links to the questions behind each number, and the same as CSV."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.management import call_command

from community.events.models import Event
from community.lib import clock
from forum.actions.accept import accept_answer
from forum.escalation import checking
from forum.escalation import sweep as sweeping
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.confirm_check import confirm_check
from forum.escalation.models import Check
from forum.insights.measuring import courses, measure, measure_recent, monday_of, span_of
from forum.insights.models import Week
from forum.insights.queries import weeks
from forum.webcare.actions.open_case import restart_clock
from forum.webcare.models import Case, CaseReason
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
        "promises_missed": 0, "cases": 0, "reopened": 0, "promises_kept": 2, "checks_asked": 0, "checks_yes": 0,
        "checks_no": 0, "checks_unconfirmed": 0, "felt_glad": 0, "felt_fair": 0, "felt_poor": 0,
    }  # fmt: skip
    shares = (newest.answered_share, newest.solved_share, newest.kept_share)
    assert [share.percent for share in shares] == [67, 33, 100]


def test_measured_anew_it_is_the_same(week, board, now):
    before = list(Week.objects.order_by("monday").values_list("monday", "figures"))
    call_command("measure", weeks=6, stdout=io.StringIO())
    assert list(Week.objects.order_by("monday").values_list("monday", "figures")) == before
    measure(MONDAY, now)
    rows = Week.objects.filter(monday=MONDAY)
    assert (rows.filter(board=board).count(), rows.filter(board=None).count()) == (1, 1)


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
    "query",
    [
        "",
        "board=nothing&week=2026-11-16&figure=asked",
        "cause=0",
        "cause=99999",
        "cause=one",
        "cause=" + "9" * 30,
    ],
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
    names = ("Board", "Week of", "Questions asked", "First answer, half of them within (minutes)")
    assert [lines[0][name] for name in names] == [board.name, "2026-11-16", "3", "60"]
    assert lines[0]["First answered by webcare"] == "1"


def test_the_bars_are_said_in_words_too(client, manager, week, board):
    client.force_login(manager)
    page = client.get(f"/insights/?board={board.slug}").content.decode()
    assert "16-11: 2 of 3" in page


def test_the_dashboard_costs_the_same_with_many_weeks(client, manager, week, django_assert_max_num_queries):
    client.force_login(manager)
    client.get("/insights/")
    with django_assert_max_num_queries(12):
        client.get("/insights/")


def test_checks_are_counted_where_their_question_was_asked_and_lead_to_it(
    client, manager, board, asker, week, now
):
    sweeping.run(now + timedelta(hours=3))
    week_later = now + timedelta(days=7, hours=3)
    checking.ask_checks(week_later)
    confirm_check(by=asker, check=Check.objects.get(), still_solved=True, felt="glad", now=week_later)
    measure_recent(week_later)
    of_week = weeks(board, week_later)[1]
    assert (of_week.monday, of_week.figures["checks_asked"], of_week.figures["felt_glad"]) == (MONDAY, 1, 1)
    assert (of_week.held_share.percent, of_week.glad_share.percent) == (100, 100)
    assert weeks(None, week_later)[1].held_share.percent == 100
    client.force_login(manager)
    address = f"/insights/questions/?board={board.slug}&week={MONDAY}&figure=felt-glad"
    page = client.get(address).content.decode()
    assert {name for name, question in week.items() if question.path() in page} == {"solved"}


def test_who_helped_is_in_no_figure(client, manager, week, board):
    client.force_login(manager)
    pages = [
        client.get(f"/insights/{end}").content.decode() for end in ("", f"?board={board.slug}", "figures.csv")
    ]
    assert not any(name in page for page in pages for name in ("Nienke", "Joost"))


def test_a_case_that_goes_on_is_not_opened_again(board, question, asker, now):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=now)
    later = now + timedelta(hours=1)
    restart_clock(case=Case.objects.get(), due_at=later, alarm_at=later, now=now, by=asker)
    assert Event.objects.filter(kind="case.woken").exists()
    (found,) = courses(board, MONDAY)
    assert (found.is_case, found.is_reopened) == (True, False)
