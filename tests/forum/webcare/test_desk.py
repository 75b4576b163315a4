"""The desk in a browser without script: who may enter, what stands on top, and what two agents see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.lib import clock
from forum.models import Question
from forum.webcare.actions.own import take_case
from forum.webcare.models import Case, CaseState
from forum.webcare.queries.rows import left
from tests.builders import make_answer

pytestmark = pytest.mark.django_db


def test_others_are_told_whose_page_it_is(client, case, helper):
    assert client.get("/desk/").status_code == 302
    client.force_login(helper)
    for path in ("/desk/", case.path()):
        page = client.get(path)
        assert page.status_code == 403
        assert b"The desk is where webcare works" in page.content


def test_the_queue_shows_what_waits(client, case, agent):
    client.force_login(agent)
    page = client.get("/desk/").content.decode()
    assert case.question.title in page
    assert f'href="/desk/{case.pk}/"' in page


def test_the_second_of_two_agents_reads_who_has_it(client, case, agent, other_agent, now):
    take_case(by=agent, case=case, now=now)
    client.force_login(other_agent)
    page = client.post(f"/desk/{case.pk}/take/", follow=True)
    assert page.status_code == 200
    assert "Nienke Postma took this case a moment ago." in page.content.decode()


def test_from_taking_to_resolving(client, case, agent):
    client.force_login(agent)
    client.post(f"/desk/{case.pk}/take/")
    client.post(f"/desk/{case.pk}/write/", {"to": "note", "body": "Called the branch office."})
    client.post(
        f"/desk/{case.pk}/write/",
        {"to": "public", "body": "We ended the old contract today.", "form_key": "k"},
    )
    page = client.get(case.path()).content.decode()
    assert "Note, colleagues only" in page
    done = {
        "outcome": "helped", "cause": "Order split in two", "public_line": "The contract was ended.",
        "is_nothing_new": "on",
    }  # fmt: skip
    answer = client.post(f"/desk/{case.pk}/resolve/", done)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    case.refresh_from_db()
    assert case.state == CaseState.RESOLVED
    assert client.get(case.path()).status_code == 200


def test_what_was_typed_is_kept_when_it_will_not_do(client, case, agent):
    client.force_login(agent)
    page = client.post(f"/desk/{case.pk}/write/", {"to": "public", "body": "Too short"})
    assert page.status_code == 400
    assert "Too short" in page.content.decode()
    page = client.post(f"/desk/{case.pk}/resolve/", {"cause": "Order split", "public_line": ""})
    assert page.status_code == 400
    assert "Order split" in page.content.decode()


@pytest.mark.parametrize("verb", ["take", "give-back", "take-up", "watch", "priority", "link", "unlink"])
def test_nothing_changes_by_looking(client, case, agent, verb):
    client.force_login(agent)
    assert client.get(f"/desk/{case.pk}/{verb}/").status_code == 405


def test_what_was_put_aside_is_out_of_sight_beside_a_case(client, case, question, agent, now):
    _more_cases(question, agent, 40, now)
    Case.objects.filter(owner=agent).update(state=CaseState.WAITING)
    aside = Case.objects.filter(owner=agent).first()
    Case.objects.filter(pk=aside.pk).update(snoozed_until=clock.now() + timedelta(days=2))
    client.force_login(agent)
    queue = client.get(case.path()).context["queue"]
    assert queue.yours_count == "15+"
    assert aside.pk not in {row.case.pk for row in queue.yours}


def test_time_left_is_said_as_people_say_it(case, now):
    assert left(case, case.due_at - timedelta(minutes=22)) == ("0:22", "is-soon")
    assert left(case, case.due_at - timedelta(minutes=95)) == ("1:35", "")
    assert left(case, case.due_at + timedelta(minutes=25)) == ("0:25 late", "is-late")
    assert left(case, case.due_at - timedelta(hours=9)) == ("Tue 14:00", "")


@pytest.mark.parametrize("path", ["/desk/", "case"])
def test_the_queue_costs_the_same_with_three_cases_and_with_three_hundred(
    client, case, question, agent, lead, now, path
):
    client.force_login(agent)
    path = case.path() if path == "case" else path

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    _more_cases(question, lead, 3, now)
    queries()
    few = queries()
    _more_cases(question, lead, 300, now)
    for _ in range(3):
        make_answer(question=question, by=lead, now=clock.now())
    assert queries() == few
    assert few <= 12


def _more_cases(question, owner, number, now):
    questions = Question.objects.bulk_create(
        Question(
            board=question.board, author=question.author, title=f"Question {one}", slug="q", body="b", body_html="b",
            created_at=now, active_at=now,
        )
        for one in range(number)
    )  # fmt: skip
    Case.objects.bulk_create(
        Case(
            question=one, opened_at=now, due_at=now + timedelta(minutes=one.pk),
            state=CaseState.OPEN if one.pk % 2 else CaseState.OWNED,
            owner=None if one.pk % 2 else owner, owned_at=None if one.pk % 2 else now,
        )
        for one in questions
    )  # fmt: skip


def test_taking_a_case_keeps_the_reply_being_written(client, case, agent):
    client.force_login(agent)
    page = client.get(case.path()).content.decode()
    assert f'form="compose" formaction="/desk/{case.pk}/take/"' in page
    typed = {"body": "Dear customer, we looked", "to": "note", "form_key": "k1"}
    page = client.post(f"/desk/{case.pk}/take/", typed, follow=True).content.decode()
    case.refresh_from_db()
    assert case.owner == agent
    assert "Dear customer, we looked" in page
    assert 'value="note" checked' in page and 'value="k1"' in page
    assert "Dear customer" not in client.get(case.path()).content.decode()


def test_the_reply_is_kept_when_a_colleague_was_quicker(client, case, agent, other_agent, now):
    take_case(by=other_agent, case=case, now=now)
    client.force_login(agent)
    page = client.post(f"/desk/{case.pk}/take/", {"body": "I know this one"}, follow=True).content.decode()
    assert "took this case a moment ago" in page
    assert "I know this one" in page
    assert 'value="public"' not in page
    assert "The answer is for who owns the case." in page


def test_what_was_typed_does_not_land_on_another_case(client, case, agent):
    client.force_login(agent)
    client.post(f"/desk/{case.pk}/take/", {"body": "About this one"})
    assert "About this one" not in client.get("/desk/").content.decode()
    assert "About this one" in client.get(case.path()).content.decode()


@pytest.mark.parametrize(
    ("chosen", "pressed", "notes"), [("note", "", 1), ("public", "note", 1), ("note", "public", 0)]
)
def test_the_button_says_who_reads_it_and_otherwise_the_choice(client, case, agent, chosen, pressed, notes):
    client.force_login(agent)
    form = {"to": chosen, "body": "We ended the old contract today.", "form_key": "k"}
    client.post(f"/desk/{case.pk}/write/", {**form, **({"send": pressed} if pressed else {})})
    assert case.notes.count() == notes
