"""The search page with a real index behind it: filters in the address, words marked, ways out of nothing."""

import html
import re

import pytest

from forum.models import Question
from forum.search import indexing
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(settings, tmp_path, home, article, board, asker, helper, now):
    """An English and a Dutch question, the Dutch one solved in words of its answer, and an article."""
    settings.ELASTICSEARCH_URL = ""
    settings.VAR_DIR = tmp_path
    energy = builders.make_board("Energy", name_nl="Energie")
    english = builders.make_question(board=board, by=asker, now=now, title="My router reboots every evening")
    dutch = builders.make_question(
        board=energy,
        by=asker,
        now=now,
        title="Waarom is mijn meter zo traag?",
        body="Ik lees hem elke dag af, en toch.",
    )
    answer = builders.make_answer(
        question=dutch, by=helper, now=now, body="Zet de router dichter bij de meterkast."
    )
    Question.objects.filter(pk=dutch.pk).update(language="nl", accepted_count=1)
    type(answer).objects.filter(pk=answer.pk).update(accepted_at=now, accepted_by=asker)
    indexing.catch_up()
    return english, dutch


def found(client, **query) -> str:
    return html.unescape(client.get("/search/", query).content.decode())


def titles(page: str) -> list[str]:
    plain = re.sub("</?mark>", "", page)
    return re.findall(r'<h2 class="row-title"[^>]*><a [^>]*>([^<]+)', plain)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"My router reboots every evening", "Waarom is mijn meter zo traag?"}),
        ({"lang": "nl"}, {"Waarom is mijn meter zo traag?"}),
        ({"board": "energy"}, {"Waarom is mijn meter zo traag?"}),
        ({"state": "solved"}, {"Waarom is mijn meter zo traag?"}),
        ({"lang": "en", "board": "internet-and-tv", "kind": "question"}, {"My router reboots every evening"}),
        ({"lang": "xx", "board": "nowhere", "kind": "person", "state": "odd"}, None),
    ],
)
def test_filters_in_the_address_narrow_what_is_found(client, indexed, query, expected):
    everything = {"My router reboots every evening", "Waarom is mijn meter zo traag?"}
    assert set(titles(found(client, q="router", **query))) == (expected or everything)


def test_kinds_are_told_apart(client, indexed):
    assert titles(found(client, q="meter", kind="article")) == ["Read your meter"]
    assert titles(found(client, q="meter", kind="question")) == ["Waarom is mijn meter zo traag?"]


def test_the_words_are_marked_in_title_and_text_and_safely(client, indexed):
    page = client.get("/search/", {"q": "routers <b>"}).content.decode()
    assert "My <mark>router</mark> reboots" in page
    assert "<b>" not in page


def test_a_thread_found_by_an_answer_shows_that_answer(client, indexed):
    page = found(client, q="router")
    assert "Zet de <mark>router</mark> dichter bij" in page
    assert "From the answer by Joost Wagenaar" in page


def test_filters_stay_with_the_next_search_and_each_has_a_way_out(client, indexed):
    page = found(client, q="router", lang="nl", board="energy", state="solved")
    assert '<input type="hidden" name="lang" value="nl">' in page
    assert '<input type="hidden" name="board" value="energy">' in page
    for way_out in (
        "/search/?q=router&lang=nl&state=solved",
        "/search/?q=router&board=energy&state=solved",
        "/search/?q=router&board=energy&lang=nl",
        "/search/?q=router",
    ):
        assert f'href="{way_out}"' in page


def test_when_filters_keep_everything_away_they_can_be_left_out(client, indexed):
    page = found(client, q="router", lang="en", board="energy")
    assert "Nothing found" in page
    assert "Without “English”: 1 result<" in page and "Without “Energy”: 1 result<" in page


def test_when_nothing_is_found_the_words_go_along_to_the_ask_page(client, indexed):
    page = found(client, q="zzqq & plop", board="energy")
    assert 'href="/questions/ask/?title=zzqq%20%26%20plop&board=energy"' in page
    assert "Try fewer or other words" in page


def test_the_page_speaks_the_readers_language_around_what_is_found(client, indexed):
    page = client.get("/search/", {"q": "router"}, headers={"Accept-Language": "nl"}).content.decode()
    assert "Energie" in page
    assert re.search(r'<div lang="en"><h2 class="row-title" dir="auto"><a [^>]*>My <mark>', page)
