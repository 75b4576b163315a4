"""Questions as documents: what anyone may read, and nothing else."""

from datetime import timedelta

import pytest

from forum.models import Question
from forum.search import face, indexing, questions
from tests import builders


@pytest.fixture
def indexed(tantivy_search, settings):
    settings.SEARCH_DOCUMENTS = ["forum.search.questions"]


def due(question, at):
    Question.objects.filter(pk=question.pk).update(index_due_at=at)


def test_a_question_is_found_by_its_answer(indexed, question, answer, now):
    due(question, now)
    while indexing.sweep():
        pass
    assert [hit.id for hit in face.search("set the time to four at night").hits] == [question.pk]
    assert questions.stale(10) == []


def test_the_document_says_what_stands_on_the_page(question, answer):
    (document,) = questions.documents([question.pk])
    assert (document.kind, document.id, document.title) == ("question", question.pk, question.title)
    assert document.body.startswith("It stops every evening")
    assert "four at night" in document.body
    assert document.tags == ("fibre",)
    assert (document.board_id, document.language, document.state) == (question.board_id, "en", "answered")
    assert (document.answers, document.solved, document.url) == (1, False, question.path())


def test_a_hidden_question_has_no_document_and_a_hidden_answer_no_words(question, answer, moderator, now):
    type(answer).objects.filter(pk=answer.pk).update(hidden_at=now, hidden_by=moderator)
    assert "four at night" not in questions.documents([question.pk])[0].body
    Question.objects.filter(pk=question.pk).update(hidden_at=now, hidden_by=moderator)
    assert questions.documents([question.pk]) == []
    assert question.pk in questions.all_ids_after(0, 10)


def test_a_question_that_became_due_again_meanwhile_stays_due(question, now):
    due(question, now)
    seen = questions.stale(10)
    due(question, now - timedelta(seconds=5))
    questions.done(seen)
    assert [id for id, _ in questions.stale(10)] == [question.pk]
    questions.done(questions.stale(10))
    assert questions.stale(10) == []


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow(board, asker, helper, now, count, django_assert_num_queries):
    for number in range(count):
        when = now + timedelta(minutes=number)
        asked = builders.make_question(board=board, by=asker, now=when, title=f"Question number {number}")
        builders.make_answer(question=asked, by=helper, now=when)
    ids = questions.all_ids_after(0, 100)
    with django_assert_num_queries(3):
        assert len(questions.documents(ids)) == count
