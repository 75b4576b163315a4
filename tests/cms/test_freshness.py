"""Publishing and editing make the visitor's page fresh, through the page cache that stands in front."""

import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from community.lib.pagecache import PageCache
from forum.actions.visibility import hide_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit():
    """`visit(path)`: the page a visitor gets, and whether Django had to make it."""
    made = []
    handler = WSGIHandler()

    def counted(environ, start_response):
        made.append(environ["PATH_INFO"])
        return handler(environ, start_response)

    site = PageCache(counted)

    def ask(path: str) -> tuple[str, bool]:
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
        }
        made.clear()
        replies = []
        body = b"".join(site(environ, lambda status, headers, *_: replies.append(status)))
        assert replies[0] == "200 OK", replies
        return body.decode(), bool(made)

    # The test's own connection stays open between two visits.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield ask
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def stored(visit, path: str) -> str:
    """Visits until the page is answered without Django."""
    for _ in range(3):
        page, was_made = visit(path)
        if not was_made:
            return page
    raise AssertionError(f"{path} is never stored")


@pytest.mark.parametrize("path", ["/", "/articles/", "/articles/read-your-meter/"])
def test_publishing_makes_the_visitors_page_fresh(visit, committed, home, article, path):
    assert "Read your meter" in stored(visit, path)
    with committed():
        article.title = "Read any meter"
        article.save_revision().publish()
    page, was_made = visit(path)
    assert was_made and "Read any meter" in page


def test_taking_an_article_back_takes_it_from_the_front_door(visit, committed, home, article):
    assert "Read your meter" in stored(visit, "/")
    with committed():
        article.unpublish()
    assert "Read your meter" not in visit("/")[0]


def test_a_new_heading_stands_on_the_front_door_at_once(visit, committed, home):
    stored(visit, "/")
    with committed():
        home.heading = "Ask your neighbours"
        home.save_revision().publish()
    assert "Ask your neighbours" in visit("/")[0]


def test_what_a_moderator_hides_leaves_every_page_at_once(
    visit, committed, home, question, answer, moderator, now
):
    paths = ["/", "/questions/", question.board.path(), "/tags/fibre/"]
    for path in paths:
        assert question.title in stored(visit, path)
    assert answer.body in stored(visit, question.path())
    with committed():
        hide_post(by=moderator, post=answer, reason="It names a person", now=now)
    assert answer.body not in visit(question.path())[0]
    with committed():
        hide_post(by=moderator, post=question, reason="It names a person", now=now)
    for path in paths:
        assert question.title not in visit(path)[0]
