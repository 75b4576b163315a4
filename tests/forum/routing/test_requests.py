"""Being asked, passing on, saying no, and taking it back."""

import pytest

from community.events.models import Event
from community.notifications.models import Notification
from forum.routing.actions.ask import ask_experts
from forum.routing.actions.decline import decline
from forum.routing.actions.pass_on import NobodyThere, pass_on, take_back
from forum.routing.actions.settle import settle_requests
from forum.routing.matcher import match
from forum.routing.models import ExpertRequest, RequestState
from forum.rules import NotAllowed
from tests.builders import make_answer, make_department, make_expert, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return make_department("Shop")


@pytest.fixture
def request_of(question, employee, now):
    """Marijke of Metering is asked, for she knows about fibre."""
    make_expert(employee, tag="fibre")
    return ask_experts(question=question, matches=match(question, now=now), now=now)[0]


def told() -> list[int]:
    return list(Notification.objects.filter(kind="expert-asked").values_list("member_id", flat=True))


def test_who_is_asked_is_told_once(question, employee, request_of, now):
    assert ask_experts(question=question, matches=match(question, now=now), now=now) == []
    assert told() == [employee.pk]
    assert Event.objects.filter(kind="expert.asked").count() == 1


def test_the_event_names_departments_and_nobody(request_of, department):
    assert Event.objects.get(kind="expert.asked").details == {"count": 1, "departments": [department.pk]}


def test_passing_on_asks_the_department_that_knows(question, employee, request_of, shop, now):
    seller = make_member("Kees de Wit", department=shop)
    made = pass_on(by=employee, question=question, department=shop, now=now)
    assert [request.member for request in made] == [seller]
    request_of.refresh_from_db()
    assert (request_of.state, request_of.passed_to) == (RequestState.PASSED, shop)


def test_who_was_not_asked_may_pass_on_too(question, department, now):
    seller = make_member("Kees de Wit", department=make_department("Shop"))
    knowing = make_member("Marijke", department=department)
    make_expert(knowing, tag="fibre")
    made = pass_on(by=seller, question=question, department=department, now=now)
    assert [request.member for request in made] == [knowing]


def test_a_department_where_nobody_is_left_is_said_and_nothing_changes(
    question, employee, request_of, shop, now
):
    with pytest.raises(NobodyThere, match="Nobody else in Shop"):
        pass_on(by=employee, question=question, department=shop, now=now)
    request_of.refresh_from_db()
    assert request_of.state == RequestState.WAITING


def test_customers_pass_nothing_on(question, helper, department, now):
    with pytest.raises(NotAllowed):
        pass_on(by=helper, question=question, department=department, now=now)


def test_declining_wakes_who_follows_the_question(question, employee, request_of, now):
    type(question).objects.update(watch_due_at=None)
    decline(by=employee, request=request_of, now=now)
    request_of.refresh_from_db()
    question.refresh_from_db()
    assert (request_of.state, question.watch_due_at) == (RequestState.DECLINED, now)


def test_what_was_declined_can_be_taken_back(question, employee, request_of, now):
    decline(by=employee, request=request_of, now=now)
    request_of.refresh_from_db()
    take_back(by=employee, request=request_of, now=now)
    request_of.refresh_from_db()
    assert request_of.state == RequestState.WAITING


def test_only_who_was_asked_declines(question, request_of, helper, now):
    with pytest.raises(NotAllowed):
        decline(by=helper, request=request_of, now=now)


def test_answering_settles_the_request_and_a_solution_all_others(question, employee, request_of, shop, now):
    other = make_member("Kees de Wit", department=shop)
    ExpertRequest.objects.create(question=question, member=other, asked_at=now, state_at=now)
    make_answer(question=question, by=employee, now=now)
    settle_requests(question=question, is_finished=True, now=now)
    states = dict(ExpertRequest.objects.values_list("member_id", "state"))
    assert states == {employee.pk: "answered", other.pk: "expired"}
