"""The page of who leads the desk: who may see it, what its numbers count, and passing on what nobody looks after."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.events.recording import record
from community.lib import clock
from community.notifications.models import Notification
from forum.models import Question
from forum.rules import NotAllowed
from forum.webcare.actions.absence import be_away
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reassign import reassign
from forum.webcare.models import Case, CaseState, Shift
from forum.webcare.queries import leads
from tests.builders import make_board, make_member, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def as_lead(client, lead):
    client.force_login(lead)
    return client


def more_cases(question, number, now, *, owner=None, **fields):
    questions = Question.objects.bulk_create(
        Question(
            board=question.board, author=question.author, title=f"Question {one}", slug="q", body="b", body_html="b",
            created_at=now, active_at=now,
        )
        for one in range(number)
    )  # fmt: skip
    state = {"state": CaseState.OWNED, "owned_at": now} if owner else {"state": CaseState.OPEN}
    return Case.objects.bulk_create(
        Case(question=one, opened_at=now, owner=owner, **{**state, **fields}) for one in questions
    )


@pytest.mark.parametrize("path", ["/desk/leads/", "/desk/leads/cases/?which=unowned"])
@pytest.mark.parametrize("person", ["asker", "helper", "employee", "agent", "moderator"])
def test_others_are_told_whose_page_it_is(request, client, case, person, path):
    assert client.get(path).status_code == 302
    client.force_login(request.getfixturevalue(person))
    page = client.get(path)
    assert page.status_code == 403
    assert b"for who leads the desk, and for managers" in page.content


@pytest.mark.parametrize("person", ["agent", "asker", "moderator"])
def test_others_pass_nothing_on(request, client, case, other_agent, person):
    client.force_login(request.getfixturevalue(person))
    assert client.post("/desk/leads/reassign/", {"case": case.pk, "to": other_agent.pk}).status_code == 403
    case.refresh_from_db()
    assert case.owner is None


@pytest.mark.parametrize("person", ["lead", "manager"])
def test_who_leads_sees_what_nobody_owns_with_its_age_and_alarm(request, client, case, person):
    client.force_login(request.getfixturevalue(person))
    page = client.get("/desk/leads/").content.decode()
    assert case.question.title in page
    assert "open for 0:00" in page and "alarm at Tue 13:00" in page and "2:00" in page


def test_a_quiet_desk_says_so(as_lead):
    page = as_lead.get("/desk/leads/").content.decode()
    assert "Every case has somebody who looks after it." in page
    assert "Nobody who is away, or left the desk, has a case." in page
    assert "No promise was kept or missed in the last four weeks." in page


def test_load_counts_what_lies_with_whom_by_name(as_lead, question, agent, other_agent, now):
    more_cases(question, 1, now, owner=agent, due_at=now - timedelta(minutes=1))
    more_cases(question, 2, now, owner=agent, due_at=now + timedelta(hours=1))
    more_cases(question, 1, now, owner=agent, due_at=now + timedelta(hours=20))
    more_cases(question, 1, now, owner=agent, state=CaseState.WAITING, snoozed_until=now + timedelta(days=1))
    page = as_lead.get("/desk/leads/")
    loads = {load.member: load.counts for load in page.context["page"].loads}
    assert list(loads)[:2] == [other_agent, agent]
    assert loads[agent] == {"open": 5, "today": 2, "late": 1, "waiting": 1, "snoozed": 1}
    assert loads[other_agent] == {}
    for which, count in loads[agent].items():
        address = f"/desk/leads/cases/?person={agent.pk}&which={which}"
        assert address.replace("&", "&amp;") in page.content.decode()
        assert len(as_lead.get(address).context["lying"]) == count


@pytest.mark.parametrize("query", ["which=nonsense", "person=x", "which=open", "which=late&person=999999"])
def test_numbers_that_are_not_there(as_lead, query):
    assert as_lead.get(f"/desk/leads/cases/?{query}").status_code == 404


def test_cases_of_who_is_away_or_left_stand_apart(as_lead, case, question, lead, agent, other_agent, now):
    take_case(by=agent, case=case, now=now)
    [other] = more_cases(question, 1, now, owner=other_agent)
    assert as_lead.get("/desk/leads/").context["page"].absent == []
    be_away(by=lead, member=agent, since=now, until=now + timedelta(days=3), now=now)
    other_agent.is_agent = False
    other_agent.save()
    absent = as_lead.get("/desk/leads/").context["page"].absent
    assert [(one.member, one.away_until is None, one.lying[0].row.case) for one in absent] == [
        (other_agent, True, other), (agent, False, case),
    ]  # fmt: skip


def test_many_cases_of_one_who_is_away_hide_nobody_elses(
    as_lead, case, question, lead, agent, other_agent, now, monkeypatch
):
    monkeypatch.setattr(leads, "LEFT", 2)
    more_cases(question, 3, now, owner=other_agent)
    take_case(by=agent, case=case, now=now)
    for away in (agent, other_agent):
        be_away(by=lead, member=away, since=now, until=now + timedelta(days=3), now=now)
    absent = as_lead.get("/desk/leads/").context["page"].absent
    assert {one.member: (one.count, len(one.lying)) for one in absent} == {other_agent: (3, 2), agent: (1, 1)}


def test_passing_on_is_a_hand_over_each_and_one_message(as_lead, question, lead, agent, other_agent, now):
    cases = more_cases(question, 3, now, owner=agent)
    form = {"case": [case.pk for case in cases[:2]], "to": other_agent.pk, "reason": "Nienke is ill"}
    assert as_lead.post("/desk/leads/reassign/", form)["Location"] == "/desk/leads/"
    assert [Case.objects.get(pk=case.pk).owner for case in cases] == [other_agent, other_agent, agent]
    assert Case.objects.get(pk=cases[0].pk).hand_overs == 1
    told = Notification.objects.exclude(kind="question-asked").values_list("member", "kind", "details__count")
    assert set(told) == {(other_agent.pk, "cases-passed-on", 2), (agent.pk, "cases-passed-on", 2)}
    as_lead.force_login(other_agent)
    assert "Thijs Bakker handed you 2 cases" in as_lead.get("/notifications/").content.decode()


def test_all_of_one_person_go_back_to_the_queue(as_lead, question, agent, now):
    cases = more_cases(question, 3, now, owner=agent)
    page = as_lead.post(
        "/desk/leads/reassign/", {"all_of": agent.pk, "to": "queue", "reason": "Left us"}, follow=True
    )
    assert "3 cases are back in the queue." in page.content.decode()
    assert Case.objects.to_take().count() == len(cases)


def test_a_manager_stands_in_for_the_lead(client, case, manager, agent):
    client.force_login(manager)
    client.post("/desk/leads/reassign/", {"case": case.pk, "to": agent.pk, "reason": "The leads are away"})
    case.refresh_from_db()
    assert (case.owner, case.state) == (agent, CaseState.OWNED)
    # One case is told as any hand-over is.
    assert Notification.objects.filter(kind="case-handed-over", member=agent).count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"to": ""}, "Choose who has them"),
        ({"to": "999999"}, "Choose who has them"),
        ({"reason": ""}, "Say why"),
        ({"case": []}, "Choose at least one case."),
    ],
)
def test_a_refusal_keeps_what_was_chosen_and_typed(as_lead, question, agent, other_agent, now, changed, said):
    cases = more_cases(question, 2, now, owner=agent)
    form = {"case": [cases[0].pk], "to": other_agent.pk, "reason": "Ill until May", **changed}
    page = as_lead.post("/desk/leads/reassign/", form)
    assert page.status_code == 400
    text = page.content.decode()
    assert said in text
    if form["case"]:
        assert f'value="{cases[0].pk}" checked' in text
        assert form["reason"] in text
    assert not Case.objects.filter(owner=other_agent).exists()


def test_what_was_finished_meanwhile_is_left_alone(question, lead, agent, other_agent, now):
    done, mine = more_cases(question, 2, now, owner=agent)
    Case.objects.filter(pk=done.pk).update(state=CaseState.CLOSED, resolved_at=now)
    given = {"case_ids": [done.pk, mine.pk], "to": other_agent, "reason": "Away today", "now": now}
    assert reassign(by=lead, **given) == 1
    assert reassign(by=lead, **given) == 0
    with pytest.raises(NotAllowed):
        reassign(by=agent, **given)


def test_promises_are_counted_once_a_question_and_missed_goes_first(as_lead, board, asker, lead, now):
    other = make_board("Billing", position=9)

    def asked(on, **happened):
        question = make_question(board=on, by=asker, now=now - timedelta(days=40))
        for kind, days in happened.items():
            at = now - timedelta(days=days)
            name = {"rested": "ladder.rested", "slipped": "ladder.promise_missed"}[kind]
            record(name, by=None, now=at, subject=question.subject, thread=question.subject)
        return question

    in_time = asked(board, rested=2)
    slipped = asked(board, slipped=1, rested=0)
    asked(board, slipped=10, rested=3)
    asked(board, rested=29)
    replied = asked(other)
    Case.objects.create(question=replied, opened_at=now, replied_at=now - timedelta(days=8))
    page = as_lead.get("/desk/leads/")
    figures = {
        one.slug: (one.kept_week, one.missed_week, one.kept, one.missed) for one in page.context["page"].kept
    }
    assert figures == {board.slug: (2, 1, 1, 2), other.slug: (0, 0, 1, 0)}
    link = f"/desk/leads/promises/?board={board.slug}&days=7&how="
    assert f"{link}missed".replace("&", "&amp;") in page.content.decode()
    assert [row.id for row in as_lead.get(f"{link}missed").context["rows"]] == [slipped.pk]
    assert in_time.pk in [row.id for row in as_lead.get(f"{link}kept").context["rows"]]


@pytest.mark.parametrize("query", ["board=nowhere&days=7", "days=7", "board=internet-and-tv&days=9"])
def test_figures_that_are_not_there(as_lead, board, query):
    assert as_lead.get(f"/desk/leads/promises/?{query}").status_code == 404


def test_the_page_costs_the_same_with_three_and_with_three_hundred(as_lead, question, lead, agent, now):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert as_lead.get("/desk/leads/").status_code == 200
        return len(seen)

    be_away(by=lead, member=agent, since=now, until=now + timedelta(days=3), now=now)
    more_cases(question, 3, now, replied_at=now)
    more_cases(question, 3, now, owner=agent)
    queries()
    few = queries()
    for number in range(30):
        make_member(f"Agent {number}", is_agent=True)
    more_cases(question, 300, now, replied_at=now)
    more_cases(question, 300, now, owner=agent)
    assert queries() == few
    assert few <= 12


def test_who_has_no_hours_is_said_to_have_none_planned(as_lead, agent, other_agent, now):
    day = {"weekday": (now + timedelta(days=3)).weekday(), "begins": time(9), "ends": time(17)}
    Shift.objects.create(member=other_agent, **day)
    page = as_lead.get("/desk/leads/").content.decode()
    assert f'<a href="/desk/hours/{agent.pk}/">no hours planned</a>' in page
    assert f'<a href="/desk/hours/{other_agent.pk}/">not on shift now</a>' in page
