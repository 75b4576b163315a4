"""The area of one's settings, the pages about the account, and how their forms speak of faults."""

import io
import re

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from community.members.adapters import AccountAdapter
from tests.builders import make_member

pytestmark = pytest.mark.django_db
PASSWORD = "a good long password"
# What allauth would say by itself; none of it is our language.
THEIRS = re.compile(
    r"Reset My Password|Email Address|Change Password|Current Password|Sign Up Closed|Account Inactive"
    r"|Bad Token|Make Primary|Re-send|Confirm Access|Remember Me|Enter your password|Successfully"
)


@pytest.fixture
def member(db):
    member = make_member("Sanne Vos", email="sanne@example.com")
    member.emailaddress_set.create(email=member.email, verified=True, primary=True)
    return member


def picture(kind="PNG", name="me.png") -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(kept, kind)
    return SimpleUploadedFile(name, kept.getvalue())


def test_settings_are_one_area(client, member):
    client.force_login(member)
    assert client.get("/settings/").url == "/settings/profile/"
    for path in (
        "/settings/profile/",
        "/settings/privacy/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/notifications/preferences/",
    ):
        page = client.get(path).content.decode()
        tabs = page[page.index('class="tabs"') : page.index("</nav>", page.index('class="tabs"'))]
        assert tabs.count("<a ") == 5
        assert f'href="{path}" aria-current="page"' in tabs


@pytest.mark.parametrize(
    "path",
    [
        "/settings/",
        "/settings/profile/",
        "/settings/privacy/",
        "/accounts/email/",
        "/accounts/password/change/",
    ],
)
def test_settings_are_for_members(client, path):
    assert client.get(path).url.startswith("/accounts/login/?next=")


@pytest.mark.parametrize("who", ["asker", "employee", "agent", "lead", "moderator", "manager"])
def test_every_role_has_settings(client, request, who):
    client.force_login(request.getfixturevalue(who))
    for path in (
        "/settings/profile/",
        "/settings/privacy/",
        "/accounts/email/",
        "/accounts/password/change/",
        "/notifications/preferences/",
    ):
        assert client.get(path).status_code == 200


def test_a_picture_is_kept_and_removed_again(client, member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(member)
    assert client.post("/settings/picture/", {"picture": picture()}).url == "/settings/profile/"
    member.refresh_from_db()
    assert member.picture
    assert member.picture in client.get(member.path()).content.decode()
    client.post("/settings/picture/", {"remove": "yes"})
    member.refresh_from_db()
    assert member.picture == ""


@pytest.mark.parametrize(
    "sent", [{}, {"picture": SimpleUploadedFile("me.png", b"<svg onload=alert(1)>")}], ids=["none", "svg"]
)
def test_a_picture_that_will_not_do_is_explained(client, member, sent):
    client.force_login(member)
    answer = client.post("/settings/picture/", sent)
    assert answer.status_code == 400
    assert b'role="alert"' in answer.content and b'aria-invalid="true"' in answer.content
    member.refresh_from_db()
    assert member.picture == ""


def test_a_picture_is_sent_by_a_form_of_a_member(client, member):
    assert client.post("/settings/picture/").url.startswith("/accounts/login/")
    client.force_login(member)
    assert client.get("/settings/picture/").status_code == 405


def test_a_refused_profile_keeps_what_was_typed_and_says_where(client, member):
    client.force_login(member)
    page = client.post("/settings/profile/", {"name": "x", "about": "Fibre since 2019"}).content.decode()
    assert "Fibre since 2019" in page
    assert 'href="#id_name"' in page and 'role="alert"' in page
    assert re.search(r'<input[^>]*id="id_name"[^>]*>', page)[0].count('aria-invalid="true"') == 1
    assert 'aria-describedby="id_name_hint id_name_error"' in page
    assert 'id="id_name_error"' in page
    assert "Menu of Sanne Vos" in page, "the page still speaks of the name that is kept"


def pages(client, member) -> dict[str, bytes]:
    """Every page about an account that can be reached, signed out and in."""
    seen = {path: client.get(f"/accounts/{path}") for path in (
        "login/", "signup/", "password/reset/", "password/reset/done/", "password/reset/key/done/",
        "password/reset/key/1-abc/", "confirm-email/", "confirm-email/x/", "inactive/",
    )}  # fmt: skip
    client.post("/accounts/password/reset/", {"email": member.email})
    link = re.search(r"(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    seen["password/reset/key/"] = client.get(link, follow=True)
    address = EmailAddress.objects.create(user=member, email="second@example.com")
    seen["confirm-email/key/"] = client.get(f"/accounts/confirm-email/{EmailConfirmationHMAC(address).key}/")
    client.force_login(member)
    for path in ("email/", "password/change/", "logout/", "reauthenticate/", "confirm-email/x/"):
        seen[f"in: {path}"] = client.get(f"/accounts/{path}")
    return {path: answer.content for path, answer in seen.items() if answer.status_code == 200}


def test_every_page_about_the_account_is_in_our_words(client, member):
    found = pages(client, member)
    assert len(found) == 16
    for path, content in found.items():
        page = content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        assert not THEIRS.search(main), path
        assert main.count("<h1>") == 1, path
        assert main.count("button-primary") <= 1, path
        assert "<style" not in page and "javascript:" not in page, path


def test_browsers_are_told_what_to_fill_in(client, member):
    page = client.get("/accounts/login/").content.decode()
    assert re.search(
        r'name="login"[^>]*autocomplete="username"|autocomplete="username"[^>]*name="login"', page
    )
    assert 'autocomplete="current-password"' in page
    page = client.get("/accounts/signup/").content.decode()
    for what in ("nickname", "email", "new-password"):
        assert f'autocomplete="{what}"' in page
    client.force_login(member)
    page = client.get("/accounts/password/change/").content.decode()
    assert (page.count('"new-password"'), page.count('"current-password"')) == (2, 1)


def test_a_link_asks_once_whether_it_was_forgotten(client):
    assert client.get("/accounts/login/").content.decode().count("Forgot your password?") == 1


def test_a_wrong_password_keeps_the_address_and_is_announced(client, member):
    page = client.post(
        "/accounts/login/", {"login": member.email, "password": "not this one at all"}
    ).content.decode()
    assert f'value="{member.email}"' in page and "not this one at all" not in page
    assert 'role="alert"' in page and "do not belong together" in page


def test_who_is_signed_in_learns_that_a_link_did_its_work(client, member):
    client.force_login(member)
    assert b"This link has done its work" in client.get("/accounts/confirm-email/x/").content


def test_an_address_of_another_account_can_not_be_confirmed(client, member):
    other = make_member("Other")
    second = EmailAddress.objects.create(user=other, email=member.email)
    page = client.get(f"/accounts/confirm-email/{EmailConfirmationHMAC(second).key}/").content
    assert b"This address belongs to another account" in page


def test_joining_can_be_closed(client, monkeypatch):
    monkeypatch.setattr(AccountAdapter, "is_open_for_signup", lambda *_: False)
    page = client.get("/accounts/signup/").content
    assert (
        b"Joining is closed for now" in page
        and b"<form" not in page[page.index(b"<main") : page.index(b"</main>")]
    )
    client.post("/accounts/signup/", {"name": "A B", "email": "a@b.example", "password1": PASSWORD})
    assert not EmailAddress.objects.exists()


def test_a_second_address_becomes_the_main_one_and_the_first_goes(client, member):
    member.emailaddress_set.create(email="second@example.com", verified=True)
    client.force_login(member)
    assert b"Make it the main one" in client.get("/accounts/email/").content
    client.post("/accounts/email/", {"email": "second@example.com", "action_primary": ""})
    member.refresh_from_db()
    assert member.email == "second@example.com"
    client.post("/accounts/email/", {"email": "sanne@example.com", "action_remove": ""})
    assert list(member.emailaddress_set.values_list("email", flat=True)) == ["second@example.com"]


def test_an_account_without_a_password_chooses_one(client, member):
    member.set_unusable_password()
    member.save()
    client.force_login(member)
    assert client.get("/accounts/password/change/").url == "/accounts/password/set/"
    assert b"Your account has no password yet" in client.get("/accounts/password/set/").content
    client.post(
        "/accounts/password/set/", {"password1": "four-windmills-turn", "password2": "four-windmills-turn"}
    )
    member.refresh_from_db()
    assert member.check_password("four-windmills-turn")
