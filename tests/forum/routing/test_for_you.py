"""The page "For you", without script: what waits, why, and one click to pass."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.routing.actions.ask import ask_experts
from forum.routing.matcher import match
from forum.routing.models import ExpertRequest, RequestState
from tests.builders import make_answer, make_department, make_expert, make_member, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client, question, employee, now):
    make_expert(employee, tag="fibre")
    client.force_login(employee)
    return ask_experts(question=question, matches=match(question, now=now), now=now)[0]


def test_it_is_for_colleagues(client, asker):
    assert client.get("/for-you/").status_code == 302
    client.force_login(asker)
    page = client.get("/for-you/")
    assert page.status_code == 403
    assert b"for colleagues" in page.content


def test_it_shows_the_question_and_why(client, asked):
    page = client.get("/for-you/").content.decode()
    assert asked.question.title in page
    assert "You, because you know about #fibre." in page


def test_passing_costs_one_click_and_can_be_taken_back(client, asked):
    page = client.post(f"/for-you/{asked.pk}/decline/", follow=True).content.decode()
    assert "no longer waits for you" in page
    client.post(f"/for-you/{asked.pk}/take-back/")
    asked.refresh_from_db()
    assert asked.state == RequestState.WAITING


def test_passing_on_to_a_department(client, asked):
    shop = make_department("Shop")
    make_member("Kees de Wit", department=shop)
    client.post(f"/for-you/questions/{asked.question_id}/pass-on/", {"department": shop.pk})
    asked.refresh_from_db()
    assert asked.state == RequestState.PASSED


@pytest.mark.parametrize("chosen", ["", "0", "x", "9" * 40])
def test_an_unknown_department_is_said(client, asked, chosen):
    page = client.post(
        f"/for-you/questions/{asked.question_id}/pass-on/", {"department": chosen}, follow=True
    )
    assert "Choose the department" in page.content.decode()


def test_somebody_elses_request_is_not_there(client, asked, stranger):
    client.force_login(stranger)
    assert client.post(f"/for-you/{asked.pk}/decline/").status_code == 404


def test_open_questions_in_ones_field_are_shown_until_answered(client, board, asker, helper, asked, now):
    other = make_question(board=board, by=asker, now=now, title="Does fibre work without power at home?")
    assert other.title in client.get("/for-you/").content.decode()
    make_answer(question=other, by=helper, now=now)
    assert other.title not in client.get("/for-you/").content.decode()


def test_an_employee_outside_their_field_is_offered_to_pass_it_on(client, question, now):
    seller = make_member("Kees de Wit", department=make_department("Shop"))
    make_department("Metering")
    client.force_login(seller)
    page = client.get(question.path()).content.decode()
    assert "Not your field?" in page
    assert "speak personally" in page


def test_inside_it_nothing_is_offered(client, asked):
    assert "Not your field?" not in client.get(asked.question.path()).content.decode()


def test_it_costs_the_same_with_three_questions_and_with_thirty(client, board, asker, employee, asked, now):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/for-you/").status_code == 200
        return len(seen)

    make_question(board=board, by=asker, now=now)
    # What is kept for every page is read once.
    queries()
    few = queries()
    for _ in range(15):
        more = make_question(board=board, by=asker, now=now)
        make_question(board=board, by=asker, now=now)
        ExpertRequest.objects.create(question=more, member=employee, asked_at=now, state_at=now)
    assert queries() == few
    assert few <= 12
