"""What waits for somebody to accept an answer in a silent asker's place, for those who may."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from community.lib import clock
from forum.actions.accept import accept_answer
from tests.builders import make_answer, make_comment, make_question

pytestmark = pytest.mark.django_db
ADDRESS = "/questions/to-accept/"


@pytest.fixture
def two_weeks_later(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=14))


def read(client, member) -> str:
    client.force_login(member)
    reply = client.get(ADDRESS)
    return reply.content.decode() if reply.status_code == 200 else str(reply.status_code)


def test_an_answered_question_stands_there_after_two_weeks_of_silence(
    client, moderator, question, answer, now, monkeypatch
):
    for days, there in ((13, False), (14, True)):
        monkeypatch.setattr(clock, "now", lambda days=days: now + timedelta(days=days))
        assert (question.title in read(client, moderator)) is there


@pytest.mark.parametrize("word", ["accepted", "spoken", "unanswered"])
def test_what_is_accepted_spoken_of_or_unanswered_does_not(
    client, moderator, board, question, answer, asker, now, two_weeks_later, word
):
    if word == "accepted":
        accept_answer(by=asker, answer=answer, now=now)
    if word == "spoken":
        make_comment(question=question, by=asker, now=now + timedelta(days=1), body="It helped a little.")
    if word == "unanswered":
        answer.delete()
        question.answer_count = 0
        question.save()
    assert question.title not in read(client, moderator)


def test_a_trusted_member_sees_it_once_an_answer_of_theirs_solved_something(
    client, board, stranger, asker, question, answer, now, two_weeks_later
):
    assert read(client, stranger) == "302"
    other = make_question(board=board, by=asker, now=now, title="How do I restart the modem?")
    accept_answer(by=asker, answer=make_answer(question=other, by=stranger, now=now), now=now)
    # For five minutes what was looked up before is kept.
    cache.clear()
    assert question.title in read(client, stranger)


def test_nobody_sees_their_own_question_or_one_only_they_answered(
    client, moderator, board, helper, question, answer, now, two_weeks_later
):
    own = make_question(board=board, by=moderator, now=now, title="What does the red light mean?")
    make_answer(question=own, by=helper, now=now)
    theirs = make_question(board=board, by=helper, now=now, title="Why is my bill split in two?")
    make_answer(question=theirs, by=moderator, now=now)
    page = read(client, moderator)
    assert question.title in page and own.title not in page and theirs.title not in page


@pytest.mark.parametrize(("person", "offered"), [("moderator", True), ("agent", True), ("asker", False)])
def test_it_is_offered_where_lists_are_chosen(request, client, question, person, offered):
    client.force_login(request.getfixturevalue(person))
    assert (ADDRESS in client.get("/questions/").content.decode()) is offered


def test_visitors_sign_in_first(client, question):
    assert "/accounts/login/" in client.get(ADDRESS)["Location"]
