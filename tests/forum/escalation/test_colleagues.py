"""Colleagues are asked three at a time; the next when they decline or stay silent."""

import pytest

from forum.routing.actions.decline import decline
from forum.routing.models import ExpertRequest, RequestState
from tests.builders import make_answer, make_expert, make_member
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleagues(department):
    """Seven who know about fibre; the lower the number the more fitting."""
    members = [make_member(f"Colleague {number}", department=department) for number in range(7)]
    for member in members:
        make_expert(member, tag="fibre")
    return [member.pk for member in members]


def in_state(state: RequestState) -> list[int]:
    rows = ExpertRequest.objects.filter(state=state).order_by("member")
    return list(rows.values_list("member_id", flat=True))


def test_three_are_asked_after_half_a_day(question, colleagues, sweep):
    sweep("13:00")
    assert in_state(RequestState.WAITING) == colleagues[:3]


def test_for_one_who_declines_the_next_is_asked(question, colleagues, sweep):
    sweep("13:00")
    request = ExpertRequest.objects.get(member=colleagues[1])
    decline(by=request.member, request=request, now=local("2026-11-17T13:20"))
    sweep("13:20")
    assert in_state(RequestState.WAITING) == [colleagues[0], colleagues[2], colleagues[3]]


def test_after_two_silent_hours_the_next_three_are_asked(question, colleagues, sweep):
    sweep("13:00")
    sweep("14:59")
    assert in_state(RequestState.WAITING) == colleagues[:3]
    sweep("15:00")
    assert in_state(RequestState.EXPIRED) == colleagues[:3]
    assert in_state(RequestState.WAITING) == colleagues[3:6]


def test_when_there_is_nobody_else_the_silent_keep_their_turn(question, employee, sweep):
    make_expert(employee, tag="fibre")
    sweep("13:00")
    sweep("15:00")
    assert in_state(RequestState.WAITING) == [employee.pk]


def test_who_answers_has_answered(question, colleagues, sweep):
    sweep("13:00")
    request = ExpertRequest.objects.get(member=colleagues[0])
    make_answer(question=question, by=request.member, now=local("2026-11-17T13:30"))
    sweep("13:30")
    assert in_state(RequestState.ANSWERED) == [colleagues[0]]
