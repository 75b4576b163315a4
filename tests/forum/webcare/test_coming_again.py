"""A case that comes back: to an owner who is still there, about a question that can be open, with its own cause."""

from datetime import timedelta

import pytest

from community.notifications.models import Notification
from forum.models import Question, Status
from forum.rules import NotAllowed
from forum.webcare import alarms
from forum.webcare.actions.open_again import open_again
from forum.webcare.actions.open_case import open_case
from forum.webcare.actions.own import take_case
from forum.webcare.actions.settle import close_by_crowd, close_with_question
from forum.webcare.models import Case, CaseReason, CaseState
from tests.builders import make_question

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def ended(case, agent, now):
    """Nienke's case; it ended a while ago."""
    take_case(by=agent, case=case, now=now)
    Case.objects.update(state=CaseState.CLOSED, resolved_at=now, due_at=None, alarm_due_at=None)
    return case


def fresh() -> Case:
    return Case.objects.select_related("question__board", "owner").get()


def come_again(now) -> Case:
    clocks = {"due_at": now + 2 * HOUR, "alarm_at": now + HOUR}
    return open_case(question=fresh().question, reason=CaseReason.CHECK, now=now, **clocks)


def reopen(by, now) -> Case:
    clocks = {"due_at": now + 2 * HOUR, "alarm_at": now + HOUR}
    return open_again(by=by, case=fresh(), reason="ended too early", now=now, **clocks)


def leave_the_desk(agent, now) -> None:
    agent.is_agent, agent.department = False, None
    agent.save()


def be_suspended(agent, now) -> None:
    agent.suspended_until = now + timedelta(days=3)
    agent.save()


@pytest.mark.parametrize("gone", [leave_the_desk, be_suspended])
def test_without_its_owner_it_is_to_take_and_the_desk_is_told(ended, agent, other_agent, lead, now, gone):
    gone(agent, now)
    now += timedelta(days=1)
    case = come_again(now)
    assert (case.state, case.owner, case.owned_at, case.hand_overs) == (CaseState.OPEN, None, None, 1)
    told = Notification.objects.filter(created_at=now)
    assert set(told.filter(kind="case-opened").values_list("member", flat=True)) >= {other_agent.pk, lead.pk}
    assert not told.filter(kind="case-back").exists()
    assert alarms.watch(now + HOUR).unowned == 1


def test_an_owner_who_is_there_has_it_back(ended, agent, now):
    case = come_again(now + HOUR)
    assert (case.state, case.owner, case.hand_overs) == (CaseState.OWNED, agent, 0)
    assert Notification.objects.filter(member=agent, kind="case-back").count() == 1


def test_the_lead_who_opens_the_case_of_who_left_owns_it(ended, agent, lead, now):
    leave_the_desk(agent, now)
    case = reopen(lead, now + HOUR)
    assert (case.state, case.owner) == (CaseState.OWNED, lead)


def test_what_ended_it_is_no_cause_once_it_is_open_again(case, question, agent, now):
    close_by_crowd(question=question, now=now)
    assert fresh().cause == "by the crowd"
    assert reopen(agent, now + HOUR).cause == ""


def test_the_cause_a_person_found_stays_to_begin_with(ended, agent, now):
    Case.objects.update(resolved_by=agent, cause="loose cable")
    assert reopen(agent, now + HOUR).cause == "loose cable"


def test_of_a_hidden_question_it_stays_ended(ended, question, agent, now):
    Question.objects.update(hidden_at=now, hidden_by=agent)
    close_with_question(question=fresh().question, now=now)
    with pytest.raises(NotAllowed, match="Its question is hidden"):
        reopen(agent, now + HOUR)
    assert fresh().state == CaseState.CLOSED


def test_of_a_question_that_became_part_of_another_it_stays_ended(ended, question, board, helper, agent, now):
    target = make_question(board=board, by=helper, now=now, title="The same thing about fibre")
    merged = {"status": Status.DUPLICATE, "status_at": now, "status_by": agent, "merged_into": target}
    Question.objects.filter(pk=question.pk).update(**merged)
    with pytest.raises(NotAllowed, match="stays closed"):
        reopen(agent, now + HOUR)
    assert fresh().state == CaseState.CLOSED


def test_the_page_says_why_it_stays_ended(client, ended, question, agent, now):
    Question.objects.update(hidden_at=now, hidden_by=agent)
    client.force_login(agent)
    page = client.post(f"/desk/{ended.pk}/reopen/", {"reason": "ended too early"}, follow=True)
    assert "Once moderators show it again" in page.content.decode()
    assert fresh().state == CaseState.CLOSED
