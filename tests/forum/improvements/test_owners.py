"""Who an improvement is given to runs it for as long as they work here, and hears each time that it is theirs."""

from datetime import timedelta

import pytest

from community.notifications.models import Notification
from forum.improvements.actions.improve import give
from forum.improvements.models import Improvement, State
from tests.builders import make_member

pytestmark = pytest.mark.django_db
SAID = {
    "state": "heard",
    "public_line": "We heard all of you.",
    "public_line_nl": "We hebben jullie gehoord.",
}


@pytest.mark.parametrize(("works_here", "status"), [(True, 302), (False, 404)])
def test_an_owner_who_left_the_company_runs_it_no_more(
    client, improvement, manager, clerk, billing, now, works_here, status
):
    give(by=manager, improvement=improvement, department=billing, owner=clerk, now=now)
    if not works_here:
        clerk.department = None
        clerk.save()
    client.force_login(clerk)
    assert client.post(f"{improvement.path()}state/", SAID).status_code == status
    assert Improvement.objects.get().state == (State.HEARD if works_here else State.PROPOSED)


def test_who_gets_it_back_hears_of_it_again(improvement, manager, clerk, billing, now):
    colleague = make_member("Colleague", department=billing)
    for day, owner in enumerate((clerk, colleague, clerk, clerk)):
        give(
            by=manager,
            improvement=improvement,
            department=billing,
            owner=owner,
            now=now + timedelta(days=day),
        )
    told = Notification.objects.filter(kind="improvement-given")
    assert [told.filter(member=each).count() for each in (clerk, colleague)] == [2, 1]
