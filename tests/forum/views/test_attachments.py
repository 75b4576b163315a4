"""Sending a picture: by script, by a page without it, and what readers get to see."""

import pytest
from django.test import Client

from community.lib import pictures, throttle
from forum.models import Attachment
from tests import builders
from tests.pictures import claiming, picture, upload

pytestmark = pytest.mark.django_db

PEOPLE = ["asker", "helper", "stranger", "employee", "agent", "lead", "moderator", "manager"]
PAGE = {"Accept": "text/html,application/xhtml+xml"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sent(client, content: bytes | None = None, **more):
    content = picture() if content is None else content
    return client.post("/attachments/", {"file": upload(content), "alt": "My screen"}, **more)


def test_a_script_gets_what_it_puts_into_the_text(client, asker):
    client.force_login(asker)
    reply = sent(client)
    attachment = Attachment.objects.get()
    assert reply.status_code == 201
    assert reply.json() == {
        "id": attachment.pk,
        "markdown": f"![My screen](/media/{attachment.name})",
        "url": f"/media/{attachment.name}",
        "width": 40,
        "height": 30,
    }
    assert client.get(reply.json()["url"]).status_code == 200


@pytest.mark.parametrize("person", PEOPLE)
def test_every_member_may_send(request, client, person):
    client.force_login(request.getfixturevalue(person))
    assert sent(client).status_code == 201


def test_a_visitor_is_asked_to_sign_in(client):
    reply = sent(client)
    assert (reply.status_code, reply.json()) == (403, {"error": "Please sign in to add pictures."})
    for page in (sent(client, headers=PAGE), client.get("/attachments/")):
        assert page.status_code == 302
        assert page.url == "/accounts/login/?next=/attachments/"
    assert not Attachment.objects.exists()


def test_a_form_of_another_site_sends_nothing(asker):
    client = Client(enforce_csrf_checks=True)
    client.force_login(asker)
    assert sent(client).status_code == 403
    assert not Attachment.objects.exists()


def test_who_is_silenced_is_told_so(client, asker, now):
    asker.silenced_until = now.replace(year=2999)
    asker.save()
    client.force_login(asker)
    reply = sent(client)
    assert reply.status_code == 403
    assert reply.json()["error"].startswith("You can read here")


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (SVG, 415, "PNG, JPEG, WebP or GIF"),
        (b"", 400, "empty"),
        (claiming(20_000, 20_000), 413, "too many pixels"),
        (picture("PNG", (300, 300))[:-60], 400, "damaged"),
        (picture() + bytes(pictures.MOST_BYTES), 413, "8 MB"),
        (picture("PNG", (4000, 2)), 400, "line"),
    ],
)
def test_a_refusal_says_what_to_do(client, asker, content, status, said):
    client.force_login(asker)
    reply = sent(client, content)
    assert reply.status_code == status
    assert said in reply.json()["error"]
    page = sent(client, content, headers=PAGE)
    assert page.status_code == status
    assert said in page.content.decode()
    assert 'value="My screen"' in page.content.decode()
    assert not Attachment.objects.exists()


def test_without_a_file_the_form_says_so(client, asker):
    client.force_login(asker)
    for data in ({}, {"file": "no file"}):
        reply = client.post("/attachments/", data)
        assert (reply.status_code, reply.json()) == (400, {"error": "Choose a picture first."})


def test_too_many_are_too_many(client, asker, helper):
    client.force_login(asker)
    for _ in range(throttle.UPLOAD.limit):
        throttle.spend(throttle.UPLOAD, f"member:{asker.pk}")
    reply = sent(client)
    assert reply.status_code == 429
    assert "wait" in reply.json()["error"]
    client.force_login(helper)
    assert sent(client).status_code == 201


def test_the_page_without_script_shows_the_picture_and_its_line(client, asker):
    client.force_login(asker)
    assert 'enctype="multipart/form-data"' in client.get("/attachments/").content.decode()
    page = sent(client, headers=PAGE)
    attachment = Attachment.objects.get()
    assert page.status_code == 201
    assert f'value="{attachment.markdown}"' in page.content.decode()
    assert f'<img src="/media/{attachment.name}"' in page.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, asker, method):
    client.force_login(asker)
    assert getattr(client, method)("/attachments/").status_code == 405


def test_readers_see_the_picture_in_its_room_and_nothing_from_elsewhere(client, asker, board, now):
    client.force_login(asker)
    line = sent(client, picture("JPEG", (1600, 1200))).json()["markdown"]
    question = builders.make_question(
        board=board,
        by=asker,
        now=now,
        body=f"{builders.BODY}\n\n{line}\n\n![Bill](https://elsewhere.example/x.png)",
    )
    page = Client().get(question.path())
    html = page.content.decode()
    assert 'width="672" height="504" loading="lazy" decoding="async"' in html
    assert '<a href="https://elsewhere.example/x.png" rel="nofollow ugc noopener">Bill</a>' in html
    assert "img-src 'self' data:;" in page["Content-Security-Policy"] + ";"
    allowed = [rule for rule in page["Content-Security-Policy"].split(";") if "frame-src" not in rule]
    assert "https:" not in ";".join(allowed), "videos alone may come from elsewhere, once they are asked for"
