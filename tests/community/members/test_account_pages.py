"""The profile, the language, and what is said when a form is refused."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.urls import reverse

from community.members.models import Member
from tests.builders import BODY

pytestmark = pytest.mark.django_db
COOKIE = settings.LANGUAGE_COOKIE_NAME


def page_language(client, path="/settings/profile/") -> str:
    return client.get(path).headers["Content-Language"]


def test_a_visitor_chooses_a_language_for_this_browser(client):
    assert page_language(client, "/questions/") == "en"
    answer = client.get("/language/nl/?next=/questions/")
    assert (answer.status_code, answer.url) == (302, "/questions/")
    assert client.cookies[COOKIE].value == "nl"
    assert page_language(client, "/questions/") == "nl"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\x08//evil.example",
    ],
)
def test_choosing_a_language_never_leads_off_the_site(client, elsewhere):
    assert client.get("/language/nl/", {"next": elsewhere}).url == "/"


@pytest.mark.parametrize("code", ["de", "xx-y", "english"])
def test_a_language_we_do_not_speak_is_not_found(client, code):
    assert client.get(f"/language/{code}/").status_code == 404


def test_choosing_a_language_takes_a_link_not_a_form(client):
    assert client.post("/language/nl/").status_code == 405


def test_the_profiles_language_counts_where_this_browser_has_none(client, asker):
    asker.language = "nl"
    asker.save()
    client.force_login(asker)
    assert page_language(client) == "nl"
    client.get("/language/en/")
    assert page_language(client) == "en"


def test_the_profile_keeps_what_was_chosen_and_speaks_it_at_once(client, asker):
    client.cookies[COOKIE] = "en"
    client.force_login(asker)
    fields = {
        "name": "  Femke \u202e de Boer ",
        "about": "Fibre since\n2019",
        "language": "nl",
        "time_zone": "Europe/Brussels",
    }
    assert client.post("/settings/profile/", fields).status_code == 302
    asker.refresh_from_db()
    assert (asker.name, asker.about) == ("Femke de Boer", "Fibre since 2019")
    assert (asker.language, asker.time_zone) == ("nl", "Europe/Brussels")
    assert page_language(client) == "nl"
    client.post("/settings/profile/", fields | {"language": ""})
    assert page_language(client) == "en"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"name": "\u202e\u202e\u202e"},
        {"name": "a\x00b"},
        {"language": "de"},
        {"time_zone": "Mars/Olympus"},
        {"about": "x" * 301},
        {"about": "a\x00b"},
    ],
    ids=str,
)
def test_a_profile_that_will_not_do_keeps_the_old_one(client, asker, fields):
    client.force_login(asker)
    answer = client.post(
        "/settings/profile/", {"name": "Femke", "about": "", "language": "", "time_zone": "", **fields}
    )
    assert answer.context["form"].errors
    assert Member.objects.get(pk=asker.pk).name == "Femke de Boer"


def test_nobody_gives_themselves_a_role(client, asker):
    client.force_login(asker)
    wanted = {
        "name": "Femke",
        "is_moderator": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "department": "1",
        "email": "x@y.example",
    }
    client.post("/settings/profile/", wanted)
    member = Member.objects.get(pk=asker.pk)
    assert not (member.is_moderator or member.is_staff or member.is_superuser or member.is_employee)
    assert member.email == asker.email


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/settings/profile/").url == "/accounts/login/?next=/settings/profile/"


def test_a_refused_form_keeps_what_was_typed(asker, board):
    client = Client(enforce_csrf_checks=True)
    client.force_login(asker)
    typed = {
        "title": "Why <b>me</b>?",
        "body": "\n" + BODY,
        "tags": "fibre",
        "board": str(board.pk),
        "form_key": "k",
    }
    answer = client.post("/questions/ask/?board=x", typed)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert 'action="/questions/ask/?board=x"' in page
    assert "Why &lt;b&gt;me&lt;/b&gt;?" in page
    assert BODY in page and 'name="form_key" value="k"' in page
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    again = client.post(
        "/questions/ask/",
        typed | {"csrfmiddlewaretoken": token, "is_checked": "on", "title": "Why is it me?"},
    )
    assert (again.status_code, again.url.startswith("/questions/")) == (302, True)


def test_a_refused_form_shows_no_password(db):
    answer = Client(enforce_csrf_checks=True).post(
        "/accounts/login/", {"login": "me@example.com", "password": "a-secret-word"}
    )
    assert answer.status_code == 403
    assert b"a-secret-word" not in answer.content
    assert b"me@example.com" in answer.content


def test_pages_that_are_not_there_are_said_kindly(client):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert b"<h1>" in answer.content


def test_the_names_of_addresses_are_kept():
    assert reverse("profile") == "/settings/profile/"
    assert reverse("set_language", args=["nl"]) == "/language/nl/"


def test_who_signs_in_reads_in_their_own_language_from_then_on(client, asker):
    """A member's choice comes first, then what a visitor chose in this browser, then what the browser asks for."""
    client.get("/language/en/")
    assert page_language(client, "/questions/") == "en"
    Member.objects.filter(pk=asker.pk).update(language="nl")
    EmailAddress.objects.create(user=asker, email=asker.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": asker.email, "password": "a good long password"})
    assert page_language(client, "/questions/") == "nl"
    client.get("/language/en/")
    assert page_language(client, "/questions/") == "en", "chosen since, in this browser"


def test_without_any_choice_the_browser_decides(client, asker):
    assert (
        client.get("/questions/", headers={"Accept-Language": "nl-BE,fr"}).headers["Content-Language"] == "nl"
    )
    assert client.get("/questions/", headers={"Accept-Language": "fr"}).headers["Content-Language"] == "en"
    client.force_login(asker)
    assert (
        client.get("/questions/", headers={"Accept-Language": "nl-BE,fr"}).headers["Content-Language"] == "nl"
    )
