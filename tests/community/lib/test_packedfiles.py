"""Our own static files travel packed, also where nothing was collected."""

import gzip

from django.conf import settings
from django.test import RequestFactory

from community.lib.packedfiles import PackedFilesMiddleware, packed

SHEET = settings.ROOT / "static" / "built" / "site.css"


def served(encoding: str):
    middleware = PackedFilesMiddleware(lambda request: None)
    request = RequestFactory().get("/static/built/site.css", headers={"accept-encoding": encoding})
    return middleware(request)


def test_a_style_sheet_is_served_packed():
    for encoding in ("br", "gzip"):
        reply = served(encoding)
        assert reply["Content-Encoding"] == encoding
        assert int(reply["Content-Length"]) < SHEET.stat().st_size / 3
        assert reply["Vary"] == "Accept-Encoding"


def test_who_unpacks_nothing_gets_it_as_it_is():
    reply = served("")
    assert "Content-Encoding" not in reply
    assert b"".join(reply.streaming_content) == SHEET.read_bytes()


def test_a_changed_file_is_packed_anew(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    source = tmp_path / "a.css"
    for text in ("a { color: red }", "a { color: blue }"):
        source.write_text(text)
        with open(packed(source)["gzip"], "rb") as copy:
            assert gzip.decompress(copy.read()).decode() == text
