"""The question page: what each reader sees of a thread, in the same number of queries whatever its length."""

from datetime import timedelta

import pytest

from forum.actions.accept import accept_answer
from forum.actions.follow import follow_question
from forum.actions.visibility import hide_post
from forum.actions.vote import cast_vote
from forum.models import Card
from forum.queries import structured
from forum.queries.question import question_page
from tests import builders

pytestmark = pytest.mark.django_db


def page_for(question, member, now, language="en"):
    return question_page(question.pk, member=member, language=language, now=now)


def test_the_solution_comes_first_then_the_official_word_then_what_helped(
    question, asker, helper, employee, now
):
    plain = builders.make_answer(
        question=question, by=asker, now=now, body="I thought of something myself too."
    )
    liked = builders.make_answer(
        question=question, by=builders.make_member("Daan"), now=now + timedelta(hours=1)
    )
    builders.make_expert(employee, tag="fibre")
    official = builders.make_answer(question=question, by=employee, now=now + timedelta(hours=2))
    solution = builders.make_answer(question=question, by=helper, now=now + timedelta(hours=3))
    cast_vote(by=helper, post=liked, value=1, now=now)
    accept_answer(by=asker, answer=solution, now=now)
    page = page_for(question, None, now)
    expected = [solution, official, liked, plain]
    assert [f'id="answer-{each.pk}"' in html for each, html in zip(expected, page.answers, strict=True)] == [
        True
    ] * 4


@pytest.mark.parametrize("count", [3, 40])
def test_a_visitor_costs_three_queries_however_long_the_thread(
    question, helper, now, count, django_assert_num_queries
):
    for number in range(count):
        builders.make_answer(question=question, by=helper, now=now, body=f"Answer number {number} to this.")
    with django_assert_num_queries(3):
        page = page_for(question, None, now)
    assert len(page.answers) == count


@pytest.mark.parametrize("count", [3, 40])
def test_a_members_layer_costs_no_query_of_its_own(
    question, helper, asker, now, count, django_assert_num_queries
):
    for number in range(count):
        builders.make_answer(question=question, by=helper, now=now, body=f"Answer number {number} to this.")
    with django_assert_num_queries(3):
        page_for(question, asker, now)


def test_a_visitor_gets_nothing_personal(question, answer, now):
    html = "".join([page_for(question, None, now).card, *page_for(question, None, now).answers])
    assert "<button" not in html
    assert "<form" not in html
    assert "/accounts/login/?next=" in html


def test_the_own_vote_and_follow_are_pressed(question, answer, stranger, now):
    cast_vote(by=stranger, post=answer, value=1, now=now)
    follow_question(by=stranger, question=question, now=now)
    page = page_for(question, stranger, now)
    assert page.viewer.votes[str(answer.pk)] == 1
    assert page.viewer.follows
    assert 'value="0" aria-pressed="true"' in page.answers[0]


def test_only_the_asker_is_offered_to_accept(question, answer, asker, stranger, now):
    assert "This solved it" in page_for(question, asker, now).answers[0]
    assert "This solved it" not in page_for(question, stranger, now).answers[0]


def test_a_hidden_question_is_for_its_author_and_moderators(question, asker, stranger, moderator, now):
    hide_post(by=moderator, post=question, reason="This is advertising.", now=now)
    assert page_for(question, None, now) is None
    assert page_for(question, stranger, now) is None
    assert page_for(question, moderator, now) is not None
    assert page_for(question, asker, now).hidden_because == "This is advertising."


def test_a_hidden_answer_is_gone_for_others(question, answer, helper, moderator, now):
    hide_post(by=moderator, post=answer, reason="This is advertising.", now=now)
    assert page_for(question, None, now).answers == []
    assert len(page_for(question, helper, now).answers) == 1
    assert len(page_for(question, moderator, now).answers) == 1


def test_missing_cards_are_rendered_at_the_first_reading(question, answer, now):
    Card.objects.all().delete()
    assert len(page_for(question, None, now).answers) == 1
    assert Card.objects.count() == 4


def test_the_verdict_tells_who_found_it_and_how_fast(question, helper, asker, now):
    answer = builders.make_answer(question=question, by=helper, now=now + timedelta(minutes=28))
    accept_answer(by=asker, answer=answer, now=now + timedelta(hours=3))
    verdict = page_for(question, None, now).verdict
    assert verdict.lead == "Solved."
    assert verdict.text == "Joost found it in 28 minutes and Femke accepted it."


def test_the_timeline_tells_what_happened_in_order(question, helper, asker, now):
    answer = builders.make_answer(question=question, by=helper, now=now + timedelta(minutes=28))
    accept_answer(by=asker, answer=answer, now=now + timedelta(hours=3))
    told = [moment.text for moment in page_for(question, None, now).moments]
    assert told == ["Femke asked", "Joost answered", "Femke accepted an answer as the solution"]


def test_an_employee_is_told_whether_they_answer_officially(question, employee, now):
    assert not page_for(question, employee, now).viewer.answers_officially
    builders.make_expert(employee, tag="fibre")
    assert page_for(question, employee, now).viewer.answers_officially


def test_machines_read_the_names_behind_mentions(question, helper, stranger, now):
    body = f"Ask [@Wouter]({stranger.path()}), who has the same box at home."
    builders.make_answer(question=question, by=helper, now=now, body=body)
    stranger.name = "Wouter de Smit"
    stranger.save()
    page = question_page(question.pk, member=None, language="en", now=now)
    (told,) = structured.qa_page(page.thread)["mainEntity"]["suggestedAnswer"]
    assert told["text"] == "Ask @Wouter de Smit, who has the same box at home."
