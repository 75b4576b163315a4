"""The picture of a page: drawn once, kept under an address of its own, never about what is not for everyone."""

import io

import pytest
from django.core.cache import cache
from PIL import Image

from cms.branding.current import brand
from cms.machines import drawing, pictures, views
from community.lib.throttle import Limit
from forum.models import Question
from tests.cms.schemas import Head

pytestmark = pytest.mark.django_db
TITLES = [
    "My fibre connection drops every evening",
    "Én één café: waarom? 🙂",
    "لماذا يومض المودم باللون الأحمر بعد التحديث؟",
    "为什么我的调制解调器闪红灯？",
    "W" * 300,
    "a " * 150,
    "🙂🙂🙂",
    "\u200b\u202e!",
    "",
]


def picture(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def address_of(client, question) -> str:
    found = Head(client.get(question.path()).content.decode()).meta["og:image"][0]
    return found[found.index("/preview-pictures/") :]


@pytest.mark.parametrize("title", TITLES)
def test_any_title_gives_a_light_picture(title):
    content = drawing.drawn(title=title, state="Solved", name="Kwikstaart", accent="#1b4fb0")
    image = picture(content)
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) <= 60_000
    assert image.convert("RGB").getpixel((600, 625)) == (0x1B, 0x4F, 0xB0)


def test_where_no_font_writes_a_title_the_name_stands_in_its_place(monkeypatch):
    monkeypatch.setattr(drawing, "FONTS", ("no-such-font.ttf", ""))
    assert drawing.font_for("为什么") is None
    one = drawing.drawn(title="为什么", state="", name="Kwikstaart", accent="#1b4fb0")
    assert one == drawing.drawn(title="", state="", name="Kwikstaart", accent="#1b4fb0")


def test_without_any_font_there_is_a_picture_too(monkeypatch):
    monkeypatch.setattr(drawing, "FONTS", ("no-such-font.ttf",))
    assert picture(drawing.drawn(title="Why?", state="Solved", name="K", accent="#1b4fb0")).size == (
        1200,
        630,
    )


def test_a_question_points_at_its_picture(client, question):
    address = address_of(client, question)
    reply = client.get(address)
    assert (reply.status_code, reply["Content-Type"]) == (200, "image/png")
    assert "immutable" in reply["Cache-Control"]
    assert not reply.cookies
    assert picture(reply.content).size == (1200, 630)


def test_another_title_or_state_has_another_address_and_the_old_one_leads_there(client, question):
    first = address_of(client, question)
    Question.objects.update(title="Another title altogether")
    Question.objects.update(accepted_count=1, answer_count=1)
    reply = client.get(first)
    assert reply.status_code == 302
    assert reply["Location"] != first
    assert client.get(reply["Location"]).status_code == 200


def test_it_is_drawn_once(client, question, monkeypatch):
    address = address_of(client, question)
    first = client.get(address).content
    monkeypatch.setattr(drawing, "drawn", lambda **words: b"again")
    assert client.get(address).content == first


def test_drawing_has_a_limit_for_everyone_together(client, question, monkeypatch):
    monkeypatch.setattr(views, "DRAW", Limit("few-pictures", 1, 60))
    address = address_of(client, question)
    assert client.get(address).status_code == 200
    cache.delete(f"preview-picture:{address}")
    reply = client.get(address)
    assert (reply.status_code, int(reply["Retry-After"]) > 0) == (429, True)


@pytest.mark.parametrize("state", ["hidden", "unlisted", "gone"])
def test_what_is_not_for_everyone_has_no_picture(client, question, moderator, now, state):
    address = address_of(client, question)
    if state == "gone":
        address = address.replace(f"question-{question.pk}-", "question-999999-")
    else:
        Question.objects.update(**{f"{state}_at": now, f"{state}_by": moderator})
    assert client.get(address).status_code == 404


def test_a_language_the_site_does_not_speak_has_none(client, question):
    assert client.get(address_of(client, question).replace("-en-", "-fr-")).status_code == 404


def test_other_pages_show_the_house(client, question, home):
    address = Head(client.get("/questions/").content.decode()).meta["og:image"][0]
    path = pictures.path_of_house(brand())
    assert address.endswith(path)
    assert picture(client.get(path).content).size == (1200, 630)
    assert client.get("/preview-pictures/house-0123456789ab.png")["Location"] == path
