"""What search engines are told: what to leave alone, and where every readable page is."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from community.tags.models import Synonym, Tag
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
    assert names[0] == "places.xml" and "tags-0.xml" in names
    slices = [each for each in names if each.startswith("questions-")]
    assert slices == ["questions-0.xml", "questions-1.xml"]


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


def test_what_is_in_no_list_is_not_either(client, question, moderator, now):
    Question.objects.update(unlisted_at=now, unlisted_by=moderator)
    assert locations(client.get("/sitemaps/questions-0.xml")) == []


def test_tags_with_questions_or_a_page_have_slices_of_their_own(client, question, monkeypatch):
    for slug, page in (("empty", ""), ("told", "All about it.")):
        Tag.objects.create(slug=slug, wiki=page)
    found = locations(client.get("/sitemaps/tags-0.xml"))
    assert [each.rpartition("/tags/")[2] for each in found] == ["fibre/", "told/", "told/about/"]
    monkeypatch.setattr(sitemap, "SLICE", 1)
    assert sitemap.slices_of_tags() == Tag.objects.latest("pk").pk
    assert client.get("/sitemaps/tags-99999.xml").status_code == 404


def test_a_slice_costs_one_query_however_many_questions_it_holds(
    client, question, django_assert_max_num_queries
):
    for number in range(5):
        builders.make_question(
            board=question.board, by=question.author, now=question.created_at + timedelta(minutes=10 * number)
        )
    # The newest number, and the slice itself.
    with django_assert_max_num_queries(2):
        assert len(locations(client.get("/sitemaps/questions-0.xml"))) == 6


def test_a_board_changed_when_its_newest_question_did(client, question):
    body = b"".join(client.get("/sitemaps/places.xml").streaming_content).decode()
    changed = f"<lastmod>{question.active_at.isoformat(timespec='seconds')}</lastmod>"
    assert f"{question.board.path()}</loc>{changed}" in body


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("/questions/7/why/", True),
        ("/questions/7/why/?sort=newest", False),
        ("/questions/?state=solved", True),
        ("/questions/?state=solved&sort=active", False),
        ("/questions/7/history/", False),
        ("/answers/7/history/", False),
        ("/questions/7/edit/", False),
        ("/answers/7/", True),
        ("/tags/fibre/", True),
        ("/tags/fibre/about/", True),
        ("/tags/fibre/about/history/", False),
        ("/bookmarks/", False),
        ("/following/", False),
        ("/review/", False),
        ("/preview-pictures/house-0123456789ab.png", True),
        ("/media/attachments/x.webp", True),
    ],
)
def test_robots_read_what_says_something_to_a_visitor(client, address, is_open):
    closed = [
        line.partition(": ")[2]
        for line in client.get("/robots.txt").content.decode().splitlines()
        if line.startswith("Disallow")
    ]
    # RFC 9309: a path that begins so, with "*" for anything.
    patterns = [re.escape(path).replace(r"\*", ".*") for path in closed]
    assert any(re.match(pattern, address) for pattern in patterns) is not is_open


def test_an_old_title_leads_to_the_new_one_for_good_with_its_query(client, question):
    for old in ("an-older-title", "an-older-title-with-ü"):
        reply = client.get(f"/questions/{question.pk}/{old}/?sort=newest&x=%C3%A9")
        assert reply.status_code == 301
        assert reply["Location"] == f"{question.path()}?sort=newest&x=%C3%A9"
        # A title may change back: a browser that kept the way there would go round in circles.
        assert reply["Cache-Control"] == "no-cache"
    assert client.get(f"/questions/{question.pk}/").status_code == 301


@pytest.mark.parametrize("path", ["/tags/glass/", "/tags/glass/about/"])
def test_another_word_for_a_tag_leads_to_it_with_the_query(client, question, path):
    Synonym.objects.create(slug="glass", tag=Tag.objects.get(slug="fibre"))
    reply = client.get(f"{path}?state=solved")
    assert (reply.status_code, reply["Location"]) == (301, path.replace("glass", "fibre") + "?state=solved")


def test_boards_and_the_home_page_are_places(client, board):
    found = locations(client.get("/sitemaps/places.xml"))
    assert any(each.endswith(f"/boards/{board.slug}/") for each in found)
    assert found[0].endswith("/")


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/sitemaps/places.xml"])
def test_machines_get_no_cookie_and_may_keep_what_they_read(client, address):
    reply = client.get(address)
    assert not reply.cookies
    assert "public" in reply["Cache-Control"]
