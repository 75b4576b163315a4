"""Letters about the account: our words in the member's language, in text and in the frame of every letter."""

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.core import mail

from cms.branding import current
from community.members import letters
from tests.builders import make_member

pytestmark = pytest.mark.django_db
PASSWORD = "a good long password"
EVERY = [
    "email_confirmation_signup", "email_confirmation", "account_already_exists", "password_reset_key",
    "password_reset_code", "unknown_account", "login_code", "password_changed", "password_reset", "password_set",
    "email_changed", "email_confirm", "email_deleted",
]  # fmt: skip
CONTEXT = {
    "site_name": "Kwikstaart", "email": "a@b.example", "activate_url": "http://127.0.0.1:8000/x/", "code": "ABC",
    "password_reset_url": "http://127.0.0.1:8000/y/", "signup_url": "http://127.0.0.1:8000/z/",
    "from_email": "old@b.example", "to_email": "new@b.example", "deleted_email": "gone@b.example",
    "user_agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0",
}  # fmt: skip


@pytest.fixture
def confirmed(client):
    member = make_member("Sanne <Vos>", email="sanne@example.com")
    member.emailaddress_set.create(email=member.email, verified=True, primary=True)
    client.force_login(member)
    return member


@pytest.mark.parametrize("name", EVERY)
def test_every_letter_of_allauth_is_ours(name):
    letter = letters.letter(f"account/email/{name}", CONTEXT)
    assert letter.subject and letter.paragraphs and letter.why
    assert letter.link or letter.code


def test_a_letter_we_do_not_know_is_left_to_allauth():
    assert letters.letter("account/email/of-another-app", CONTEXT) is None


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8", ""),
    ],
)
def test_a_device_is_named_as_people_know_it(agent, said):
    assert letters.device_said(agent) == said


def test_a_changed_password_is_told_with_a_way_out(client, confirmed):
    fields = {"oldpassword": PASSWORD, "password1": "four-windmills-turn", "password2": "four-windmills-turn"}
    assert (
        client.post("/accounts/password/change/", fields, HTTP_USER_AGENT="Firefox Linux").status_code == 302
    )
    (letter,) = mail.outbox
    assert letter.to == ["sanne@example.com"]
    assert letter.subject == "Your password is changed"
    assert "Hello Sanne <Vos>," in letter.body
    assert "Firefox, Linux" in letter.body
    assert "http://127.0.0.1:8000/accounts/password/reset/" in letter.body
    html = letter.alternatives[0][0]
    assert "Sanne &lt;Vos&gt;" in html and "<Vos>" not in html
    assert "prefers-color-scheme: dark" in html


def test_letters_speak_the_members_language(client, confirmed):
    confirmed.language = "nl"
    confirmed.save()
    client.logout()
    client.post("/accounts/password/reset/", {"email": confirmed.email}, HTTP_ACCEPT_LANGUAGE="en")
    (letter,) = mail.outbox
    assert 'lang="nl"' in letter.alternatives[0][0]


def test_links_lead_to_the_sites_own_address_whatever_the_host(client, confirmed):
    client.logout()
    client.post("/accounts/password/reset/", {"email": confirmed.email}, HTTP_HOST="evil.example")
    (letter,) = mail.outbox
    assert re.search(rf"{settings.SITE_URL}/accounts/password/reset/key/\S+", letter.body)
    assert "evil.example" not in letter.body + letter.alternatives[0][0]


def test_an_address_nobody_joined_with_is_told_so(client):
    client.post("/accounts/password/reset/", {"email": "nobody@example.com"})
    (letter,) = mail.outbox
    assert letter.to == ["nobody@example.com"]
    assert f"{settings.SITE_URL}/accounts/signup/" in letter.body


def test_adding_and_removing_an_address_is_told_to_the_main_one(client, confirmed):
    client.post("/accounts/email/", {"email": "second@example.com", "action_add": ""})
    assert mail.outbox[0].to == ["second@example.com"]
    client.post("/accounts/email/", {"email": "second@example.com", "action_remove": ""})
    assert mail.outbox[1].to == ["sanne@example.com"]
    assert "second@example.com" in mail.outbox[1].body


def test_letters_carry_the_brand(client, monkeypatch):
    ours = replace(current.brand(), name="Zonnig", word="plein", accent="#0b6b3a", accent_ink="#fdfdfd")
    monkeypatch.setattr(current, "brand", lambda: ours)
    client.post("/accounts/signup/", {"name": "Sanne Vos", "email": "new@example.com", "password1": PASSWORD})
    (letter,) = mail.outbox
    assert letter.subject == "Confirm your address for Zonnig"
    assert "Zonnig. We never ask" in letter.body
    html = letter.alternatives[0][0]
    assert all(each in html for each in ("#0b6b3a", "#fdfdfd", "plein</span>")) and "Kwikstaart" not in html
