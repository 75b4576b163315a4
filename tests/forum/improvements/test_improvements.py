"""An improvement gathers questions, has an owner, and says in public where it stands."""

import pytest
from django.core.exceptions import ValidationError

from community.lib import pagecache
from community.notifications.models import Notification
from forum.improvements.actions.change import change_state
from forum.improvements.actions.improve import gather, gather_learning, give
from forum.improvements.actions.learn import note_learning
from forum.improvements.models import Improvement, State
from forum.rules import NotAllowed
from tests.builders import make_member, make_question

pytestmark = pytest.mark.django_db
LINE = "From December on there is one invoice a month."


def say(improvement, by, now, state=State.HEARD, line=LINE, dutch=""):
    return change_state(
        by=by, improvement=improvement, state=state, public_line=line, public_line_nl=dutch, now=now
    )


def test_nobody_but_staff_sees_it_before_it_has_a_public_line(client, improvement, asker, employee):
    assert client.get(improvement.path()).status_code == 404
    client.force_login(asker)
    assert client.get(improvement.path()).status_code == 404
    client.force_login(employee)
    assert client.get(improvement.path()).status_code == 200
    assert improvement.title not in client.get("/improvements/").content.decode()


def test_then_everyone_reads_it_on_its_page_in_the_list_and_on_the_question(
    client, improvement, question, manager, now
):
    say(improvement, manager, now)
    for address in (improvement.path(), "/improvements/", question.path()):
        page = client.get(address).content.decode()
        assert improvement.title in page
        assert LINE in page


def test_it_is_read_in_dutch_where_dutch_was_written(client, improvement, manager, now):
    say(improvement, manager, now, dutch="Vanaf december is er één rekening per maand.")
    client.cookies["django_language"] = "nl"
    page = client.get(improvement.path(), headers={"accept-language": "nl"}).content.decode()
    assert "Eén rekening per maand" in page
    assert "Vanaf december" in page


@pytest.mark.parametrize(
    ("person", "status"),
    [("asker", 404), ("helper", 404), ("employee", 302), ("agent", 302), ("moderator", 302)],
)
def test_who_does_not_run_it_can_not_say_where_it_stands(request, client, improvement, person, status):
    client.force_login(request.getfixturevalue(person))
    reply = client.post(f"{improvement.path()}state/", {"state": "heard", "public_line": LINE})
    assert reply.status_code == status
    improvement.refresh_from_db()
    assert improvement.state == State.PROPOSED


@pytest.mark.parametrize("person", ["manager", "lead", "clerk"])
def test_managers_leads_and_its_owner_do(request, client, improvement, manager, clerk, billing, person, now):
    give(by=manager, improvement=improvement, department=billing, owner=clerk, now=now)
    client.force_login(request.getfixturevalue(person))
    said = {"state": "doing", "public_line": LINE, "public_line_nl": "Vanaf december is er één rekening."}
    reply = client.post(f"{improvement.path()}state/", said)
    assert reply.status_code == 302
    improvement.refresh_from_db()
    assert (improvement.state, improvement.public_line) == (State.DOING, LINE)


def test_a_public_state_needs_its_line_and_keeps_what_was_chosen(client, improvement, manager):
    client.force_login(manager)
    page = client.post(f"{improvement.path()}state/", {"state": "doing", "public_line": ""})
    assert page.status_code == 400
    assert "Write the line everyone reads" in page.content.decode()


def test_what_was_told_is_not_untold(improvement, manager, now):
    say(improvement, manager, now)
    for state in (State.PROPOSED, State.DISMISSED, State.HEARD):
        with pytest.raises(ValidationError):
            say(improvement, manager, now, state=state)


def test_a_proposal_that_is_not_taken_up_tells_nobody(improvement, manager, now):
    assert say(improvement, manager, now, state=State.DISMISSED, line="") is None
    assert not Notification.objects.filter(kind="improvement-changed").exists()


def test_its_new_owner_is_told_once(improvement, manager, clerk, billing, now):
    for _again in range(2):
        give(by=manager, improvement=improvement, department=billing, owner=clerk, now=now)
    assert Notification.objects.filter(member=clerk, kind="improvement-given").count() == 1


def test_it_is_given_to_people_who_work_here_only(improvement, manager, asker, now):
    with pytest.raises(ValidationError):
        give(by=manager, improvement=improvement, department=None, owner=asker, now=now)


def test_a_learning_brings_its_question_along(improvement, manager, employee, board, helper, now):

    other = make_question(board=board, by=helper, now=now)
    learning = note_learning(
        by=employee,
        question=other,
        said="Two systems send it.",
        cause="invoice sent twice",
        department=None,
        now=now,
    )
    gather_learning(by=manager, improvement=improvement, learning=learning, now=now)
    assert set(improvement.questions.all()) >= {other}


def test_the_department_that_works_on_it_writes_notes_and_others_do_not(client, improvement, clerk, employee):
    for person, status in ((clerk, 1), (employee, 1)):
        client.force_login(person)
        client.post(f"{improvement.path()}note/", {"body": "The supplier is asked.", "is_public": "on"})
        assert improvement.notes.count() == status


def test_questions_are_put_in_by_number_or_address(client, improvement, manager, board, helper, now):

    one, two = (make_question(board=board, by=helper, now=now, title=f"Invoice {n} came twice") for n in "ab")
    client.force_login(manager)
    client.post(f"{improvement.path()}add/", {"question": str(one.pk)})
    client.post(f"{improvement.path()}add/", {"question": f"https://example.com{two.path()}?sort=newest"})
    assert {one, two} <= set(improvement.questions.all())


def test_only_managers_and_leads_open_one(request, client, question):
    for person, opened in (("employee", 0), ("agent", 0), ("lead", 1), ("manager", 2)):
        client.force_login(request.getfixturevalue(person))
        client.post(
            "/improvements/new/", {"title": "Letters that say what they mean", "question": question.pk}
        )
        assert Improvement.objects.count() == opened


def test_no_page_of_it_costs_more_with_more_questions(
    client, improvement, manager, board, helper, now, django_assert_max_num_queries
):

    say(improvement, manager, now)
    many = [
        make_question(board=board, by=helper, now=now, title=f"Invoice number {n} is double")
        for n in range(25)
    ]
    gather(by=manager, improvement=improvement, questions=many, now=now)
    with django_assert_max_num_queries(9):
        assert client.get(improvement.path()).status_code == 200


def test_nobody_who_may_not_write_does(improvement, question, now):

    silenced = make_member("Loud Colleague", is_manager=True, silenced_until=now.replace(year=now.year + 1))
    with pytest.raises(NotAllowed):
        say(improvement, silenced, now)


def test_the_page_for_visitors_hears_of_its_questions(
    client, improvement, manager, question, now, monkeypatch
):
    say(improvement, manager, now)
    heard = []
    monkeypatch.setattr(pagecache, "also", lambda _request, names: heard.extend(names))
    client.get(improvement.path())
    assert heard == [question.subject]
