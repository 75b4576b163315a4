"""A case put aside for long and taken up again: the customer hears within the board's own reply time."""

import re

import pytest

from community.events.models import Event
from community.lib import clock
from community.notifications.models import Notification
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.take_case_up import take_case_up
from forum.escalation.ladder import Course
from forum.models import Question
from forum.rules import NotAllowed
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.actions.snooze import snooze
from forum.webcare.models import Case, CaseReason, CaseState
from tests.builders import make_member
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
FRIDAY = local("2026-11-20T12:00")


def at(moment: str):
    return local(moment if "T" in moment else f"2026-11-17T{moment}")


@pytest.fixture
def case(question, asker, agent, sweep):
    """Femke calls at ten, Nienke replies at half past and puts it aside until Friday noon."""
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    case = take_case(by=agent, case=Case.objects.get(), now=at("10:10"))
    reply(by=agent, case=case, body="We look into it at our side.", form_key="k", now=at("10:30"))
    sweep("10:31")
    snooze(by=agent, case=Case.objects.select_related("question").get(), until=FRIDAY, now=at("11:00"))
    sweep("11:01")
    return Case.objects.select_related("question__board", "owner").get()


def promised() -> tuple:
    stored = Case.objects.get()
    return stored.state, stored.due_at, stored.alarm_due_at


@pytest.mark.parametrize(
    ("taken", "by"),
    [
        ("11:30", "2026-11-17T13:30"),
        # After closing the clock begins to run in the morning.
        ("2026-11-18T23:00", "2026-11-19T11:00"),
        # Never later than what was promised.
        ("2026-11-20T11:30", "2026-11-20T12:00"),
    ],
)
def test_it_is_promised_within_the_reply_time_in_business_hours(
    case, question, agent, sweep, climb_of, taken, by
):
    take_case_up(by=agent, case=case, now=at(taken))
    assert promised() == (CaseState.OWNED, at(by), at(by))
    sweep(taken)
    assert (climb_of(question).course, climb_of(question).wake_due_at) == (Course.RESTING, at(by))
    assert promised() == (CaseState.OWNED, at(by), at(by))


def test_who_does_not_keep_it_is_called_late_at_that_moment(case, question, agent, asker, sweep, climb_of):
    take_case_up(by=agent, case=case, now=at("11:30"))
    sweep("13:29")
    assert climb_of(question).promises_missed == 0
    sweep("13:30")
    assert climb_of(question).promises_missed == 1
    assert Notification.objects.filter(member=asker, kind="promise-slipped").count() == 1


def test_a_reply_in_time_keeps_it(case, question, agent, sweep, climb_of):
    take_case_up(by=agent, case=case, now=at("11:30"))
    case.refresh_from_db()
    reply(by=agent, case=case, body="It is the modem: we send another.", form_key="l", now=at("13:00"))
    sweep("13:30")
    assert climb_of(question).promises_missed == 0
    assert Case.objects.get().state == CaseState.WAITING


def test_put_aside_before_anybody_replied_the_ladder_keeps_the_sooner_promise(
    question, asker, agent, sweep, climb_of
):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=at("10:00"))
    take_case(by=agent, case=Case.objects.get(), now=at("10:10"))
    Case.objects.update(state=CaseState.WAITING, snoozed_until=FRIDAY, due_at=FRIDAY, alarm_due_at=FRIDAY)
    Question.objects.update(watch_due_at=at("10:20"))
    sweep("10:20")
    assert (climb_of(question).course, climb_of(question).promise_at) == (Course.CLIMBING, FRIDAY)
    take_case_up(by=agent, case=Case.objects.select_related("question__board").get(), now=at("11:00"))
    sweep("11:00")
    assert (climb_of(question).promise_at, climb_of(question).next_due_at) == (at("13:00"), at("13:00"))
    assert promised()[:2] == (CaseState.OWNED, at("13:00"))


def test_without_a_running_promise_none_is_made(case, agent):
    Case.objects.update(due_at=None, alarm_due_at=None)
    assert take_case_up(by=agent, case=case, now=at("11:30")) is None
    assert promised() == (CaseState.OWNED, None, None)


def test_a_colleague_does_not_take_it_up(case, lead):
    colleague = make_member("Chidi Okafor", is_agent=True)
    with pytest.raises(NotAllowed):
        take_case_up(by=colleague, case=case, now=at("11:30"))
    assert promised()[1] == FRIDAY
    take_case_up(by=lead, case=case, now=at("11:30"))
    assert promised()[1] == at("13:30")


def test_on_the_desk_and_on_the_customers_page(case, client, agent, asker, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at("11:30"))
    client.force_login(asker)
    assert ">Friday 12:00</time>" in client.get(case.question.path()).content.decode()
    client.force_login(agent)
    assert "where that is sooner" in client.get(case.path()).content.decode()
    page = client.post(f"{case.path()}take-up/", follow=True).content.decode()
    assert "The customer reads that they hear from us before Tuesday 13:30." in page
    assert "took it up again, with a promise before Tuesday 17 November 13:30" in page
    assert "Promised before Tuesday 13:30" in page
    client.force_login(asker)
    page = re.sub(r"\s+", " ", client.get(case.question.path()).content.decode())
    assert "You hear from us again before" in page and ">Tuesday 13:30</time>" in page
    assert "Friday 12:00" not in page and "Nienke of webcare is at it again" in page
    client.force_login(agent)
    client.post(f"{case.path()}take-up/")
    assert Event.objects.filter(kind="case.taken_up").count() == 1


def test_where_the_promise_is_near_the_agent_reads_that_it_stays(case, client, agent, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at("2026-11-20T11:30"))
    client.force_login(agent)
    page = client.post(f"{case.path()}take-up/", follow=True).content.decode()
    assert "the promise to the customer stays" in page
    assert "took it up again" in page and "with a promise before" not in page
