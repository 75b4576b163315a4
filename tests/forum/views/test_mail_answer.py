"""Answering from a letter: good for one question as one member, for two weeks, without signing in."""

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.test import Client

from community.lib import clock, links, throttle
from community.notifications import letters
from community.notifications.models import Channel, Preference
from community.notifications.telling import tell
from forum import announcing
from forum.actions.accept import accept_answer
from forum.models import Answer, Follow, Question
from forum.queries import mailanswer, mentions
from tests.builders import make_answer, make_question

pytestmark = pytest.mark.django_db
BODY = "Set the time to four at night, then it is gone."


@pytest.fixture
def address(question, helper):
    return mailanswer.address(helper.pk, question.pk)


@pytest.mark.parametrize("kind", ["helper-asked", "expert-asked", "question-asked"])
def test_letters_that_ask_for_help_carry_the_link(question, employee, now, kind):
    tell(
        [employee.pk], kind=kind, subject=question.subject, link=question.path(), key="one", now=now,
        details={"title": question.title},
    )  # fmt: skip
    employee.notifications.update(letter_due_at=now)
    letters.deliver(now)
    (letter,) = mail.outbox
    for text in (letter.body, letter.alternatives[0][0]):
        token = text.partition("/answer-by-mail/")[2].partition("/")[0]
        assert mailanswer.read(token) == (employee.pk, question.pk)
        assert f"http://127.0.0.1:8000{question.path()}" in text


def test_other_letters_do_not(question, answer, now):
    announcing.announce(now)
    letters.deliver(now)
    assert mail.outbox and not [letter for letter in mail.outbox if "answer-by-mail" in letter.body]


def test_who_follows_a_board_and_wants_mail_can_answer_from_it(board, asker, stranger, now):
    Follow.objects.create(member=stranger, board=board, since=now)
    Preference.objects.create(member=stranger, kind="question-asked", channel=Channel.MAIL, wanted=True)
    question = make_question(board=board, by=asker, now=now)
    announcing.announce(now)
    letters.deliver(now)
    (letter,) = mail.outbox
    assert letter.to == [stranger.email]
    token = letter.body.partition("/answer-by-mail/")[2].partition("/")[0]
    page = Client().get(f"/answer-by-mail/{token}/").content.decode()
    assert question.title in page and f"As {stranger.name}." in page and "<textarea" in page


def test_an_answer_is_given_without_a_session(address, question, helper):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(address)
    html = page.content.decode()
    assert question.title in html and f"As {helper.name}." in html and "Not you?" in html
    assert page["Referrer-Policy"] == "same-origin" and "no-store" in page["Cache-Control"]
    assert 'content="noindex"' in html
    fields = {"body": BODY, "form_key": "one-key"}
    assert browser.post(address, fields).status_code == 403, "no other site posts in somebody's name"
    fields["csrfmiddlewaretoken"] = browser.cookies["csrftoken"].value
    assert browser.post(address, fields).url == address
    given = Answer.objects.get()
    assert (given.author, given.question, given.body) == (helper, question, BODY)
    assert "sessionid" not in browser.cookies
    assert b"Your answer is posted" in browser.get(address).content
    browser.post(address, {**fields, "body": BODY + " Again.", "form_key": "another"})
    assert Answer.objects.count() == 1
    assert browser.get("/notifications/").url.startswith("/accounts/login/")


def test_what_was_typed_stays_when_it_will_not_do(client, address):
    page = client.post(address, {"body": "Too short"})
    assert page.status_code == 400 and b"Too short" in page.content and b"at least 20" in page.content


def test_a_text_that_comes_too_often_is_kept(client, address, monkeypatch):
    monkeypatch.setattr(throttle, "ANSWER", throttle.Limit("answer", 0, 3600))
    page = client.post(address, {"body": BODY})
    assert BODY in page.content.decode() and not Answer.objects.exists()


@pytest.mark.parametrize("change", ["closed", "duplicate", "locked", "solved", "silenced"])
def test_what_stands_in_the_way_is_said_kindly(
    client, address, question, helper, asker, stranger, change, now
):
    if change == "solved":
        accept_answer(by=asker, answer=make_answer(question=question, by=stranger, now=now), now=now)
    elif change == "silenced":
        helper.silenced_until = clock.now() + timedelta(days=1)
        helper.save()
    elif change == "locked":
        Question.objects.update(locked_at=now)
    else:
        Question.objects.update(status=change)
    words = {
        "solved": "This question is solved already",
        "silenced": "You can not write at the moment",
    }.get(change, "This question takes no more answers")
    for page in (client.get(address), client.post(address, {"body": BODY})):
        html = page.content.decode()
        assert words in html and 'name="body"' not in html
    assert not Answer.objects.filter(author=helper).exists()


@pytest.mark.parametrize("change", ["hidden", "erased", "left", "gone"])
def test_a_link_whose_ends_are_gone_no_longer_works(client, address, question, helper, change, now):
    if change == "hidden":
        Question.objects.update(hidden_at=now)
    elif change == "gone":
        Question.objects.all().delete()
    else:
        helper.erased_at, helper.is_active = (now, True) if change == "erased" else (None, False)
        helper.save()
    for page in (client.get(address), client.post(address, {"body": BODY})):
        assert page.status_code == 404 and b"This link no longer works" in page.content
    assert not Answer.objects.exists()


def test_a_link_that_is_too_old_or_for_something_else(client, address, question, helper, monkeypatch):
    other = links.signed("unsubscribe", member=helper.pk, question=question.pk)
    for path in (address[:-2] + "x/", f"/answer-by-mail/{other}/", "/answer-by-mail/nonsense/"):
        assert client.get(path).status_code == 404
    later = signing.time.time() + mailanswer.GOOD_FOR_SECONDS + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    page = client.get(address)
    assert page.status_code == 410 and b"This link is too old" in page.content


def test_who_is_signed_in_answers_on_the_page_itself(address, question, helper, stranger):
    browser = Client()
    browser.force_login(helper)
    assert browser.get(address).url == f"{question.path()}#reply"
    browser.force_login(stranger)
    assert f"As {helper.name}." in browser.get(address).content.decode()


def test_the_page_speaks_the_language_of_the_letter(client, address, helper):
    helper.language = "nl"
    helper.save()
    assert '<html lang="nl"' in client.get(address).content.decode()


def test_a_text_that_meets_an_obstacle_can_be_taken_along(
    client, address, question, helper, now, monkeypatch
):
    Question.objects.update(status="closed")
    page = client.post(address, {"body": BODY}).content.decode()
    assert BODY in page and "This was not posted" in page
    assert "This was not posted" not in client.get(address).content.decode()
    later = signing.time.time() + mailanswer.GOOD_FOR_SECONDS + 1
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert BODY in client.post(address, {"body": BODY}).content.decode()


def test_a_text_that_calls_too_many_is_refused_in_its_form(client, address, question, monkeypatch):
    monkeypatch.setattr(mentions, "MOST", 0)
    page = client.post(address, {"body": BODY + " Right, @femke?"})
    assert page.status_code == 400
    assert "more than 0 people" in page.content.decode() and BODY in page.content.decode()
    assert not Answer.objects.exists()


def test_a_form_sent_twice_is_told_once(client, address, helper):
    for _press in range(2):
        assert client.post(address, {"body": BODY, "form_key": "one"}).url == address
    page = client.post(address, {"body": BODY + " And more.", "form_key": "two"}).content.decode()
    assert "Your answer is posted" in page and "And more." in page
    assert Answer.objects.count() == 1


def test_the_link_of_a_hidden_answer_is_used_up(client, address, question, helper, now):
    make_answer(question=question, by=helper, now=now)
    Answer.objects.update(hidden_at=now)
    for page in (client.get(address), client.post(address, {"body": BODY})):
        html = page.content.decode()
        assert "This link was used already" in html and "is posted" not in html
    assert Answer.objects.count() == 1


def test_somebody_else_is_not_told_that_their_answer_is_posted(address, question, helper, stranger, now):
    make_answer(question=question, by=helper, now=now)
    browser = Client()
    browser.force_login(stranger)
    html = browser.get(address).content.decode()
    assert "This link was used already" in html and "is posted" not in html
