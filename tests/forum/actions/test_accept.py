"""Accepting and undoing: who, once per question, and both sides' points."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from community.events.models import Event
from forum.actions.accept import accept_answer, undo_acceptance
from forum.models import Answer, ImportedRow, Question
from forum.rules import NotAllowed
from reputation.models import Entry, Reason
from tests.builders import make_answer, make_member
from tests.forum.actions.ledgers import kinds, tag_totals, total

pytestmark = pytest.mark.django_db
FORTNIGHT = timedelta(days=14)


def fresh(answer: Answer) -> Answer:
    return Answer.objects.select_related("question").get(pk=answer.pk)


def test_accepting_solves_and_pays_both_sides(question, answer, asker, helper, now):
    accept_answer(by=asker, answer=answer, now=now)
    it = fresh(answer)
    assert (it.accepted_at, it.accepted_by, it.acceptances) == (now, asker, 1)
    assert (it.question.state, it.question.accepted_count) == ("solved", 1)
    assert (total(helper), total(asker)) == (15, 2)
    assert tag_totals(helper) == {"fibre": 15}
    event = Event.objects.get(kind="answer.accepted")
    assert (event.subject, event.actor, event.announce_due_at) == (answer.subject, asker, now)


def test_accepting_twice_is_accepting_once(answer, asker, helper, now):
    accept_answer(by=asker, answer=answer, now=now)
    accept_answer(by=asker, answer=answer, now=now + FORTNIGHT)
    assert (total(helper), total(asker)) == (15, 2)
    assert kinds(answer.question).count("answer.accepted") == 1


def test_undoing_takes_back_from_both_sides(answer, asker, helper, now):
    accept_answer(by=asker, answer=answer, now=now)
    undo_acceptance(by=asker, answer=answer, now=now)
    it = fresh(answer)
    assert (it.accepted_at, it.accepted_by, it.question.state) == (None, None, "answered")
    assert (total(helper), total(asker)) == (0, 0)
    assert kinds(answer.question)[-1] == "answer.unaccepted"
    undo_acceptance(by=asker, answer=answer, now=now)
    assert kinds(answer.question).count("answer.unaccepted") == 1


def test_accepted_undone_and_accepted_again_counts_once_in_the_end(answer, asker, helper, now):
    for _ in range(3):
        accept_answer(by=asker, answer=answer, now=now)
        undo_acceptance(by=asker, answer=answer, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    assert (total(helper), total(asker)) == (15, 2)
    assert fresh(answer).acceptances == 4


def test_another_solution_takes_the_place_of_the_first(question, answer, asker, helper, stranger, now):
    better = make_answer(question=question, by=stranger, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    accept_answer(by=asker, answer=better, now=now)
    assert fresh(answer).accepted_at is None
    assert fresh(better).question.accepted_count == 1
    assert (total(helper), total(stranger), total(asker)) == (0, 15, 2)
    assert kinds(question)[-3:] == ["answer.accepted", "answer.unaccepted", "answer.accepted"]


def test_a_board_may_allow_several_solutions_and_thanks_the_asker_once(
    question, answer, asker, helper, stranger, now
):
    question.board.allows_several_accepted = True
    question.board.save()
    other = make_answer(question=question, by=stranger, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    accept_answer(by=asker, answer=other, now=now)
    assert fresh(answer).question.accepted_count == 2
    assert (total(helper), total(stranger), total(asker)) == (15, 15, 2)


def test_nobody_earns_by_accepting_themselves(question, asker, now):
    own = make_answer(question=question, by=asker, now=now)
    accept_answer(by=asker, answer=own, now=now)
    assert fresh(own).question.state == "solved"
    assert not Entry.objects.exists()


def test_an_employees_answer_earns_the_asker_only(question, employee, asker, now):
    answer = make_answer(question=question, by=employee, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    assert [entry.reason for entry in Entry.objects.all()] == [Reason.ACCEPTED_AN_ANSWER]


def test_acceptance_is_exempt_from_the_days_cap(question, answer, asker, helper, now):
    Entry.objects.create(
        member=helper, reason=Reason.ANSWER_UPVOTED, subject="ballot:0", post="answer:0", points=200, at=now
    )
    accept_answer(by=asker, answer=answer, now=now)
    assert Entry.objects.get(reason=Reason.ANSWER_ACCEPTED).points == 15


@pytest.mark.parametrize("person", ["stranger", "helper", "employee", "agent", "moderator", "manager"])
def test_others_do_not_accept_while_the_asker_is_around(request, answer, now, person):
    with pytest.raises(NotAllowed, match="person who asked"):
        accept_answer(
            by=request.getfixturevalue(person), answer=answer, now=now + FORTNIGHT - timedelta(minutes=1)
        )


@pytest.mark.parametrize("person", ["agent", "moderator"])
def test_staff_accept_for_an_asker_who_was_silent_for_two_weeks(request, answer, asker, helper, now, person):
    by = request.getfixturevalue(person)
    accept_answer(by=by, answer=answer, now=now + FORTNIGHT)
    assert fresh(answer).accepted_by == by
    assert (total(helper), total(asker)) == (15, 0), "the asker did not say so"
    with pytest.raises(NotAllowed):
        undo_acceptance(by=make_member("Passer-by"), answer=answer, now=now + FORTNIGHT)
    undo_acceptance(by=asker, answer=answer, now=now + FORTNIGHT)
    assert total(helper) == 0


def test_a_trusted_member_accepts_for_a_silent_asker_once_one_of_theirs_was(
    question, answer, asker, stranger, now
):
    with pytest.raises(NotAllowed):
        accept_answer(by=stranger, answer=answer, now=now + FORTNIGHT)
    theirs = make_answer(question=question, by=stranger, now=now)
    Answer.objects.filter(pk=theirs.pk).update(accepted_at=now, accepted_by=asker)
    accept_answer(by=stranger, answer=answer, now=now + FORTNIGHT)
    assert fresh(answer).accepted_by == stranger


def test_the_house_may_undo(answer, asker, helper, now):
    accept_answer(by=asker, answer=answer, now=now)
    undo_acceptance(by=None, answer=answer, now=now)
    assert total(helper) == 0
    assert Event.objects.get(kind="answer.unaccepted").actor is None


def test_hidden_answers_are_not_solutions(answer, asker, now):
    Answer.objects.update(hidden_at=now)
    with pytest.raises(NotAllowed):
        accept_answer(by=asker, answer=answer, now=now)


def test_who_and_when_travel_in_pairs(answer, asker):
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(accepted_by=asker)


def test_one_question_is_solved_once_in_the_counters(question, answer, asker, now):
    accept_answer(by=asker, answer=answer, now=now)
    assert Question.objects.solved().get() == question
    assert not Question.objects.unsolved().exists()


def test_a_solution_that_the_community_owned_where_it_came_from_earns_the_asker_only(
    question, answer, asker, now
):
    ImportedRow.objects.create(board=question.board, kind="communal_a", original_id=7, object_id=answer.pk)
    accept_answer(by=asker, answer=answer, now=now)
    assert [entry.member for entry in Entry.objects.all()] == [asker]
