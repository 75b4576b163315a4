"""The lead hears of a case nobody owns after half its reply time, and of every case at its promise, once."""

from datetime import timedelta

import pytest

from community.notifications.models import Notification
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.alarms import Watched, watch

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
