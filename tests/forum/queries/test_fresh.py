"""What is new since the last visit: others' posts, for members who were there before."""

from datetime import timedelta

import pytest

from forum.actions.visit import note_visit
from forum.models import Visit
from forum.queries.fresh import fresh_ids
from forum.queries.question import question_page
from tests import builders

pytestmark = pytest.mark.django_db


def test_what_came_after_the_visit_is_marked_and_counted(question, answer, stranger, helper, now):
    note_visit(by=stranger, question=question, seen_at=now + timedelta(hours=2), now=now + timedelta(hours=2))
    later = builders.make_answer(question=question, by=helper, now=now + timedelta(hours=3))
    page = question_page(question.pk, member=stranger, language="en", now=now + timedelta(hours=4))
    assert page.fresh.anchors == {f"answer-{later.pk}"}
    assert page.fresh_first == f"answer-{later.pk}"
    assert sum("badge-new" in card for card in page.answers) == 1


def test_ones_own_words_are_not_new(question, helper, now):
    note_visit(by=helper, question=question, seen_at=now, now=now)
    builders.make_answer(question=question, by=helper, now=now + timedelta(hours=1))
    page = question_page(question.pk, member=helper, language="en", now=now + timedelta(hours=2))
    assert page.fresh.anchors == set()


@pytest.mark.parametrize("who", ["nobody", "first visit"])
def test_nothing_is_new_without_an_earlier_visit(question, answer, stranger, now, who):
    page = question_page(
        question.pk, member=stranger if who == "first visit" else None, language="en", now=now
    )
    assert "badge-new" not in "".join(page.answers)


def test_a_visit_moves_forward_only_and_never_into_the_future(question, stranger, now):
    note_visit(by=stranger, question=question, seen_at=now + timedelta(days=9), now=now)
    note_visit(by=stranger, question=question, seen_at=now - timedelta(days=1), now=now)
    assert Visit.objects.get().seen_at == now


def test_a_list_marks_what_moved_since(question, stranger, helper, now):
    other = builders.make_question(board=question.board, by=helper, now=now)
    note_visit(by=stranger, question=question, seen_at=now, now=now)
    builders.make_answer(question=question, by=helper, now=now + timedelta(hours=1))
    assert fresh_ids(stranger, [question.pk, other.pk]) == {question.pk}
