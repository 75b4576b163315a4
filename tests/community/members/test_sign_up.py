"""Joining and signing in over HTTP, letters included."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from community.lib import clock
from community.members.models import Member
from tests.builders import make_member

pytestmark = pytest.mark.django_db
SIGN_UP, SIGN_IN = "/accounts/signup/", "/accounts/login/"
PASSWORD = "a good long password"


def form(**fields) -> dict[str, str]:
    return {"name": "Sanne Vos", "email": "sanne@example.com", "password1": "three-windmills-turn", **fields}


def is_signed_in(client) -> bool:
    return client.get("/settings/profile/").status_code == 200


def link_in(letter) -> str:
    return re.search(r"http://127\.0\.0\.1:8000(/accounts/confirm-email/\S+)", letter.body)[1]


def test_a_newcomer_joins_by_the_link_in_the_letter(client):
    answer = client.post(SIGN_UP, form())
    assert (answer.status_code, answer.url) == (302, "/accounts/confirm-email/")
    assert client.get(answer.url).status_code == 200
    assert not is_signed_in(client)
    (letter,) = mail.outbox
    assert letter.to == ["sanne@example.com"]
    assert "Sanne Vos" in letter.body
    assert letter.subject.strip() == letter.subject
    assert letter.subject == "Confirm your address for Kwikstaart"
    link = link_in(letter)
    assert client.get(link).status_code == 200, "looking at the page, as mail programs do, confirms nothing"
    assert not is_signed_in(client)
    client.post(link)
    assert is_signed_in(client)
    member = Member.objects.get(email="sanne@example.com")
    assert member.name == "Sanne Vos" and member.joined_at is not None
    assert not member.has_staff_role and not member.is_employee and not member.is_staff


def test_signing_in_before_confirming_sends_the_letter_again_and_lets_nobody_in(client):
    client.post(SIGN_UP, form())
    cache.clear()
    answer = client.post(SIGN_IN, {"login": "sanne@example.com", "password": "three-windmills-turn"})
    assert answer.url == "/accounts/confirm-email/"
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "no-address"},
        {"email": ""},
        {"email": "sanne@example.com\x00"},
        {"email": "x" * 300 + "@example.com"},
        {"password1": "short"},
        {"password1": "1234567890"},
        {"password1": "password123"},
        {"name": ""},
        {"name": "S"},
        {"name": " \u202e "},
        {"name": "x" * 81},
        {"name": "San\x00ne"},
    ],
    ids=str,
)
def test_what_will_not_do_is_said_and_makes_no_account(client, fields):
    answer = client.post(SIGN_UP, form(**fields))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Member.objects.exists()
    assert not mail.outbox


def test_a_name_turns_nothing_around(client):
    client.post(SIGN_UP, form(name="Sanne \u202eecalp\u202c  Vos\u2069"))
    assert Member.objects.get().name == "Sanne ecalp Vos"


def test_an_address_that_is_known_is_told_by_mail_only(client):
    Member.objects.create_user("Sanne@Example.com", PASSWORD, name="Sanne")
    answer = client.post(SIGN_UP, form(email="sanne@example.com"))
    assert answer.url == "/accounts/confirm-email/", "as for an address nobody has"
    assert Member.objects.count() == 1
    (letter,) = mail.outbox
    assert "confirm-email/" not in letter.body
    assert letter.to == ["sanne@example.com"]


def test_the_link_works_once_and_a_false_one_never(client):
    client.post(SIGN_UP, form())
    link = link_in(mail.outbox[0])
    assert client.get("/accounts/confirm-email/no-such-key/").status_code == 200
    client.post("/accounts/confirm-email/no-such-key/")
    assert not is_signed_in(client)
    client.post(link)
    client.post("/accounts/logout/")
    client.post(link)
    assert not is_signed_in(client)


def test_signing_in_takes_the_password(client, confirmed):
    client.post(SIGN_IN, {"login": confirmed.email, "password": "another long password"})
    assert not is_signed_in(client)
    client.post(SIGN_IN, {"login": confirmed.email.upper(), "password": PASSWORD})
    assert is_signed_in(client)


@pytest.fixture
def confirmed(db):
    member = make_member("Confirmed")
    member.emailaddress_set.create(email=member.email, verified=True, primary=True)
    return member


def test_signing_in_goes_back_to_where_one_was_but_not_elsewhere(client, confirmed):
    there = {"login": confirmed.email, "password": PASSWORD, "next": "/questions/ask/?draft=abc"}
    assert client.post(SIGN_IN, there).url == "/questions/ask/?draft=abc"
    client.post("/accounts/logout/")
    assert client.post(SIGN_IN, there | {"next": "https://evil.example/"}).url == "/"


def test_a_closed_account_stays_out(client, confirmed):
    confirmed.is_active = False
    confirmed.save()
    client.post(SIGN_IN, {"login": confirmed.email, "password": PASSWORD})
    assert not is_signed_in(client)


def test_who_guesses_is_slowed_down(client, confirmed):
    for _ in range(30):
        answer = client.post(SIGN_IN, {"login": confirmed.email, "password": "wrong guess number"})
    assert answer.status_code in (200, 429)
    answer = client.post(SIGN_IN, {"login": confirmed.email, "password": PASSWORD})
    assert not is_signed_in(client)


def test_a_suspended_member_is_signed_out_until_the_end(client, asker):
    client.force_login(asker)
    assert is_signed_in(client)
    asker.suspended_until = clock.now() + timedelta(hours=1)
    asker.save()
    assert not is_signed_in(client)
    assert "_auth_user_id" not in client.session
    asker.suspended_until = clock.now() - timedelta(hours=1)
    asker.save()
    client.force_login(asker)
    assert is_signed_in(client)


def test_a_silenced_member_reads_but_does_not_write(client, asker, board):
    asker.silenced_until = clock.now() + timedelta(hours=1)
    asker.save()
    client.force_login(asker)
    assert is_signed_in(client)
    answer = client.post(
        "/questions/ask/",
        {
            "title": "May I still say something?",
            "body": "I would like to know why not. " * 2,
            "tags": "rules",
            "board": board.pk,
            "is_checked": "on",
        },
    )
    assert answer.status_code == 403
    assert b"not write at the moment" in answer.content


@pytest.mark.parametrize(
    "path", ["password/reset/", "password/change/", "email/", "logout/", "login/", "signup/"]
)
def test_every_page_about_the_account_opens(client, confirmed, path):
    if path in ("password/change/", "email/", "logout/"):
        client.force_login(confirmed)
    assert client.get(f"/accounts/{path}").status_code == 200


def test_a_forgotten_password_is_renewed_by_mail(client, confirmed):
    client.post("/accounts/password/reset/", {"email": confirmed.email})
    link = re.search(r"http://\S+?(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    there = page.redirect_chain[-1][0]
    client.post(there, {"password1": "four-windmills-turn", "password2": "four-windmills-turn"})
    client.post(SIGN_IN, {"login": confirmed.email, "password": "four-windmills-turn"})
    assert is_signed_in(client)
