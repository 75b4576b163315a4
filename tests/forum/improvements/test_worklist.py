"""The half-finished eight: what stands still, by department, with its age."""

import pytest

from forum.improvements.actions.change import change_state
from forum.improvements.actions.improve import gather, gather_learning, give
from forum.improvements.actions.learn import note_learning
from forum.improvements.actions.tell_changes import tell_due
from forum.improvements.models import Learning, State
from forum.improvements.queries.worklist import standing_still

pytestmark = pytest.mark.django_db


def counted(department=None):
    return {group.slug: group.count for group in standing_still(department, "en") if group.count}


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
