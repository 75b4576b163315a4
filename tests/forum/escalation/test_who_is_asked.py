"""A board decides whom its ladder asks, and how many of them: what it leaves out nobody waits for."""

import re

import pytest

from community.lib import clock
from community.notifications.models import Notification
from forum.escalation.actions.edit_policy import edit_policy
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Policy, Step
from forum.routing.actions.decline import decline
from forum.routing.models import ExpertRequest
from forum.webcare.models import Case
from tests.builders import make_answer, make_board, make_comment, make_expert, make_member, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


def at(moment: str):
    return local(f"2026-11-17T{moment}")


@pytest.fixture
def decide(board, manager, now):
    """The manager sets the board's terms, before anything is asked unless a moment is given."""

    def decide(moment=None, **terms) -> Policy:
        policy = Policy.objects.filter(board=board).first() or Policy(board=board)
        for name, value in terms.items():
            setattr(policy, name, value)
        policy.full_clean()
        return edit_policy(by=manager, policy=policy, now=at(moment) if moment else now)

    return decide


@pytest.fixture
def colleagues(department):
    """Seven who know about fibre."""
    members = [make_member(f"Colleague {number}", department=department) for number in range(7)]
    for member in members:
        make_expert(member, tag="fibre")
    return members


@pytest.fixture
def regulars(board):
    """Seven customers who answered on this board before."""
    members = [make_member(f"Helper {number}") for number in range(7)]
    visitor = make_member("Somebody who asked before")
    for member in members:
        earlier = make_question(board=board, by=visitor, now=local("2026-11-02T10:00"))
        make_answer(question=earlier, by=member, now=local("2026-11-02T11:00"))
    return members


def rungs_of(question) -> list[str]:
    return list(
        Step.objects.filter(climb__question=question).order_by("due_at", "pk").values_list("rung", flat=True)
    )


def waiting() -> int:
    return ExpertRequest.objects.waiting().count()


def page(client, address: str) -> str:
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def asked_as_helper() -> int:
    return Notification.objects.filter(kind="helper-asked").count()


def test_without_helpers_the_ladder_goes_on_to_colleagues_at_their_own_time(
    decide, question, regulars, colleagues, sweep
):
    decide(asks_helpers=False)
    assert sweep("12:59").steps == []
    assert Rung.HELPERS not in rungs_of(question)
    assert sweep("13:00").steps == [Rung.COLLEAGUES]
    assert asked_as_helper() == 0 and waiting() == 3


def test_without_colleagues_webcare_follows_the_helpers(decide, question, colleagues, sweep, climb_of):
    decide(asks_colleagues=False)
    assert sweep("11:00").steps == [Rung.HELPERS]
    assert climb_of(question).next_due_at == at("17:00")
    assert sweep("17:00").steps == [Rung.WEBCARE]
    assert waiting() == 0 and Case.objects.get().question == question


def test_a_board_that_asks_nobody_leaves_the_crowd_its_time_and_then_webcare_has_it(
    decide, question, asker, sweep, climb_of, client
):
    decide(asks_helpers=False, asks_colleagues=False)
    sweep("09:00")
    assert rungs_of(question) == [Rung.EVERYONE, Rung.WEBCARE]
    assert climb_of(question).promise_at == local("2026-11-18T10:30")
    assert sweep("17:00").steps == [Rung.WEBCARE]


def test_the_minutes_of_a_rung_that_is_left_out_do_not_matter(decide, question, sweep):
    # Webcare after an hour, though helpers would have come after two.
    decide(asks_helpers=False, asks_colleagues=False, webcare_after=60)
    assert sweep("10:00").steps == [Rung.WEBCARE]


def test_the_boards_own_number_of_helpers_is_asked(decide, question, regulars, sweep):
    decide(helpers_at_a_time=2)
    sweep("11:00")
    assert asked_as_helper() == 2


def test_the_boards_own_number_of_colleagues_is_asked_and_replaced(decide, question, colleagues, sweep):
    decide(colleagues_at_a_time=1)
    sweep("13:00")
    request = ExpertRequest.objects.waiting().get()
    decline(by=request.member, request=request, now=at("13:20"))
    sweep("13:20")
    assert waiting() == 1 and ExpertRequest.objects.count() == 2


def test_a_rung_left_out_while_a_question_climbs_is_skipped_and_put_back_again(
    decide, question, colleagues, sweep, climb_of
):
    sweep("09:00")
    decide("10:00", asks_colleagues=False)
    sweep("10:00")
    assert Rung.COLLEAGUES not in rungs_of(question)
    assert climb_of(question).promise_at == local("2026-11-18T10:30")
    decide("12:00", asks_colleagues=True)
    sweep("12:00")
    assert sweep("13:00").steps == [Rung.COLLEAGUES]


def test_who_declines_is_not_replaced_once_colleagues_are_no_longer_asked(
    decide, question, colleagues, sweep
):
    sweep("13:00")
    decide("13:10", asks_colleagues=False)
    request = ExpertRequest.objects.waiting().first()
    decline(by=request.member, request=request, now=at("13:20"))
    sweep("13:20")
    assert waiting() == 2


def test_other_numbers_do_not_plan_anything_again(decide):
    policy = decide()
    before = policy.terms()
    policy.helpers_at_a_time, policy.colleagues_at_a_time = 1, 9
    assert policy.terms() == before
    policy.asks_helpers = False
    assert policy.terms() != before


def test_an_asker_who_asks_back_waits_as_long_as_the_crowd_is_given(
    decide, question, asker, helper, sweep, climb_of
):
    decide(asks_helpers=False)
    answer = make_answer(question=question, by=helper, now=at("10:00"))
    make_comment(question=question, answer=answer, by=asker, body="Which cable do you mean?", now=at("10:30"))
    sweep("12:31")
    assert climb_of(question).course == Course.RESTING
    sweep("14:31")
    assert climb_of(question).course == Course.CLIMBING


@pytest.mark.parametrize("is_swept", [False, True], ids=["just asked", "after the sweep"])
def test_the_question_page_shows_only_the_rungs_there_are(
    decide, question, client, sweep, monkeypatch, is_swept
):
    monkeypatch.setattr(clock, "now", lambda: at("09:00"))
    decide(asks_helpers=False)
    if is_swept:
        sweep("09:00")
    shown = page(client, question.path())
    assert "<b>Regular helpers</b>" not in shown
    assert "<b>Colleagues who know this</b>" in shown and "<b>Webcare</b>" in shown


@pytest.mark.parametrize(
    ("terms", "customers", "staff"),
    [
        (
            {"helpers_at_a_time": 4},
            "we ask people who often know after 2 hours and colleagues in that field after 4 hours, and after 8",
            "Asked before webcare: regular helpers, at most 4, after 2 hours; colleagues, at most 3 at a time,"
            " after 4 hours.",
        ),
        (
            {"asks_colleagues": False},
            "we ask people who often know after 2 hours, and after 8 hours webcare takes it over",
            "Asked before webcare: regular helpers, at most 5, after 2 hours.",
        ),
        (
            {"asks_helpers": False, "colleagues_at_a_time": 1},
            "we ask colleagues in that field after 4 hours, and after 8 hours webcare takes it over",
            "Asked before webcare: colleagues, at most 1 at a time, after 4 hours.",
        ),
        (
            {"asks_helpers": False, "asks_colleagues": False},
            "when nobody answers, webcare takes it over after 8 hours and answers within 2 hours.",
            "Before webcare nobody is asked.",
        ),
    ],
    ids=["both", "helpers", "colleagues", "nobody"],
)
def test_customers_and_staff_read_who_is_asked(decide, client, board, employee, terms, customers, staff):
    decide(**terms)
    assert customers in page(client, f"{board.path()}rules/")
    client.force_login(employee)
    assert staff in page(client, "/ladder/")


def test_another_board_asks_as_it_always_did(decide, question, asker, now, sweep):
    decide(asks_helpers=False, asks_colleagues=False)
    elsewhere = make_question(board=make_board("Elsewhere"), by=asker, now=now)
    assert sweep("11:00").steps == [Rung.HELPERS]
    assert "helpers" not in rungs_of(question) and Rung.COLLEAGUES in rungs_of(elsewhere)
