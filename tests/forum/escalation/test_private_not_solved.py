"""In the private talk of a finished case: a thank-you opens nothing, "It is not solved" opens it again."""

import re

import pytest

from community.events.models import Event
from community.lib import clock
from community.notifications.models import Notification
from forum.actions.accept import accept_answer
from forum.actions.close import close_question
from forum.actions.visibility import hide_post
from forum.escalation.actions.ask_privately import ask_privately
from forum.models import CloseReason, Question
from forum.webcare import privatelink
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.actions.talk import say_privately
from forum.webcare.models import Case, CaseReason, CaseState, PrivateMessage
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
OFFER = "It is not solved"
WORD = "The second bill is wrong as well."


@pytest.fixture(autouse=True)
def start(at):
    at("12:00")


@pytest.fixture
def going(question, asker, agent):
    """Asked privately at ten, Nienke replied to all and alone."""
    ask_privately(
        by=asker, question=question, body="It is about my bill.", form_key="a", now=local("2026-11-17T10:00")
    )
    case = take_case(by=agent, case=Case.objects.get(), now=local("2026-11-17T10:10"))
    reply(by=agent, case=case, body="We put the bill right.", form_key="r", now=local("2026-11-17T10:20"))
    say_privately(
        by=agent, case=case, body="You get 20 euro back.", form_key="p", now=local("2026-11-17T10:30")
    )
    return case


@pytest.fixture
def finished(going, agent, sweep):
    sweep("10:35")
    resolve_case(
        by=agent, case=going, cause="A wrong bill", learned="", public_line="The bill was put right.",
        now=local("2026-11-17T11:00"),
    )  # fmt: skip
    Notification.objects.update(read_at=clock.now())
    return Case.objects.get()


def main_of(client, path: str) -> str:
    page = client.get(path).content.decode()
    return re.sub(r"\s+", " ", page.partition("<main")[2].partition("</main>")[0])


def test_the_word_goes_and_the_same_colleague_has_the_case_again(client, finished, asker, agent, sweep):
    sweep("11:05")
    client.force_login(asker)
    path = f"/private/{finished.pk}/"
    page = main_of(client, path)
    assert OFFER in page and "This is finished" in page and "then Nienke Postma goes on with it" in page
    done = client.post(f"{path}not-solved/", {"body": WORD, "form_key": "n"})
    said = PrivateMessage.objects.get(body=WORD)
    assert (done.status_code, done["Location"]) == (302, f"{path}#message-{said.pk}")
    case = Case.objects.get()
    assert (case.state, case.owner, case.reason) == (CaseState.OWNED, agent, CaseReason.NOT_SOLVED)
    assert case.due_at == local("2026-11-17T14:00") and case.resolved_at is None
    whole = client.get(path).content.decode()
    assert "Webcare is at it again. You read here by when they reply." in whole
    assert "You have an answer from webcare before" in whole and "Tuesday 14:00" in whole
    assert OFFER not in whole and "This is finished" not in whole
    assert Notification.objects.unread().filter(member=agent, kind="case-back").count() == 1
    assert Event.objects.filter(kind="case.reopened").count() == 1
    sweep("12:05")
    case.refresh_from_db()
    assert (case.state, case.due_at) == (CaseState.OWNED, local("2026-11-17T14:00"))


def test_before_the_sweep_came_by_it_is_heard_too(client, finished, asker):
    client.force_login(asker)
    client.post(f"/private/{finished.pk}/not-solved/", {"body": WORD, "form_key": "n"})
    assert Case.objects.get().state == CaseState.OWNED


def test_a_thank_you_opens_nothing(client, finished, asker, agent, sweep):
    client.force_login(asker)
    client.post(f"/private/{finished.pk}/", {"body": "Thank you so much!", "form_key": "t"})
    sweep("12:05")
    assert Case.objects.get().state == CaseState.RESOLVED
    assert Notification.objects.unread().filter(member=agent, kind="case-back").count() == 1


def test_the_same_form_twice_is_once(client, finished, asker):
    client.force_login(asker)
    for _twice in range(2):
        client.post(f"/private/{finished.pk}/not-solved/", {"body": WORD, "form_key": "n"})
    assert PrivateMessage.objects.filter(body=WORD).count() == 1
    assert Event.objects.filter(kind="case.reopened").count() == 1


def test_what_was_accepted_is_accepted_no_more(client, finished, question, asker, sweep):
    accept_answer(by=asker, answer=question.answers.get(), now=local("2026-11-17T11:10"))
    sweep("11:15")
    client.force_login(asker)
    assert OFFER in main_of(client, f"/private/{finished.pk}/")
    client.post(f"/private/{finished.pk}/not-solved/", {"body": WORD, "form_key": "n"})
    assert Question.objects.get().accepted_count == 0
    assert Case.objects.get().state == CaseState.OWNED


def test_from_the_letter_without_signing_in(client, finished, asker):
    path = privatelink.address(asker.pk, finished.pk)
    assert f'formaction="{path}not-solved/"' in main_of(client, path)
    done = client.post(f"{path}not-solved/", {"body": WORD, "form_key": "n"})
    assert done["Location"].startswith(f"{path}#message-")
    assert Case.objects.get().state == CaseState.OWNED
    assert client.post("/private/worn-out/not-solved/", {"body": WORD}).status_code == 404


def test_without_words_nothing_happens_and_the_page_says_so(client, finished, asker):
    client.force_login(asker)
    page = client.post(f"/private/{finished.pk}/not-solved/", {"body": " "})
    text = page.content.decode()
    assert page.status_code == 400 and "Write something first." in text and OFFER in text
    assert f'action="/private/{finished.pk}/"' in text
    assert Case.objects.get().state == CaseState.RESOLVED


def test_while_the_case_goes_on_it_is_not_offered(client, going, asker):
    client.force_login(asker)
    assert OFFER not in main_of(client, f"/private/{going.pk}/")
    client.post(f"/private/{going.pk}/not-solved/", {"body": WORD, "form_key": "n"})
    assert PrivateMessage.objects.filter(body=WORD).exists()
    assert not Event.objects.filter(kind="case.reopened").exists()


@pytest.mark.parametrize("how", ["closed", "hidden"])
def test_a_question_that_takes_no_answers_keeps_the_words(client, finished, question, asker, moderator, how):
    if how == "closed":
        close_question(
            by=moderator,
            question=question,
            closed_as=CloseReason.UNCLEAR,
            note="What is asked?",
            now=clock.now(),
        )
    else:
        hide_post(by=moderator, post=question, reason="Names a neighbour", now=clock.now())
    client.force_login(asker)
    page = main_of(client, f"/private/{finished.pk}/")
    assert OFFER not in page and "A word of thanks reaches webcare" in page
    page = client.post(f"/private/{finished.pk}/not-solved/", {"body": WORD, "form_key": "n"})
    text = page.content.decode()
    assert page.status_code == 400 and WORD in text and "You can still send your words." in text
    assert not PrivateMessage.objects.filter(body=WORD).exists()
    client.post(f"/private/{finished.pk}/", {"body": WORD, "form_key": "n"})
    assert PrivateMessage.objects.filter(body=WORD).exists()


@pytest.mark.parametrize("role", ["helper", "employee", "moderator", "manager", "stranger", "agent", "lead"])
def test_nobody_else_says_it(client, finished, request, role):
    client.force_login(request.getfixturevalue(role))
    reply = client.post(f"/private/{finished.pk}/not-solved/", {"body": WORD})
    assert reply.status_code in (302, 404)
    assert not PrivateMessage.objects.filter(body=WORD).exists()
    assert Case.objects.get().state == CaseState.RESOLVED


def test_visitors_sign_in_and_find_their_words(client, finished):
    reply = client.post(f"/private/{finished.pk}/not-solved/", {"body": WORD})
    assert reply["Location"].startswith(f"/accounts/login/?next=/private/{finished.pk}/%3Fdraft")
    assert client.get(f"/private/{finished.pk}/not-solved/").status_code == 405
