"""Who works here: departments with their people, for everybody."""

import pytest

from forum.actions.visibility import hide_post
from forum.models import Answer, Question
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(question, employee, department, now):
    answer = builders.make_answer(question=question, by=employee, now=now)
    Answer.objects.filter(pk=answer.pk).update(official_at=now, official_by=employee, official_for=department)
    return answer


def test_all_departments_in_which_somebody_works(client, employee, lead):
    gone = builders.make_department("Telex")
    builders.make_member("Ad", department=gone, is_active=False)
    page = client.get("/departments/").content.decode()
    assert page.index('href="/departments/metering/"') < page.index('href="/departments/webcare/"')
    assert "1 person" in page and "/departments/telex/" not in page


def test_a_department_names_its_people_their_fields_and_what_they_answered(
    client, employee, official, question
):
    builders.make_expert(employee, tag="smart-meter")
    employee.department.about, employee.department.about_nl = "Meters and readings.", "Meters en standen."
    employee.department.save()
    page = client.get("/departments/metering/").content.decode()
    for said in (
        employee.name,
        employee.path(),
        "/tags/smart-meter/",
        question.title,
        f"/answers/{official.pk}/",
    ):
        assert said in page
    assert "Meters and readings." in page and "/questions/?department=metering" in page
    assert (
        "Meters en standen." in client.get("/departments/metering/", headers={"accept-language": "nl"}).text
    )


def test_what_is_hidden_or_unlisted_is_not_on_it(client, question, official, moderator, now):
    Question.objects.filter(pk=question.pk).update(unlisted_at=now)
    assert question.title not in client.get("/departments/metering/").content.decode()
    Question.objects.filter(pk=question.pk).update(unlisted_at=None)
    hide_post(by=moderator, post=official, reason="It is no longer so.", now=now)
    page = client.get("/departments/metering/").content.decode()
    assert question.title not in page and "Nothing yet." in page


def test_who_left_is_not_on_it(client, employee):
    employee.is_active = False
    employee.save()
    page = client.get("/departments/metering/").content.decode()
    assert employee.name not in page and "Nobody of this department" in page


def test_nobody_works_here_yet(client, db):
    assert "Nobody yet" in client.get("/departments/").content.decode()
    assert client.get("/departments/nowhere/").status_code == 404


@pytest.mark.parametrize("who", ["visitor", "asker", "employee", "agent", "moderator", "manager"])
def test_everyone_reads_it_the_same_way(request, client, department, who):
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    for address in ("/departments/", "/departments/metering/"):
        assert client.get(address).status_code == 200


def test_a_visitors_page_carries_nothing_of_one_person(client, employee):
    for address in ("/departments/", "/departments/metering/"):
        reply = client.get(address)
        assert not reply.cookies and b"csrfmiddlewaretoken" not in reply.content


def test_a_department_costs_the_same_however_many_work_there(
    client, department, employee, board, asker, now, django_assert_max_num_queries
):
    client.get("/departments/")
    for number in range(12):
        colleague = builders.make_member(f"Colleague {number}", department=department)
        builders.make_expert(colleague, tag="smart-meter")
        question = builders.make_question(board=board, by=asker, now=now, title=f"Question number {number}")
        answer = builders.make_answer(question=question, by=colleague, now=now)
        Answer.objects.filter(pk=answer.pk).update(
            official_at=now, official_by=colleague, official_for=department
        )
    with django_assert_max_num_queries(6):
        client.get("/departments/metering/")
    with django_assert_max_num_queries(5):
        client.get("/departments/")


def test_a_member_is_led_to_the_department(client, employee):
    assert 'href="/departments/metering/"' in client.get(employee.path()).content.decode()
