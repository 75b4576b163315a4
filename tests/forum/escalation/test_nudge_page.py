"""The page of a nudge, opened after others decided something about the question: it asks only what can be said."""

import re

import pytest
from django.test import Client

from forum.actions.accept import accept_answer
from forum.actions.close import close_question
from forum.actions.curate import lock_question
from forum.escalation import reminding
from forum.escalation.actions.say_solved import say_solved
from forum.escalation.ladder import Course
from forum.models import Answer, Question
from forum.webcare.actions.own import take_case
from forum.webcare.actions.talk import go_private, say_privately
from forum.webcare.models import Case
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
NO_LONGER = "This is no longer asked"


@pytest.fixture
def answered(question, helper, sweep):
    """Asked on Tuesday at nine, answered at ten."""
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    sweep("10:00")
    return answer


@pytest.fixture
def accepted(answered, moderator, sweep):
    """Two weeks later, by somebody trusted: the asker had said nothing."""
    accept_answer(by=moderator, answer=answered, now=local("2026-12-02T10:00"))
    sweep("2026-12-02T10:00")
    return answered


@pytest.fixture
def page(question, asker, at):
    """What the asker reads who opens the letter's link, or presses a button there."""

    def open_(end: str = "", **pressed) -> str:
        at("2026-12-03T11:00")
        path = f"/solved-yet/{reminding.token_for(question, asker)}/{end}"
        client = Client()
        shown = client.post(path, pressed, follow=True) if pressed else client.get(path)
        assert shown.status_code == 200
        return shown.content.decode().partition("<main")[2].partition("</main>")[0]

    return open_


def buttons(main: str) -> list[str]:
    return re.findall(r'name="say" value="([^"]+)"', main)


def test_who_accepted_for_the_asker_is_named_and_nobody_is_thanked(page, accepted, moderator):
    main = page()
    assert f"{moderator.name} accepted this answer as the solution." in main
    assert "Thank you for saying so" not in main and accepted.body[:20] in main
    assert re.findall(r'href="\?say=([^"]+)"', main) == ["not-yet", "missing"]


def test_an_answer_accepted_by_who_is_gone_names_nobody(page, accepted):
    Answer.objects.update(accepted_by=None, accepted_at=None)
    Answer.objects.update(accepted_at=local("2026-12-02T10:00"))
    assert "This answer was accepted as the solution." in page()


@pytest.mark.parametrize("say", ["not-yet", "missing"])
def test_the_asker_can_still_disagree_from_the_letter(page, accepted, moderator, climb_of, question, say):
    main = page(f"?say={say}")
    assert f"{moderator.name} accepted this answer as the solution." in main and buttons(main) == [say]
    main = page(say=say, missing="It still drops at nine.")
    assert "Then we go on looking" in main
    assert (Question.objects.get().state, climb_of(question).course) == ("answered", Course.CLIMBING)


def test_who_said_so_themselves_is_thanked(page, answered, asker):
    accept_answer(by=asker, answer=answered, now=local("2026-11-19T11:00"))
    assert "Thank you for saying so" in page("?say=not-yet")


def test_so_is_who_said_it_without_naming_an_answer(page, question, asker, agent, sweep):
    sweep("17:00")
    case = take_case(by=agent, case=Case.objects.get(), now=local("2026-11-17T17:05"))
    go_private(by=agent, case=case, reason="It is about a bill", now=local("2026-11-17T17:06"))
    say_privately(by=agent, case=case, body="We mend it.", form_key="p", now=local("2026-11-17T17:10"))
    say_solved(by=asker, question=question, now=local("2026-11-18T10:00"))
    assert "Thank you for saying so" in page()


def test_a_closed_question_is_no_longer_asked_about(page, question, answered, moderator):
    close_question(
        by=moderator, question=question, closed_as="not_here", note="This is not for here",
        now=local("2026-11-19T11:00"),
    )  # fmt: skip
    for main in (page(), page("?say=not-yet"), page(say="not-yet"), page(say="solved", answer=answered.pk)):
        assert NO_LONGER in main and not buttons(main)
        assert "Only the person who asked" not in main


def test_nor_is_a_locked_one_whose_asker_can_say_nothing(page, question, answered, moderator):
    lock_question(
        by=moderator, question=question, on=True, reason="It gets heated here", now=local("2026-11-18T11:00")
    )
    assert NO_LONGER in page() and NO_LONGER in page(say="not-yet")


def test_a_locked_question_is_not_asked_about_by_mail(question, answered, moderator, sweep):
    lock_question(
        by=moderator, question=question, on=True, reason="It gets heated here", now=local("2026-11-18T11:00")
    )
    sweep("2026-11-18T11:00")
    assert reminding.remind(local("2026-11-19T10:00")) == 0
