"""When others may accept for an asker: it is the asker's own silence that counts, whoever else goes on talking."""

from datetime import timedelta

import pytest

from community.lib import clock
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.answer import answer_question
from forum.actions.close import close_question
from forum.actions.edit import edit_question
from forum.actions.reopen import ask_to_reopen, reopen_question
from forum.escalation.actions.call_webcare import call_webcare
from forum.models import Answer, CloseReason, Comment
from forum.rules import NotAllowed
from forum.webcare.actions.own import take_case
from forum.webcare.actions.talk import go_private, say_back
from forum.webcare.models import Case, CaseReason
from tests.builders import make_answer, make_comment

pytestmark = pytest.mark.django_db
LIST, OFFER = "/questions/to-accept/", "This solved it"


@pytest.fixture
def day(now, monkeypatch):
    """The moment so many days after it was asked, and the clock there."""

    def move(days: float):
        moment = now + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return move


@pytest.fixture
def is_offered(client, moderator, question, answer):
    """On the list, on the question's page and by the action: all three say the same."""

    def look(moment) -> bool:
        client.force_login(moderator)
        listed = question.title in client.get(LIST).content.decode()
        assert (OFFER in client.get(question.path()).content.decode()) is listed
        if listed:
            accept_answer(by=moderator, answer=answer, now=moment)
            undo_acceptance(by=moderator, answer=answer, now=moment)
        else:
            with pytest.raises(NotAllowed):
                accept_answer(by=moderator, answer=answer, now=moment)
        return listed

    return look


def test_what_others_go_on_saying_leaves_the_asker_as_silent(
    question, stranger, helper, answer, day, is_offered
):
    make_comment(question=question, by=stranger, now=day(13), body="I have this too.")
    make_comment(question=question, answer=answer, by=helper, now=day(13), body="Did it help?")
    make_answer(question=question, by=stranger, now=day(13), body="Ask for another cable, it helped me.")
    assert not is_offered(day(13.9))
    assert is_offered(day(14))


@pytest.mark.parametrize("where", ["question", "answer", "own answer", "edit"])
def test_the_asker_s_own_word_counts_wherever_it_stands(question, asker, answer, day, is_offered, where):
    if where in ("question", "answer"):
        under = answer if where == "answer" else None
        make_comment(question=question, answer=under, by=asker, now=day(10), body="It fell again last night.")
    elif where == "own answer":
        answer_question(
            by=asker,
            question=question,
            body="For now I restart it by hand each day.",
            form_key=None,
            now=day(10),
        )
    else:
        edit_question(
            by=asker, question=question, title=question.title, body=f"{question.body} At eight now.",
            tags=["fibre"], reason="", seen=1, now=day(10),
        )  # fmt: skip
    assert not is_offered(day(23.9))
    assert is_offered(day(24))


def test_what_was_taken_away_says_nothing(question, asker, day, now, is_offered):
    comment = make_comment(question=question, by=asker, now=day(10), body="Buy my old modem, cheap.")
    assert not is_offered(day(14))
    Comment.objects.filter(pk=comment.pk).update(hidden_at=now)
    assert is_offered(day(14))


def test_who_takes_a_solution_back_is_not_silent(asker, answer, day, is_offered):
    accept_answer(by=asker, answer=answer, now=day(1))
    undo_acceptance(by=asker, answer=answer, now=day(12))
    assert not is_offered(day(14))
    assert is_offered(day(26))


def test_who_wrote_to_webcare_in_private_is_not_silent(question, asker, agent, answer, day, is_offered):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=day(1))
    case = take_case(by=agent, case=Case.objects.get(), now=day(2))
    go_private(by=agent, case=case, reason="It is about a bill", now=day(2))
    say_back(by=asker, case=case, body="It does not work at all.", form_key="b", now=day(10))
    assert not is_offered(day(23.9))
    assert is_offered(day(24))


def test_who_opens_their_question_again_is_not_silent(question, asker, answer, day, is_offered):
    note = {"closed_as": CloseReason.NOT_NEEDED, "note": "I found it myself."}
    close_question(by=asker, question=question, **note, now=day(1))
    reopen_question(by=asker, question=question, now=day(10))
    assert not is_offered(day(23.9))
    assert is_offered(day(24))


def test_nor_is_who_asked_to_have_it_opened(question, asker, moderator, answer, day, is_offered):
    note = {"closed_as": CloseReason.NOT_HERE, "note": "This is not for here."}
    close_question(by=moderator, question=question, **note, now=day(1))
    ask_to_reopen(by=asker, question=question, note="It is about your box.", now=day(10))
    reopen_question(by=moderator, question=question, now=day(11))
    assert not is_offered(day(23.9))
    assert is_offered(day(24))


def test_an_answer_that_just_came_waits_for_the_asker_first(
    client, moderator, question, answer, helper, day, now
):
    Answer.objects.filter(pk=answer.pk).update(created_at=day(20))
    client.force_login(moderator)
    assert question.title not in client.get(LIST).content.decode()
    with pytest.raises(NotAllowed):
        accept_answer(by=moderator, answer=answer, now=day(33))
    accept_answer(by=moderator, answer=answer, now=day(34))


def test_the_question_of_somebody_who_left_is_silent_since_it_was_asked(
    question, asker, answer, day, is_offered
):
    make_comment(question=question, by=asker, now=day(10), body="It fell again last night.")
    asker.delete()
    question.refresh_from_db()
    assert is_offered(day(14))
