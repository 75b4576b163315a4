"""Drafts: what was typed comes back whole, and only as it was kept by us."""

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from community.lib import drafts

TYPED = {"title": "Fibre drops", "body": "Every evening at nine."}


@pytest.fixture
def request_for(settings):
    session = SessionStore()

    def build(path="/"):
        request = RequestFactory().get(path)
        request.session = session
        return request

    return build


def back(request_for, fields):
    return drafts.read(request_for(drafts.address(request_for(), "/questions/ask/", fields)))


def test_what_was_typed_comes_back(request_for):
    assert back(request_for, TYPED) == TYPED


def test_a_text_too_long_for_an_address_waits_in_the_session(request_for):
    body = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(20_000))
    address = drafts.address(request_for(), "/questions/ask/", {"body": body})
    assert len(address) < 200
    assert drafts.read(request_for(address)) == {"body": body}


def test_tokens_and_passwords_are_not_kept(request_for):
    assert back(request_for, TYPED | {"csrfmiddlewaretoken": "x", "password1": "secret"}) == TYPED


@pytest.mark.parametrize("token", ["", "forged", "parked-unknown", "parked-", "a:b:c"])
def test_what_we_did_not_sign_is_nothing(request_for, token):
    assert drafts.read(request_for(f"/?draft={token}")) == {}


def test_a_page_has_one_slot_and_a_session_few(request_for):
    for number in range(6):
        for _twice in range(2):
            address = drafts.parked(request_for(), f"/private/{number}/", {"body": str(number)})
    waiting = [key for key in request_for().session.keys() if key.startswith("parked-")]  # noqa: SIM118
    assert len(waiting) == drafts.MOST_PARKED
    drafts.drop(request_for("/private/5/"))
    assert drafts.read(request_for(address)) == {}


def test_who_is_not_signed_in_parks_so_much_and_no_more(request_for, monkeypatch):
    monkeypatch.setattr(drafts, "PARK", drafts.throttle.Limit("park-in-test", 2, 3600))
    addresses = [drafts.parked(request_for(), "/private/1/", {"body": "x"}) for _thrice in range(3)]
    assert addresses[0] == addresses[1] and addresses[2] == "/private/1/"
