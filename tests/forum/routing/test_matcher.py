"""Who is asked: colleagues with confirmed expertise and room for one more, most fitting first."""

import pytest

from community.tags.models import Tag
from forum.actions.accept import accept_answer
from forum.models import Expertise
from forum.routing.matcher import CAPACITY, match
from forum.routing.models import ExpertRequest
from tests.builders import make_answer, make_department, make_expert, make_member, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(department):
    return lambda name: make_member(name, department=department)


def ids(matches) -> list[int]:
    return [one.member_id for one in matches]


def test_who_knows_the_tag_comes_before_who_knows_the_board(question, board, colleague, now):
    of_the_board, of_the_tag = colleague("Els"), colleague("Piet")
    make_expert(of_the_board, board=board)
    make_expert(of_the_tag, tag="fibre")
    matches = match(question, now=now)
    assert ids(matches) == [of_the_tag.pk, of_the_board.pk]
    assert [one.why["kind"] for one in matches] == ["tag", "board"]


def test_unconfirmed_expertise_does_not_count(question, colleague, now):
    member = colleague("Els")
    Expertise.objects.create(member=member, tag=Tag.objects.get(slug="fibre"))
    assert match(question, now=now) == []


def test_never_the_asker_nor_somebody_left_out(board, colleague, now):
    asker, left_out = colleague("Els"), colleague("Piet")
    question = make_question(board=board, by=asker, now=now)
    for member in (asker, left_out):
        make_expert(member, tag="fibre")
    assert match(question, exclude=[left_out.pk], now=now) == []


def test_only_colleagues_who_are_here(question, helper, colleague, now):
    gone, customer = colleague("Els"), helper
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    for member in (gone, customer):
        make_expert(member, tag="fibre")
    assert match(question, now=now) == []


def test_between_equals_the_one_with_least_waiting_is_asked(board, asker, colleague, now):
    busy, free = colleague("Els"), colleague("Piet")
    for member in (busy, free):
        make_expert(member, tag="fibre")
    other = make_question(board=board, by=asker, now=now)
    ExpertRequest.objects.create(question=other, member=busy, asked_at=now, state_at=now)
    assert ids(match(make_question(board=board, by=asker, now=now), now=now)) == [free.pk, busy.pk]


def test_who_has_too_much_waiting_is_left_alone(board, asker, colleague, now):
    busy = colleague("Els")
    make_expert(busy, tag="fibre")
    for _ in range(CAPACITY):
        other = make_question(board=board, by=asker, now=now)
        ExpertRequest.objects.create(question=other, member=busy, asked_at=now, state_at=now)
    assert match(make_question(board=board, by=asker, now=now), now=now) == []


def test_accepted_answers_about_the_tag_count_and_are_the_reason(board, asker, colleague, now):
    helped, knows = colleague("Els"), colleague("Piet")
    for member in (knows, helped):
        make_expert(member, tag="fibre")
    earlier = make_question(board=board, by=asker, now=now)
    accept_answer(by=asker, answer=make_answer(question=earlier, by=helped, now=now), now=now)
    first = match(make_question(board=board, by=asker, now=now), now=now)[0]
    assert (first.member_id, first.why) == (helped.pk, {"kind": "tag", "tag": "fibre", "answers": 1})


def test_in_a_department_anybody_can_be_asked_after_those_who_know(question, department, colleague, now):
    unknowing, knowing = colleague("Els"), colleague("Piet")
    make_expert(knowing, tag="fibre")
    elsewhere = make_member("Jan", department=make_department("Billing"))
    make_expert(elsewhere, tag="fibre")
    assert ids(match(question, now=now, department=department)) == [knowing.pk, unknowing.pk]


def test_three_at_a_time(question, colleague, now):
    for number in range(5):
        make_expert(colleague(f"Colleague {number}"), tag="fibre")
    assert len(match(question, now=now)) == 3
