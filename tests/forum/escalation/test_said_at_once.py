"""What the page says of the ladder holds at once, before the sweep came by, and in the right tense."""

import re

import pytest
from django.core import mail

from community.lib import clock
from community.notifications import letters
from forum.escalation import queries
from forum.escalation.actions.ask_privately import ask_privately
from forum.escalation.actions.call_webcare import call_webcare
from forum.models import Question
from forum.webcare import privatelink
from forum.webcare.actions.own import take_case
from forum.webcare.actions.talk import say_back, say_privately
from forum.webcare.models import Case, CaseReason
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
PROMISE = "There is an answer before"


@pytest.fixture(autouse=True)
def start(at):
    at("09:10")


@pytest.fixture
def read(client, question):
    def page(reader=None, path: str = "") -> str:
        client.logout() if reader is None else client.force_login(reader)
        html = client.get(path or Question.objects.get(pk=question.pk).path()).content.decode()
        return re.sub(r"\s+", " ", html)

    return page


def ladder_of(page: str) -> str:
    return re.sub(r"<.*?>", "", page.partition('class="ladder"')[2].partition("</ol>")[0])


def test_a_rung_that_lies_ahead_says_when_it_will_be_asked(question, read, sweep):
    sweep("09:05")
    rungs = ladder_of(read())
    assert "Regular helpersWill be asked Tuesday 11:00." in rungs
    assert "Colleagues who know thisWill be asked Tuesday 13:00." in rungs and ">Asked" not in rungs
    assert "WebcareTakes over" in rungs


def test_before_the_sweep_it_says_the_same_of_a_new_question(question, read):
    assert "Regular helpersWill be asked Tuesday 11:00." in ladder_of(read())


def test_after_an_answer_none_is_promised_any_more(client, question, asker, helper, read, sweep):
    sweep("09:05")
    assert PROMISE in read(helper)
    assert queries.promises_for([question.pk]) and queries.climbing_now(5)
    make_answer(question=question, by=helper, now=local("2026-11-17T09:10"))
    for reader in (helper, asker, None):
        page = read(reader)
        assert PROMISE not in page and "You have an answer before" not in page
        assert ladder_of(page) == "" and "Regular helpers are asked" not in page
    assert queries.promises_for([question.pk]) == {} and queries.climbing_now(5) == []


def test_an_answer_of_the_asker_or_one_judged_down_answers_nothing(question, asker, helper, read, sweep):
    sweep("09:05")
    make_answer(question=question, by=asker, now=local("2026-11-17T09:10"))
    assert PROMISE in read()
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T09:11"))
    type(answer).objects.filter(pk=answer.pk).update(score=-2)
    assert PROMISE in read()


def test_what_was_answered_before_still_not_solved_counts_no_more(
    question, asker, helper, agent, read, sweep
):
    make_answer(question=question, by=helper, now=local("2026-11-17T09:06"))
    sweep("09:07")
    call_webcare(by=asker, question=question, reason=CaseReason.NOT_SOLVED, now=local("2026-11-17T09:10"))
    assert "Webcare answers before" in read()
    make_answer(question=question, by=helper, now=local("2026-11-17T09:20"))
    assert "Webcare answers before" not in read()


@pytest.fixture
def asked_privately(question, asker):
    ask_privately(
        by=asker, question=question, body="It is about my bill.", form_key="a", now=local("2026-11-17T10:00")
    )
    return Case.objects.get()


def replied(case, agent, moment: str = "10:30", **told):
    case = take_case(by=agent, case=case, now=local("2026-11-17T10:10"))
    now = local(f"2026-11-17T{moment}")
    say_privately(by=agent, case=case, body="You get 20 euro back.", form_key="p", now=now, **told)


def test_the_promise_for_a_fresh_private_question_stays_in_sight(client, question, asker, at, read, sweep):
    at("10:00")
    client.force_login(asker)
    sent = client.post(f"/ladder/{question.pk}/private/", {"body": "It is about my bill."})
    for _once_more in ("at once", "after the sweep"):
        page = read(asker, sent["Location"])
        assert "You have an answer from webcare before" in page and ">Tuesday 12:00</time>" in page
        sweep("10:01")


def test_after_a_private_reply_it_says_by_when_they_hear_again(
    asked_privately, asker, agent, at, read, sweep
):
    at("10:30")
    replied(asked_privately, agent)
    asker.time_zone = "America/New_York"
    asker.save()
    letter = privatelink.address(asker.pk, asked_privately.pk)
    for _once_more in ("at once", "after the sweep"):
        for reader, path in ((asker, f"/private/{asked_privately.pk}/"), (None, letter)):
            page = read(reader, path)
            assert "You hear from us again before" in page and ">Wednesday 04:30</time>" in page
        sweep("10:31")


@pytest.mark.parametrize("swept", [False, True])
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "You hear from us again before Wednesday 10:30."), ("nl", "woensdag 10:30")],
)
def test_the_private_letter_says_it_too(asked_privately, asker, agent, at, sweep, language, words, swept):
    now = at("10:30")
    asker.language = language
    asker.save()
    replied(asked_privately, agent)
    if swept:
        sweep("10:30")
    letters.deliver(now)
    (letter,) = [one for one in mail.outbox if asker.email in one.to and "/private/" in one.body]
    assert words in letter.body and words in letter.alternatives[0][0]


def test_a_question_in_private_is_promised_an_answer_again(asked_privately, asker, agent, at, read, sweep):
    replied(asked_privately, agent)
    sweep("10:31")
    at("10:40")
    say_back(by=asker, case=Case.objects.get(), body="When?", form_key="w", now=clock.now())
    sweep("10:41")
    assert re.search(
        "You have an answer|You hear from us again", read(asker, f"/private/{asked_privately.pk}/")
    )
