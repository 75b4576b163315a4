"""After a slip the desk reads the promise the customer reads: on its rows, on the case, on the lead's list."""

import pytest

from community.lib import clock
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.queries import promises_for
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.models import Case, CaseReason
from forum.webcare.queries import promises
from tests.builders import make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    """Turns the clock of the pages to a moment of that Tuesday."""

    def turn(moment: str):
        found = local(f"2026-11-17T{moment}")
        monkeypatch.setattr(clock, "now", lambda: found)
        return found

    return turn


@pytest.fixture
def case(question, asker, sweep, at):
    """Femke calls at ten; the promise of twelve o'clock passes."""
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    sweep("12:00")
    at("13:20")
    return Case.objects.select_related("question").get()


def read(client, member, path):
    client.force_login(member)
    return " ".join(client.get(path).content.decode().split())


def test_the_promise_that_runs_is_the_one_the_customer_reads(case):
    until = promises_for([case.question_id])[case.question_id]
    assert (case.promise_at, case.due_at, case.slips) == (until, local("2026-11-17T12:00"), 1)
    assert until == local("2026-11-17T14:00")


def test_rows_say_it_and_once_that_earlier_ones_slipped(client, case, agent, lead):
    slipped = "the promise of Tue 17 Nov 12:00 slipped"
    for page in (read(client, agent, "/desk/"), read(client, lead, "/desk/leads/")):
        assert page.count(slipped) == 1
        assert "0:40</b>" in page and "1:20 late" not in page
    page = read(client, agent, case.path())
    assert "Promised before Tuesday 14:00" in page and "0:40 left" in page and slipped in page


def test_each_slip_is_counted_and_the_first_one_named(client, case, agent, sweep, at):
    sweep("14:00")
    at("15:00")
    page = read(client, agent, "/desk/")
    assert "2 promises slipped, since Tue 17 Nov 12:00" in page and ">Wed 09:30</b>" in page


def test_the_order_goes_by_the_time_left(client, case, board, helper, agent, at):
    other = make_question(board=board, by=helper, now=at("11:00"), title="Asked later, promised sooner")
    call_webcare(by=helper, question=other, reason=CaseReason.URGENT, now=at("11:50"))
    at("13:20")
    page = read(client, agent, "/desk/?view=unowned")
    assert page.index("Asked later, promised sooner") < page.index(case.question.title)


def test_what_slipped_is_found_as_late_and_counts_as_missed(client, case, agent, at):
    assert case.question.title in read(client, agent, "/desk/?view=unowned&late=1")
    assert [line.missed for line in promises.by_board(at("13:20"), "en")] == [1]
    agent.is_lead = True
    agent.save(update_fields=["is_lead"])
    page = read(client, agent, "/desk/leads/")
    assert '&amp;days=7&amp;how=missed" class="is-late">1</a>' in page


def test_after_a_reply_nothing_slipped_any_more(client, case, agent, sweep, at):
    case = take_case(by=agent, case=case, now=at("13:20"))
    reply(by=agent, case=case, body="We look into it at our side today.", form_key="k", now=at("13:25"))
    sweep("13:25")
    case.refresh_from_db()
    assert not case.has_slipped and case.promise_at == case.due_at
    assert "slipped" not in read(client, agent, case.path())
