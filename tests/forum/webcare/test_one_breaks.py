"""A case that breaks in the minute's job holds up no other, and is tried again."""

from datetime import timedelta

import pytest

from community.lib import clock
from forum.webcare import tasks, webhooks
from forum.webcare.actions import snooze
from forum.webcare.actions.open_case import open_case
from forum.webcare.actions.own import take_case
from forum.webcare.models import Alarm, Case, CaseReason, CaseState
from tests.builders import make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(board, asker, now) -> Case:
    question = make_question(board=board, by=asker, now=now, title="The other line hums")
    return open_case(
        question=question, reason=CaseReason.LADDER, due_at=now + timedelta(hours=2),
        alarm_at=now + timedelta(hours=1), now=now,
    )  # fmt: skip


@pytest.fixture
def run(monkeypatch):
    def run(moment) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)
        tasks.watch()

    return run


def breaks_for(broken: Case, call):
    def instead(*args, **values):
        case = values.get("case") or args[0]
        if case.pk == broken.pk:
            raise RuntimeError("broken")
        return call(*args, **values)

    return instead


def test_coming_back(case, other, agent, now, run, monkeypatch):
    until = now + timedelta(minutes=30)
    for one in (case, other):
        take_case(by=agent, case=one, now=now)
    Case.objects.update(state=CaseState.WAITING, snoozed_until=until)
    with monkeypatch.context() as patch:
        patch.setattr(snooze, "record_case", breaks_for(case, snooze.record_case))
        run(until)
    assert dict(Case.objects.values_list("pk", "state")) == {
        case.pk: CaseState.WAITING,
        other.pk: CaseState.OWNED,
    }
    run(until)
    assert set(Case.objects.values_list("state", flat=True)) == {CaseState.OWNED}


def test_alarms(case, other, lead, now, run, monkeypatch):
    half = now + timedelta(hours=1)
    with monkeypatch.context() as patch:
        patch.setattr(webhooks, "queue_about", breaks_for(case, webhooks.queue_about))
        run(half)
    assert list(Alarm.objects.values_list("case", flat=True)) == [other.pk]
    run(half)
    assert set(Alarm.objects.values_list("case", flat=True)) == {case.pk, other.pk}
