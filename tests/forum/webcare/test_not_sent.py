"""A reply of somebody who may not write any more: they read why, and who answers for the customer hears of it."""

from datetime import timedelta

import pytest

from community.notifications.models import Notification
from forum.models import Answer
from forum.webcare.actions import sending
from forum.webcare.actions.own import hand_over, take_case
from forum.webcare.models import Case, SendingState

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(case, agent, now):
    """Nienke's reply waits its ten seconds; in that time she is suspended."""
    case = take_case(by=agent, case=case, now=now)
    words = "We ended the old contract today."
    reply = sending.send_soon(
        by=agent, case=case, to="public", body=words, form_key="k", again_at=None, now=now
    )
    agent.suspended_until = now + timedelta(days=3)
    agent.save()
    return reply


def release(reply, now):
    assert sending.release(now + timedelta(seconds=11)) == 0
    reply.refresh_from_db()
    told = Notification.objects.filter(kind="reply-failed").order_by("pk")
    return {one.member_id: one.details.get("variant", "") for one in told}


def test_its_writer_reads_that_they_may_not_write_and_the_lead_hears_of_it(waiting, agent, lead, now):
    assert release(waiting, now) == {agent.pk: "", lead.pk: "colleague"}
    assert waiting.state == SendingState.FAILED and not Answer.objects.exists()
    assert waiting.failure.startswith("You may not write for webcare at the moment.")
    page = str(Notification.objects.get(member=lead, kind="reply-failed").details)
    assert "contract" not in page


def test_the_colleague_who_has_the_case_by_then_hears_of_it(waiting, agent, other_agent, lead, now):
    case = Case.objects.select_related("question", "owner").get()
    hand_over(by=lead, to=other_agent, case=case, reason="Nienke is not here", now=now)
    assert release(waiting, now) == {agent.pk: "", other_agent.pk: "colleague"}


def test_who_may_write_hears_alone_why(case, agent, other_agent, lead, now):
    case = take_case(by=agent, case=case, now=now)
    words = {"to": "public", "body": "We ended the old contract today.", "form_key": "k"}
    reply = sending.send_soon(by=agent, case=case, again_at=None, now=now, **words)
    hand_over(by=lead, to=other_agent, case=case, reason="Nienke is not here", now=now)
    assert release(reply, now) == {agent.pk: ""}
    assert "belongs to a colleague" in reply.failure
