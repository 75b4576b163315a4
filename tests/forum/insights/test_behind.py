"""What a figure says is what its link lists: waits, improvements of a board, weeks long past, and the leads' page."""

from datetime import date, timedelta

import pytest

from community.events.recording import record
from community.lib import clock
from forum.actions.accept import accept_answer
from forum.actions.merge import merge_question
from forum.escalation import checking
from forum.escalation import sweep as sweeping
from forum.escalation.actions.confirm_check import confirm_check
from forum.escalation.models import Check
from forum.improvements.models import Improvement, State
from forum.insights.measuring import courses, measure_recent
from forum.insights.queries import improvements_by_state, weeks
from forum.webcare.queries import promises
from tests.builders import make_answer, make_board, make_comment, make_question

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def improvements(question, board, stranger, now, monkeypatch):
    """Heard ten, four and two days ago, and one looked into; the one of four days ago is of another board."""
    monkeypatch.setattr(clock, "now", lambda: now)
    there = make_question(board=make_board("Energy"), by=stranger, now=now, title="Two invoices each month")
    found = []
    for state, days, about in (
        (State.HEARD, 10, question), (State.HEARD, 4, there), (State.HEARD, 2, question), (State.LOOKING, 6, question),
    ):  # fmt: skip
        found.append(
            Improvement.objects.create(
                title=f"What we heard {days} days ago", state=state, public_line="We are on it.",
                created_at=now - days * DAY, state_at=now - days * DAY,
            )
        )  # fmt: skip
        found[-1].gathered.create(question=about, at=now)
    return found


def said(lines) -> dict:
    return {line.state: (line.count, line.median_days, line.oldest_days) for line in lines if line.count}


def test_improvements_have_an_age_in_days_and_follow_the_board(improvements, board, now):
    everywhere, here = (said(improvements_by_state(each, now)) for each in (None, board))
    assert everywhere == {"heard": (3, 4, 10), "looking": (1, 6, 6)}
    assert here == {"heard": (2, 2, 10), "looking": (1, 6, 6)}


@pytest.mark.parametrize("is_chosen", [False, True])
def test_each_count_of_improvements_is_that_of_its_list(client, manager, improvements, board, now, is_chosen):
    client.force_login(manager)
    for line in improvements_by_state(board if is_chosen else None, now):
        assert len(client.get(line.path).context["page"].lines) == line.count
    page = client.get("/insights/").content.decode()
    assert "half of them 4 days at the most, the oldest 10 days" in page
    assert "/improvements/?group=heard" in page


def test_a_list_without_a_tab_of_its_own_is_named(client, improvements, board):
    def chosen(query: str) -> list[str]:
        page = client.get(f"/improvements/?{query}")
        return [str(tab["label"]) for tab in page.context["tabs"] if tab["is_on"]]

    assert [chosen("group=heard"), chosen("group=busy"), chosen("")] == [["Heard"], ["We are on it"], ["All"]]
    assert chosen(f"group=heard&board={board.slug}") == [f"Heard, {board.name}"]
    assert chosen("group=nothing&board=nowhere") == ["All"]


@pytest.fixture
def waited(board, asker, helper, now, monkeypatch):
    """Answered after one and after three hours, and one that waits."""
    monkeypatch.setattr(clock, "now", lambda: now + 4 * HOUR)
    found = [make_question(board=board, by=asker, now=now, title=f"Question number {n}") for n in range(3)]
    for question, hours in zip(found, (1, 3), strict=False):
        make_answer(question=question, by=helper, now=now + hours * HOUR)
    measure_recent(now + 4 * HOUR)
    return found


@pytest.mark.parametrize("figure", ["first-answer", "first-answer-open"])
def test_a_figure_of_waiting_leads_to_the_waits_the_longest_first(client, manager, waited, board, figure):
    client.force_login(manager)
    address = f"/insights/questions/?board={board.slug}&week={MONDAY}&figure={figure}"
    assert (
        f'href="{address.replace("&", "&amp;")}"'
        in client.get(f"/insights/?board={board.slug}").content.decode()
    )
    rows = client.get(address).context["rows"]
    assert [(row.id, row.answers) for row in rows] == [
        (waited[1].pk, "after 3 hours"), (waited[0].pk, "after 1 hour"),
    ]  # fmt: skip


def test_the_page_says_when_it_was_counted(client, manager, waited):
    client.force_login(manager)
    page = client.get("/insights/").content.decode()
    assert "Counted on 17 November at 16:00." in page


def test_a_week_of_long_ago_counts_what_happened_since(board, asker, helper, now):
    asked = make_question(board=board, by=asker, now=now - 75 * DAY, title="Asked eleven weeks ago")
    measure_recent(now)
    assert [week.figures["answered"] for week in weeks(board, now) if week.figures["asked"]] == [0]
    make_answer(question=asked, by=helper, now=now)
    measure_recent(now + HOUR)
    assert [week.figures["answered"] for week in weeks(board, now) if week.figures["asked"]] == [1]


def test_a_crowds_solution_that_did_not_hold_is_opened_again(board, question, asker, helper, now):
    accept_answer(
        by=asker, answer=make_answer(question=question, by=helper, now=now + HOUR), now=now + 2 * HOUR
    )
    sweeping.run(now + 3 * HOUR)
    checking.ask_checks(now + 8 * DAY)
    assert not courses(board, MONDAY)[0].is_reopened
    confirm_check(by=asker, check=Check.objects.get(), still_solved=False, now=now + 8 * DAY)
    (one,) = courses(board, MONDAY)
    assert (one.is_reopened, one.is_solved, one.is_case) == (True, False, True)


def test_figures_and_the_leads_page_count_the_same_promises(
    board, asker, helper, agent, moderator, lead, now
):
    """Answered; answered and not yet swept; only commented on; late; answered by its asker; merged away."""
    made = [make_question(board=board, by=asker, now=now, title=f"Question number {n}") for n in range(6)]
    make_answer(question=made[0], by=helper, now=now + HOUR)
    sweeping.run(now + HOUR)
    make_answer(question=made[1], by=agent, now=now + HOUR)
    make_comment(question=made[2], by=helper, now=now + HOUR)
    make_answer(question=made[3], by=agent, now=now + 6 * HOUR)
    record_missed(made[3], now + 5 * HOUR)
    make_answer(question=made[4], by=asker, now=now + HOUR)
    make_answer(question=made[5], by=agent, now=now + HOUR)
    merge_question(by=moderator, question=made[5], into=made[0], now=now + 2 * HOUR)
    measure_recent(now + 7 * HOUR)
    found = weeks(board, now)[0].figures
    (line,) = promises.by_board(now + 7 * HOUR, "en")
    assert (found["promises_kept"], found["promises_missed"]) == (line.kept_week, line.missed_week) == (2, 1)
    listed = promises.behind(lead, board=board.slug, days=7, missed=False, now=now + 7 * HOUR, language="en")
    assert {row.id for row in listed} == {made[0].pk, made[1].pk}


def record_missed(question, at) -> None:
    record("ladder.promise_missed", by=None, now=at, subject=question.subject, thread=question.subject)
