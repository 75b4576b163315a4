"""What search engines are told: what to leave alone, and where every readable page is."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from forum.actions import visibility
from forum.models import Question
from forum.queries import sitemap
from tests import builders

pytestmark = pytest.mark.django_db


def locations(response) -> list[str]:
    root = ElementTree.fromstring(b"".join(response.streaming_content))
    return [each.text for each in root.iter(f"{{{'http://www.sitemaps.org/schemas/sitemap/0.9'}}}loc")]


def test_robots_are_kept_from_pages_that_are_one_persons_and_told_of_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /accounts/" in text
    assert "Disallow: /questions/\n" not in text
    assert "/sitemap.xml" in text


def test_the_index_names_a_sitemap_for_every_slice_of_questions(client, question, monkeypatch):
    monkeypatch.setattr(sitemap, "SLICE", question.pk)
    builders.make_question(board=question.board, by=question.author, now=question.created_at)
    names = [each.rpartition("/")[2] for each in locations(client.get("/sitemap.xml"))]
    assert names == ["places.xml", "questions-0.xml", "questions-1.xml"]


def test_an_empty_community_has_a_sitemap_too(client):
    assert locations(client.get("/sitemap.xml"))[0].endswith("/sitemaps/places.xml")
    assert client.get("/sitemaps/questions-0.xml").status_code == 200
    assert client.get("/sitemaps/questions-1.xml").status_code == 404


def test_questions_that_visitors_may_read_are_listed_with_their_last_change(client, question):
    reply = client.get("/sitemaps/questions-0.xml")
    body = b"".join(reply.streaming_content).decode()
    assert question.path() in body
    assert f"<lastmod>{question.active_at.isoformat(timespec='seconds')}</lastmod>" in body


def test_hidden_questions_and_duplicates_are_not(client, question, moderator, now):
    twin = builders.make_question(board=question.board, by=question.author, now=now + timedelta(minutes=5))
    Question.objects.filter(pk=twin.pk).update(status="duplicate", duplicate_of=question)
    hidden = builders.make_question(board=question.board, by=question.author, now=now + timedelta(minutes=9))
    visibility.hide_post(by=moderator, post=hidden, reason="It names a neighbour.", now=now)
    assert [
        each.rpartition("/questions/")[2].split("/")[0]
        for each in locations(client.get("/sitemaps/questions-0.xml"))
    ] == [str(question.pk)]


def test_boards_and_the_home_page_are_places(client, board):
    found = locations(client.get("/sitemaps/places.xml"))
    assert any(each.endswith(f"/boards/{board.slug}/") for each in found)
    assert found[0].endswith("/")


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/sitemaps/places.xml"])
def test_machines_get_no_cookie_and_may_keep_what_they_read(client, address):
    reply = client.get(address)
    assert not reply.cookies
    assert "public" in reply["Cache-Control"]
