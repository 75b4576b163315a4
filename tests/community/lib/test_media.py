"""Kept pictures are served by the application itself, safely, and to everyone alike."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from community.lib import pictures
from tests.pictures import picture, upload


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def placed():
    return pictures.keep(upload(picture("JPEG", (1000, 500)))).placed


@pytest.mark.django_db
def test_a_picture_is_served_for_good_and_nothing_in_it_can_run(client, placed, django_assert_num_queries):
    with django_assert_num_queries(0):
        reply = client.get(placed.address)
    assert reply.status_code == 200
    assert reply.content[8:12] == b"WEBP"
    assert reply["Content-Type"] == "image/webp"
    assert reply["Content-Length"] == str(len(reply.content))
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert reply["Content-Security-Policy"] == "default-src 'none'; style-src 'none'; sandbox"
    assert reply["Content-Disposition"] == "inline"
    assert reply["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in reply
    assert "Cookie" not in reply.get("Vary", "")


def test_every_copy_is_there(client, placed):
    assert len(placed.names()) == 2
    for name in placed.names():
        assert client.get(f"/media/{name}").status_code == 200


def test_who_has_it_is_told_so(client, placed):
    etag = client.get(placed.address)["ETag"]
    reply = client.get(placed.address, headers={"If-None-Match": etag})
    assert reply.status_code == 304
    assert not reply.content
    assert "immutable" in reply["Cache-Control"]


def test_only_reading(client, placed):
    assert client.post(placed.address).status_code == 405
    assert client.delete(placed.address).status_code == 405
    assert client.head(placed.address).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "documents/contract.pdf",
        "original_images/photo.png",
        "attachments/page.html",
        "attachments/drawing.svg",
        "attachments/picture",
        "attachments/.webp",
        "portraits/deeper/picture.webp",
        "picture.webp",
        "secret-key",
    ],
)
def test_nothing_else_in_the_folder_is_served(client, name):
    default_storage.save(name, ContentFile(b"<script>alert(1)</script>"))
    reply = client.get(f"/media/{name}")
    assert reply.status_code == 404
    assert b"script" not in reply.content


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/attachments/",
        "/media/attachments/..",
        "/media/attachments/../../db.sqlite3",
        "/media/attachments/..%2f..%2fpicture.webp",
        "/media/attachments/%2e%2e/picture.webp",
        "/media//etc/passwd.webp",
        "/media/attachments/\\..\\picture.webp",
        "/media/attachments/é.webp",
        "/media/attachments/gone.webp",
    ],
)
def test_no_way_out_of_the_folder(client, path):
    assert client.get(path).status_code == 404
