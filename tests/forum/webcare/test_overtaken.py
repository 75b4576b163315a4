"""The owner of a case that is solved without them hears it each time it happens, and once."""

from datetime import timedelta

import pytest

from community.notifications.models import Notification
from forum.webcare.actions.open_case import restart_clock
from forum.webcare.actions.own import take_case
from forum.webcare.actions.settle import close_by_crowd
from forum.webcare.models import Case

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_each_time_it_came_back_and_was_overtaken_again(case, question, agent, now):
    take_case(by=agent, case=case, now=now)
    told = Notification.objects.filter(member=agent, kind="case-overtaken")
    for _sweep in range(2):
        close_by_crowd(question=question, now=now)
    assert told.count() == 1
    restart_clock(case=Case.objects.get(), due_at=now + 2 * HOUR, alarm_at=now + HOUR, now=now)
    for _sweep in range(2):
        close_by_crowd(question=question, now=now + HOUR)
    assert told.count() == 2
