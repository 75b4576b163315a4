"""The lead hears of a case nobody owns after half its reply time, and of every case at its promise, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.notifications import letters
from community.notifications.models import Notification
from forum.webcare import alarms
from forum.webcare.actions.own import give_back, take_case
from forum.webcare.actions.reply import reply
from forum.webcare.alarms import Watched, watch
from forum.webcare.models import Alarm, Case
from tests.builders import make_question

pytestmark = pytest.mark.django_db


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_nobody_owns_it_after_half_the_time(case, lead, agent, now):
    assert watch(now + hours(0.9)) == Watched()
    assert watch(now + hours(1)) == Watched(unowned=1)
    assert list(Notification.objects.filter(kind="case-unowned").values_list("member", flat=True)) == [
        lead.pk
    ]


def test_an_owned_case_is_left_alone_until_its_promise(case, lead, agent, now):
    take_case(by=agent, case=case, now=now)
    assert watch(now + hours(1)) == Watched()
    assert watch(now + hours(2)) == Watched(late=1)


def test_a_case_that_was_answered_is_no_alarm(case, lead, agent, now):
    reply(by=agent, case=case, body="We ended the old contract today.", form_key="k", now=now)
    assert watch(now + hours(9)) == Watched()


def test_after_a_day_without_a_worker_both_are_told_once(case, lead, now):
    assert watch(now + hours(24)) == Watched(unowned=1, late=1)
    assert watch(now + hours(24)) == Watched()
    assert Notification.objects.filter(kind__in=["case-unowned", "case-late"]).count() == 2


@pytest.fixture
def cases(board, asker, now, case):
    """Three that were promised for the same moment."""
    for title in ("My bill is wrong", "My phone is silent"):
        question = make_question(board=board, by=asker, title=title, now=now)
        Case.objects.create(
            question=question, opened_at=now, due_at=case.due_at, alarm_due_at=case.alarm_due_at
        )
    return list(Case.objects.order_by("pk"))


def said(member, kind: str) -> list[tuple[str, str]]:
    told = Notification.objects.filter(member=member, kind=kind).order_by("pk")
    return [(letters.sentence(one), one.link) for one in told]


def test_what_rings_in_one_run_is_one_letter(cases, lead, now):
    assert watch(now + hours(1)) == Watched(unowned=3)
    several = "Half of the reply time has passed and nobody owns 3 cases"
    assert said(lead, "case-unowned") == [(several, "/desk/leads/")]
    assert watch(now + hours(2)) == Watched(late=3)
    assert said(lead, "case-late") == [("3 cases are past their promise", "/desk/leads/")]
    watch(now + hours(3))
    assert Notification.objects.filter(member=lead, kind__startswith="case-").exclude(
        kind="case-opened"
    ).count() == 2  # fmt: skip


def test_a_single_one_names_its_case(case, lead, now):
    watch(now + hours(1))
    assert said(lead, "case-unowned") == [
        (f"Half of the reply time has passed and nobody owns: {case.question.title}", case.path())
    ]


def test_the_owner_hears_of_a_promise_that_slipped(cases, lead, agent, now):
    take_case(by=agent, case=cases[0], now=now)
    watch(now + hours(2))
    assert said(agent, "case-slipped") == [
        (f"The promise on your case passed without a reply: {cases[0].question.title}", cases[0].path())
    ]
    case = Case.objects.select_related("question__board").get(pk=cases[0].pk)
    reply(
        by=agent,
        case=case,
        body="We look into it at our side today.",
        form_key="k",
        now=now + hours(3),
    )
    assert not Notification.objects.filter(member=agent, kind="case-slipped", read_at=None).exists()
    assert said(lead, "case-slipped") == []


def test_the_owner_of_several_hears_once_and_a_lead_who_owns_them_not_twice(cases, lead, now):
    for case in cases:
        take_case(by=lead, case=case, now=now)
    watch(now + hours(2))
    assert said(lead, "case-slipped") == [("3 of your cases are past their promise", "/desk/?view=mine")]
    assert said(lead, "case-late") == []


def test_half_of_the_time_is_told_once_until_somebody_owned_it(case, lead, agent, now):
    watch(now + hours(1))
    later = {"due_at": now + hours(6), "alarm_due_at": now + hours(4)}
    Case.objects.update(**later)
    assert watch(now + hours(4)) == Watched()
    assert Case.objects.get().alarm_due_at == now + hours(6)
    taken = take_case(by=agent, case=case, now=now + hours(4))
    give_back(by=agent, case=taken, reason="It is about a bill", now=now + hours(4))
    Case.objects.update(alarm_due_at=now + hours(5), due_at=now + hours(6))
    assert watch(now + hours(5)) == Watched(unowned=1)


def test_whoever_is_stopped_between_ringing_and_telling_loses_nothing(cases, lead, now, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(alarms, "tell_rung", lambda _now: 0)
        watch(now + hours(1))
    assert said(lead, "case-unowned") == []
    watch(now + hours(1.1))
    assert len(said(lead, "case-unowned")) == 1
    assert not Alarm.objects.filter(told_at=None).exists()


def test_a_case_that_ended_before_anybody_was_told_is_no_alarm(case, lead, now, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(alarms, "tell_rung", lambda _now: 0)
        watch(now + hours(1))
    Case.objects.update(state="closed", resolved_at=now)
    watch(now + hours(1.1))
    assert said(lead, "case-unowned") == []


def test_what_a_quiet_minute_costs_does_not_depend_on_what_rang_before(cases, lead, now):
    watch(now + hours(2))
    with CaptureQueriesContext(connection) as queries:
        watch(now + hours(2.1))
    # What is due and what is untold, the latter in a transaction.
    assert len([one for one in queries if one["sql"].startswith("SELECT")]) == 2
