"""The home page, the articles and the search page as visitors meet them."""

import pytest

from cms.models import ArticlePage
from forum.actions.accept import accept_answer
from forum.actions.visibility import hide_post
from forum.search import face
from forum.search.face import SearchUnavailable
from tests.builders import make_board, make_department, make_question
from tests.cms.shelf import make_article

pytestmark = pytest.mark.django_db


def test_the_front_door_shows_boards_what_was_solved_and_what_waits(
    client, home, article, question, answer, asker, now
):
    waiting = make_question(
        board=question.board, by=asker, now=now, title="Why is my bill so high this month?"
    )
    accept_answer(by=asker, answer=answer, now=now)
    reply = client.get("/")
    page = reply.content.decode()
    assert reply.status_code == 200
    assert 'action="/search/"' in page
    assert question.board.name in page
    assert page.index(question.title) < page.index(waiting.title)
    assert '<a href="/articles/read-your-meter/"' in page
    assert not reply.cookies and "csrfmiddlewaretoken" not in page


def test_an_empty_front_door_says_so(client, home):
    page = client.get("/").content.decode()
    assert "No boards yet" in page and "Nobody is waiting" in page and "No articles yet" in page


def test_a_hidden_question_is_on_no_front_door(client, home, question, moderator, now):
    hide_post(by=moderator, post=question, reason="It names a person", now=now)
    assert question.title.encode() not in client.get("/").content


def test_the_front_door_speaks_dutch_where_it_can(client, home):
    home.heading_nl = "Wat wil je weten?"
    home.save_revision().publish()
    make_board("Internet", name_nl="Internet en bellen")
    page = client.get("/", headers={"Accept-Language": "nl"}).content.decode()
    assert "Wat wil je weten?" in page and "Internet en bellen" in page
    assert '<html lang="nl"' in page


def test_articles_are_listed_and_read(client, articles, article):
    assert b"Read your meter" in client.get("/articles/").content
    page = client.get("/articles/read-your-meter/").content
    assert b"Open the cupboard." in page


def test_an_article_says_who_checked_it_and_when(client, articles, now):
    make_article(articles, "Checked", checked_by=make_department("Metering"), checked_at=now.date())
    assert b"Checked by Metering on 17 November 2026" in client.get("/articles/checked/").content


def test_an_article_that_lost_its_department_is_still_read(client, articles, now):
    make_article(articles, "Checked", checked_at=now.date())
    page = client.get("/articles/checked/").content
    assert b"Checked by" not in page


def test_an_article_that_was_taken_back_is_not_found(client, article):
    article.unpublish()
    assert client.get("/articles/read-your-meter/").status_code == 404
    assert b"Read your meter" not in client.get("/articles/").content


def test_an_empty_shelf_says_so(client, articles):
    assert b"No articles yet" in client.get("/articles/").content


def test_publishing_has_the_article_indexed(article):
    assert ArticlePage.objects.get().index_due_at is not None
    ArticlePage.objects.update(index_due_at=None)
    article.unpublish()
    assert ArticlePage.objects.get().index_due_at is not None


def test_without_words_the_search_page_asks_for_them(client, home):
    reply = client.get("/search/")
    assert reply.status_code == 200
    assert b"Nothing found" not in reply.content


def hits(monkeypatch, *found):
    results = face.Results(hits=[face.Hit(*one) for one in found], total=len(found), capped=False)
    monkeypatch.setattr(face, "search", lambda *_words, **_options: results)


def test_what_the_words_find_is_listed_in_the_engines_order(client, monkeypatch, home, article, question):
    hits(monkeypatch, ("article", article.pk, 2.0), ("question", question.pk, 1.0), ("question", 99999, 0.5))
    page = client.get("/search/", {"q": "fibre <b>"}).content.decode()
    assert page.index("Read your meter") < page.index(question.path())
    assert "fibre &lt;b&gt;" in page and "fibre <b>" not in page


def test_what_was_hidden_since_it_was_indexed_is_not_shown(
    client, monkeypatch, home, article, question, moderator, now
):
    hide_post(by=moderator, post=question, reason="It names a person", now=now)
    article.unpublish()
    hits(monkeypatch, ("article", article.pk, 2.0), ("question", question.pk, 1.0))
    page = client.get("/search/", {"q": "fibre"}).content.decode()
    assert question.title not in page and "Read your meter" not in page


def test_nothing_found_says_what_to_do(client, monkeypatch, home):
    hits(monkeypatch)
    page = client.get("/search/", {"q": "zzzz"}).content.decode()
    assert "Nothing found" in page and "/questions/ask/" in page


def test_an_engine_that_is_down_is_said_and_nothing_else_breaks(client, monkeypatch, home, question):
    def down(*_words, **_options):
        raise SearchUnavailable("the engine")

    monkeypatch.setattr(face, "search", down)
    reply = client.get("/search/", {"q": "fibre"})
    assert reply.status_code == 503
    assert b"Search is resting" in reply.content and b'value="fibre"' in reply.content
    assert client.get("/questions/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"q": "x" * 5000},
        {"q": "\u202e 🤔"},
        {"q": '"(AND OR NOT ~*?:/\\'},
        {"q": "a", "from": "-1"},
        {"q": "a", "from": "99999999999"},
        {"q": "a", "from": "x"},
        {"q": "a", "from": "٣"},
        {"q": "a", "from": "99999"},
    ],
    ids=str,
)
def test_odd_words_break_nothing(client, home, query):
    assert client.get("/search/", query).status_code == 200


def test_who_searches_without_end_waits_a_moment(client, monkeypatch, home):
    hits(monkeypatch)
    for _ in range(70):
        reply = client.get("/search/", {"q": "fibre"})
    assert reply.status_code == 429
    assert b"many searches" in reply.content


@pytest.mark.parametrize("path", ["/search/", "/", "/articles/"])
def test_reading_takes_no_post(client, articles, path):
    assert client.post(path).status_code == 405
