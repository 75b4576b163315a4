"""The half-finished eight: what stands still, by department, with its age."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.lib import clock
from forum.actions.accept import accept_answer
from forum.escalation import checking
from forum.escalation import sweep as sweeping
from forum.escalation.actions.confirm_check import confirm_check
from forum.escalation.models import Check
from forum.improvements.actions.change import change_state
from forum.improvements.actions.improve import gather, gather_learning, give
from forum.improvements.actions.learn import note_learning
from forum.improvements.actions.nothing_new import note_nothing_new
from forum.improvements.actions.tell_changes import tell_due
from forum.improvements.models import Learning, State
from forum.improvements.queries.worklist import NO_DEPARTMENT, standing_still
from forum.models import Question
from forum.rules import NotAllowed
from forum.webcare.models import Case
from tests.builders import make_answer, make_question

pytestmark = pytest.mark.django_db


def counted(department=None, now=None):
    groups = standing_still(department, "en", now or clock.now())
    return {group.slug: group.count for group in groups if group.count}


@pytest.fixture
def learning(question, employee, billing, now):
    return note_learning(
        by=employee,
        question=question,
        said="Two systems send it.",
        cause="sent twice",
        department=billing,
        now=now,
    )


def test_a_loop_moves_on_from_group_to_group_until_it_is_closed(
    improvement, learning, manager, clerk, billing, now
):

    assert counted() == {"proposed": 1, "loose": 1}
    gather_learning(by=manager, improvement=improvement, learning=learning, now=now)
    assert counted() == {"proposed": 1}
    change_state(
        by=manager, improvement=improvement, state=State.DOING, public_line="We mend the second system.",
        public_line_nl="", now=now,
    )  # fmt: skip
    assert counted() == {"unowned": 1, "untold": 1}
    give(by=manager, improvement=improvement, department=billing, owner=clerk, now=now)
    tell_due(now)
    assert counted() == {}


def test_it_is_narrowed_to_a_department(learning, billing, department):
    assert counted(billing) == {"loose": 1}
    assert counted(department) == {}


@pytest.mark.parametrize(
    ("person", "status"), [("asker", 403), ("employee", 200), ("agent", 200), ("manager", 200)]
)
def test_who_works_here_reads_it(request, client, learning, person, status):
    client.force_login(request.getfixturevalue(person))
    assert client.get("/improvements/standing-still/").status_code == status


def test_managers_put_a_learning_aside_and_employees_do_not(client, learning, employee, manager):
    for person, loose in ((employee, 1), (manager, 0)):
        client.force_login(person)
        client.post(f"/improvements/learnings/{learning.pk}/aside/")
        assert Learning.objects.loose().count() == loose


def test_a_question_that_is_put_in_brings_what_was_learned_from_it(
    improvement, learning, manager, question, now
):
    gather(by=manager, improvement=improvement, questions=[question], now=now)
    learning.refresh_from_db()
    assert learning.improvement == improvement


@pytest.fixture
def later(now):
    """A week and a day after the question of these tests was asked."""
    return now + timedelta(days=8)


@pytest.fixture
def checked(question, asker, employee, now, later):
    """Answered by a colleague of Metering and accepted; the check was asked a week later."""
    answer = make_answer(question=question, by=employee, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    sweeping.run(now)
    checking.ask_checks(later)
    return Check.objects.get()


def test_silence_leaves_a_solution_unconfirmed(checked, later, department, billing):
    assert counted(now=later) == {}
    over = later + timedelta(days=14)
    checking.ask_checks(over)
    assert counted(now=over) == {"unconfirmed": 1}
    assert (counted(department, over), counted(billing, over)) == ({"unconfirmed": 1}, {})
    (group, *_rest) = standing_still(None, "en", over)
    assert (group.loops[0].about, group.loops[0].age) == ("Marijke Hoekstra", "22 days")
    assert counted(now=over + timedelta(days=80)) == {}


def test_a_confirmed_one_asks_what_it_teaches_until_somebody_says_so(
    checked, question, asker, employee, department, later
):
    confirm_check(by=asker, check=checked, still_solved=True, felt="glad", now=later)
    assert counted(now=later) == counted(department, later) == {"unlearned": 1}
    note_learning(by=employee, question=question, said="Two systems send it.", cause="sent twice",
                  department=department, now=later)  # fmt: skip
    assert counted(now=later) == {"loose": 1}


def test_nothing_new_is_an_honest_answer(client, checked, asker, employee, question, later, stranger, now):
    confirm_check(by=asker, check=checked, still_solved=True, felt="glad", now=later)
    with pytest.raises(NotAllowed):
        note_nothing_new(by=stranger, question=question, now=later)
    client.force_login(employee)
    assert "Nothing new" in client.get("/improvements/standing-still/").content.decode()
    for _press in range(2):
        reply = client.post(f"/learnings/{question.pk}/nothing-new/", {"department": "metering"})
        assert reply.url == "/improvements/standing-still/?department=metering"
    assert counted(now=later) == {}


def test_a_customers_solution_may_teach_the_company_as_well(question, asker, helper, now, later):
    accept_answer(by=asker, answer=make_answer(question=question, by=helper, now=now), now=now)
    sweeping.run(now)
    checking.ask_checks(later)
    confirm_check(by=asker, check=Check.objects.get(), still_solved=True, felt="fair", now=later)
    assert counted(now=later) == counted(NO_DEPARTMENT, now=later) == {"unlearned": 1}


@pytest.mark.parametrize(("learned", "expected"), [("", {}), ("The letter is unclear.", {"untaught": 1})])
def test_a_checked_case_was_asked_when_it_was_resolved(question, asker, agent, now, later, learned, expected):
    make_answer(question=question, by=agent, now=now)
    Case.objects.create(question=question, opened_at=now, owner=agent, owned_at=now, state="resolved",
                        resolved_at=now, resolved_by=agent, learned=learned)  # fmt: skip
    sweeping.run(now)
    checking.ask_checks(later)
    confirm_check(by=asker, check=Check.objects.get(), still_solved=True, felt="fair", now=later)
    assert Case.objects.get().state == "checked"
    assert counted(now=later) == expected


def test_it_costs_the_same_with_much_to_show(client, board, asker, employee, manager, question, now):
    client.force_login(manager)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/improvements/standing-still/").status_code == 200
        return len(captured)

    cost()
    empty = cost()
    for number in range(5):
        one = make_question(board=board, by=asker, now=now, title=f"Question that was solved {number}")
        Check.objects.create(question=one, solved_at=clock.now(), state="unconfirmed",
                             answer=make_answer(question=one, by=employee, now=now), helper=employee)  # fmt: skip
        Check.objects.create(question=one, solved_at=clock.now(), state="yes", replied_at=clock.now(),
                             helper=employee, felt="glad")  # fmt: skip
    assert cost() == empty <= 14


def test_a_case_is_ended_from_here_and_hidden_questions_stand_nowhere(
    client, question, employee, agent, learning, now
):
    Learning.objects.update(aside_at=now)
    other = Question.objects.get(pk=question.pk)
    Learning.objects.all().delete()
    Case.objects.create(question=other, opened_at=now, owner=agent, owned_at=now, state="resolved",
                        resolved_at=now, resolved_by=agent, learned="The letter is unclear.")  # fmt: skip
    assert counted(now=now) == {"untaught": 1}
    Question.objects.update(hidden_at=now)
    assert counted(now=now) == {}
    Question.objects.update(hidden_at=None)
    client.force_login(employee)
    assert (
        f"/learnings/{question.pk}/nothing-new/"
        in client.get("/improvements/standing-still/").content.decode()
    )
    reply = client.post(f"/learnings/{question.pk}/nothing-new/", {"department": "a\x00b"})
    assert reply.url == "/improvements/standing-still/"
    assert counted(now=now) == {}


def test_a_learning_of_a_hidden_question_waits_for_nobody(learning, now):
    assert counted() == {"loose": 1}
    Question.objects.update(hidden_at=now)
    assert counted() == {}


def rows_of(client, slug, person):
    client.force_login(person)
    groups = client.get("/improvements/standing-still/").context["groups"]
    return next(group.loops for group in groups if group.slug == slug)


def test_silence_says_when_we_asked_and_offers_to_ask_in_a_comment(client, checked, later, manager):
    checking.ask_checks(later + timedelta(days=14))
    (loop,) = rows_of(client, "unconfirmed", manager)
    assert loop.missing == "We asked on 25 November 2026 and heard nothing."
    page = client.get(loop.onward)
    assert loop.onward == f"/answers/{checked.answer_id}/comments/" and page.status_code == 200


def test_what_stands_on_the_case_only_is_given_its_cause_with_one_press(
    client, question, agent, employee, now
):
    Case.objects.create(question=question, opened_at=now, owner=agent, owned_at=now, state="resolved",
                        resolved_at=now, resolved_by=agent, learned="The letter is unclear.",
                        cause="an unclear letter")  # fmt: skip
    (loop,) = rows_of(client, "untaught", employee)
    assert (loop.about, loop.action) == ("“The letter is unclear.”", "Count it under its cause")
    page = client.get(loop.onward).content.decode()
    assert "The letter is unclear." in page and "an unclear letter" in page


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("me-too:{question}", "31 people have it too"),
        ("cause:{cause}:2026-W47", "1 question of one cause: sent twice"),
        (None, "opened by"),
    ],
)
def test_a_proposal_says_why_it_was_made(client, improvement, learning, manager, question, reason, why):
    Question.objects.update(me_too_count=31)
    improvement.proposed_for = reason and reason.format(question=question.pk, cause=learning.cause_id)
    improvement.cause = learning.cause if reason and reason.startswith("cause") else None
    improvement.save()
    (loop,) = rows_of(client, "proposed", manager)
    assert loop.about.startswith(why)
    assert (loop.action, loop.onward) == ("Say where it stands", f"{improvement.path()}#state")
    assert 'id="state"' in client.get(improvement.path()).content.decode()


def test_what_nobody_looks_after_is_given_to_someone(client, improvement, manager, employee, now):
    change_state(by=manager, improvement=improvement, state=State.DOING, public_line="We mend the second system.",
                 public_line_nl="", now=now)  # fmt: skip
    (loop,) = rows_of(client, "unowned", manager)
    assert loop.missing == "Billing has it, and nobody there looks after it."
    assert loop.onward == f"{improvement.path()}#whose"
    give(by=manager, improvement=improvement, department=improvement.department, owner=employee, now=now)
    assert not rows_of(client, "unowned", manager)
    employee.is_active = False
    employee.save()
    assert rows_of(client, "unowned", manager), "its owner left"
    employee.is_active = True
    employee.save()
    (loop,) = rows_of(client, "untold", employee)
    assert loop.missing == "0 people are told so far; the others follow by themselves."


def test_who_can_not_decide_reads_who_does(client, improvement, learning, employee, manager):
    for person, buttons in ((employee, 0), (manager, 1)):
        client.force_login(person)
        page = client.get("/improvements/standing-still/").content.decode()
        assert page.count("Make an improvement of it") == page.count("Say where it stands") == buttons
        assert ("A manager or the lead decides this." in page) is (not buttons)
