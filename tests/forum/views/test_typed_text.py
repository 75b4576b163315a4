"""Whatever refuses what was typed, the words are still there: on the page, or after signing in."""

import html
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from community.lib import clock, throttle
from forum.actions.edit import edit_answer
from forum.actions.suggest import suggest_edit
from forum.queries import mentions
from forum.views import bookmarks
from tests.builders import make_comment

pytestmark = pytest.mark.django_db
WORDS = "Some words that took a while to find."

# Each form with somebody who may fill it in, and what they type.
FORMS = [
    ("/questions/{question}/edit/", "asker", {"title": WORDS, "body": WORDS, "tags": "fibre", "seen": "1"}),
    ("/questions/{question}/tags/", "asker", {"tags": "modem", "seen": "fibre", "reason": WORDS}),
    ("/questions/{question}/comments/", "stranger", {"body": WORDS}),
    ("/questions/{question}/answers/", "stranger", {"body": WORDS}),
    ("/questions/{question}/bookmark/", "stranger", {"note": WORDS}),
    ("/answers/{answer}/bookmark/", "stranger", {"note": WORDS}),
    ("/answers/{answer}/marks/", "stranger", {"kind": "careful", "note": WORDS}),
    ("/answers/{answer}/split/", "moderator", {"title": WORDS, "board": "0", "tags": "modem"}),
    ("/answers/{answer}/history/1/back/", "helper", {"reason": WORDS}),
    ("/comments/{comment}/edit/", "stranger", {"body": WORDS}),
    ("/review/{suggestion}/", "helper", {"verdict": "reject", "reason": WORDS}),
    ("/review/{suggestion}/edit/", "helper", {"body": WORDS, "seen": "2"}),
    ("/tags/fibre/about/edit/", "employee", {"about": "Light", "body": WORDS, "seen": "0"}),
    ("/tags/fibre/synonyms/", "moderator", {"word": WORDS}),
    ("/questions/{question}/move/", "asker", {"choice": "0", "note": WORDS}),
    ("/questions/{question}/merge/", "moderator", {"original": WORDS}),
    ("/questions/{question}/lock/", "moderator", {"turn": "1", "note": WORDS}),
]
# Who is silenced keeps bookmarks; a form of several faults says those first.
NOT_BY_SILENCE = {
    "/questions/{question}/bookmark/",
    "/answers/{answer}/bookmark/",
    "/answers/{answer}/split/",
}


@pytest.fixture
def at(question, answer, helper, stranger, now):
    edit_answer(
        by=helper, answer=answer, body="Set the time to five at night.", reason="", seen=1,
        now=now + timedelta(hours=1),
    )  # fmt: skip
    remark = make_comment(question=question, by=stranger, now=clock.now())
    better = suggest_edit(
        by=stranger, post=answer, body="Set the time to six at night.", reason="It moved", seen=2, now=now
    )
    numbers = {"question": question.pk, "answer": answer.pk, "comment": remark.pk, "suggestion": better.pk}
    return lambda address: address.format(**numbers)


def text_of(reply) -> str:
    return html.unescape(reply.content.decode())


@pytest.mark.parametrize(("address", "person", "typed"), FORMS)
def test_after_signing_in_it_is_in_the_form(request, client, at, address, person, typed):
    reply = client.post(at(address), typed)
    assert reply.url.startswith("/accounts/login/")
    onwards = parse_qs(urlsplit(reply.url).query)["next"][0]
    client.force_login(request.getfixturevalue(person))
    page = client.get(onwards, follow=True)
    assert page.status_code == 200 and WORDS in text_of(page)


@pytest.mark.parametrize(("address", "person", "typed"), [form for form in FORMS if "/split/" not in form[0]])
def test_what_comes_too_often_stays(request, signed_in, at, monkeypatch, address, person, typed):
    for name in ("ANSWER", "COMMENT", "EDIT", "VOTE"):
        monkeypatch.setattr(throttle, name, throttle.Limit(name, 0, 3600))
    monkeypatch.setattr(bookmarks, "KEEP", throttle.Limit("bookmark", 0, 3600))
    page = signed_in(request.getfixturevalue(person)).post(at(address), typed)
    assert page.status_code == 400
    assert WORDS in text_of(page) and "a lot in a short time" in text_of(page)


@pytest.mark.parametrize(
    ("address", "person", "typed"), [form for form in FORMS if form[0] not in NOT_BY_SILENCE]
)
def test_what_a_rule_refuses_stays(request, signed_in, at, address, person, typed):
    """Somebody was silenced, or a question locked, while they wrote."""
    member = request.getfixturevalue(person)
    client = signed_in(member)
    member.silenced_until = clock.now() + timedelta(days=1)
    member.save()
    page = client.post(at(address), typed)
    assert page.status_code == 400 and WORDS in text_of(page)


@pytest.mark.parametrize("noun", ["answers", "comments"])
def test_who_calls_too_many_by_a_short_name_reads_so_in_the_form(
    signed_in, question, stranger, monkeypatch, noun
):
    """The links that call them are made after the form was checked."""
    monkeypatch.setattr(mentions, "MOST", 0)
    body = WORDS + " Is that right, @femke?"
    page = signed_in(stranger).post(f"/questions/{question.pk}/{noun}/", {"body": body})
    assert page.status_code == 400
    assert body in text_of(page) and "more than 0 people" in text_of(page)


def test_a_refusal_about_a_tag_leads_to_its_page(signed_in, question, stranger, manager, now):
    reply = signed_in(stranger).get("/tags/fibre/synonyms/")
    assert reply.url == "/tags/fibre/about/"


def test_an_id_that_is_none_is_no_id(signed_in, at, moderator):
    for number in ("", "x", "²", "٣", "9" * 30):
        reply = signed_in(moderator).post(at("/answers/{answer}/marks/"), {"remove": number})
        assert reply.status_code == 404
