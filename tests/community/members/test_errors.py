"""Pages for when something is not there, not open, too often, or not reachable at all."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_address_that_leads_nowhere_offers_to_search_for_its_words(client):
    answer = client.get("/questions/x/my-esim-does-not-work/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert 'value="my esim does not work"' in page
    assert page.count('role="search"') == 1 and page.count('id="q"') == 1
    assert 'href="/questions/ask/"' in page
    assert "csrfmiddlewaretoken" not in page and not answer.cookies


def test_words_of_an_address_are_shown_as_words(client):
    page = client.get("/nowhere/%22%3E%3Cscript%3Ealert(1)%3C/script%3E/").content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(("path", "who"), [("/desk/", b"webcare"), ("/for-you/", b"colleagues")])
def test_a_closed_door_says_whose_it_is(client, asker, path, who):
    client.force_login(asker)
    answer = client.get(path)
    assert answer.status_code == 403
    assert who in answer.content and b"You are signed in as Femke de Boer" in answer.content


def test_too_often_says_how_long(client):
    for _ in range(31):
        answer = client.post("/accounts/login/", {"login": "a@b.example", "password": "wrong guess number"})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) == 300
    assert b"Try again in 5 minutes" in answer.content
    assert b'href="/accounts/login/"' in answer.content


def test_too_many_letters_asked_for_wait_a_minute(client):
    for _ in range(7):
        answer = client.post("/accounts/password/reset/", {"email": "a@b.example"})
    assert answer.status_code == 429
    assert b"Try again in 1 minute." in answer.content


def test_a_form_with_a_password_is_filled_in_anew(db):
    page = Client(enforce_csrf_checks=True).post(
        "/accounts/login/", {"login": "me@example.com", "password": "secret"}
    )
    assert page.status_code == 403
    assert b"Only a password is not kept" in page.content and b"secret" not in page.content


def test_the_page_for_our_own_faults_needs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        page = render_to_string("500.html")
    assert 'lang="nl"' in page and "<form" not in page


def test_the_page_for_no_connection_is_the_same_for_everyone(client, asker, django_assert_num_queries):
    with django_assert_num_queries(0):
        visitor = client.get("/offline/")
    client.force_login(asker)
    assert client.get("/offline/").content == visitor.content
    assert not visitor.cookies and b"Femke" not in visitor.content
    assert b'lang="nl"' in visitor.content


def test_the_worker_reaches_every_page_and_is_always_asked_for_anew(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert client.post("/sw.js").status_code == 405


def test_the_worker_keeps_one_page_only():
    code = (Path(settings.ROOT) / "static" / "sw.js").read_text()
    assert 'const PAGE = "/offline/"' in code
    assert code.count("cache.put") == 1 and code.count("addAll") == 1
    assert 'credentials: "omit"' in code
