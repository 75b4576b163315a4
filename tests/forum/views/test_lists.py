"""Lists as visitors and members meet them: everything that narrows is a link, and every filter has a way out."""

import html
import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from community.tags.models import Synonym, Tag
from forum.models import BoardField, FieldValue, Follow, Question
from tests import builders

pytestmark = pytest.mark.django_db


def read(client, path: str) -> str:
    reply = client.get(path)
    assert reply.status_code == 200
    return reply.content.decode()


def links(page: str) -> list[str]:
    return [html.unescape(link) for link in re.findall(r'<a [^>]*href="([^"]+)"', page)]


def titles(page: str) -> list[str]:
    return re.findall(r'<h3 class="row-title"[^>]*><a [^>]*>([^<]+)', page)


@pytest.fixture
def crowd(board, asker, now):
    """Twenty-five Dutch questions about wifi, and one English one about a bill."""
    for number in range(25):
        question = builders.make_question(
            board=board,
            by=asker,
            now=now - timedelta(minutes=number),
            title=f"Vraag met nummer {number}",
            tags=["wifi"],
        )
        Question.objects.filter(pk=question.pk).update(language="nl")
    builders.make_question(board=board, by=asker, now=now, title="Why is my bill so high?", tags=["bill"])


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/questions/?lang=en", ["Why is my bill so high?"]),
        ("/questions/?tag=bill&board=internet-and-tv", ["Why is my bill so high?"]),
        (
            "/boards/internet-and-tv/?tag=bill&state=unanswered&sort=active&lang=en",
            ["Why is my bill so high?"],
        ),
        ("/tags/bill/?lang=nl", []),
        ("/tags/bill/?board=internet-and-tv&sort=me-too", ["Why is my bill so high?"]),
    ],
)
def test_an_address_narrows_a_list(client, crowd, path, found):
    assert titles(read(client, path)) == found


def test_what_narrows_stays_while_pages_are_turned(client, crowd):
    page = read(client, "/tags/wifi/?board=internet-and-tv&lang=nl&sort=active")
    (further,) = [link for link in links(page) if "after=" in link]
    assert further.startswith("/boards/internet-and-tv/?sort=active&lang=nl&tag=wifi&after=")
    assert len(titles(page)) == 20
    assert len(titles(read(client, further))) == 5


def test_every_filter_has_a_way_out(client, crowd):
    page = read(client, "/boards/internet-and-tv/?tag=wifi&lang=nl&state=unanswered")
    assert {
        "/boards/internet-and-tv/?state=unanswered&lang=nl",
        "/boards/internet-and-tv/?state=unanswered&tag=wifi",
        "/boards/internet-and-tv/?state=unanswered",
        "/boards/internet-and-tv/?lang=nl&tag=wifi",
        "/tags/wifi/?state=unanswered&lang=nl",
    } <= set(links(page))


def test_what_is_chosen_is_said(client, crowd):
    page = read(client, "/questions/?lang=nl&state=unanswered&sort=me-too")
    assert re.search(r'aria-current="page">Waiting<', page)
    assert page.count('aria-current="true"') == 3, "a board, a language and an order"
    assert "<title>Questions, waiting · Nederlands · " in page
    assert (
        'rel="canonical" href="http' in page
        and "/questions/?state=unanswered&amp;sort=me-too&amp;lang=nl" in page
    )


def test_words_that_are_often_said_narrow_the_list_that_is_read(client, crowd):
    assert "/boards/internet-and-tv/?lang=nl&tag=wifi" in links(
        read(client, "/boards/internet-and-tv/?lang=nl")
    )
    assert "/tags/wifi/?lang=nl" in links(read(client, "/questions/?lang=nl"))


def test_an_empty_list_says_what_to_leave_out(client, crowd):
    page = html.unescape(read(client, "/tags/bill/?lang=nl"))
    assert "No question fits all of this" in page
    assert "Without “#bill”: 25 questions" in page and "Without “Nederlands”: 1 question<" in page
    assert {"/questions/?lang=nl", "/tags/bill/"} <= set(links(page))
    assert 'content="noindex' in page


def test_an_empty_state_says_what_is_so(client, crowd, signed_in, stranger):
    assert "Nothing is solved here yet" in read(client, "/questions/?state=solved")
    assert "You do not follow a question yet" in read(signed_in(stranger), "/questions/?state=following")
    assert "No questions here yet" in read(client, builders.make_board("Energy").path())


def test_own_lists_are_for_members(client, crowd, signed_in, asker):
    assert "/questions/?state=yours" not in links(read(client, "/questions/"))
    page = read(signed_in(asker), "/questions/?state=yours&lang=en")
    assert titles(page) == ["Why is my bill so high?"]


def test_a_synonym_leads_to_its_tag(client, crowd):
    Synonym.objects.create(slug="wireless", tag=Tag.objects.get(slug="wifi"))
    assert client.get("/tags/wireless/").headers["Location"] == "/tags/wifi/"
    assert len(titles(read(client, "/questions/?tag=wireless"))) == 20


@pytest.mark.parametrize("path", ["/boards/nowhere/", "/tags/nothing/"])
def test_a_board_or_a_tag_that_is_not_there_is_not_found(client, db, path):
    assert client.get(path).status_code == 404


def test_a_board_that_takes_no_more_questions_is_read_but_not_offered(client, board, question, now):
    other = builders.make_board("Old things", archived_at=now)
    assert other.path() not in links(read(client, "/questions/"))
    assert other.path() in links(read(client, other.path()))


def test_a_visitors_list_carries_nothing_of_one_person(client, crowd):
    reply = client.get("/questions/?lang=nl&sort=active")
    assert not reply.cookies and b"csrfmiddlewaretoken" not in reply.content


def test_the_words_of_a_search_begin_a_question(signed_in, asker, board):
    page = read(
        signed_in(asker), f"/questions/ask/?title=router%20%22drops%22%20{'x' * 300}&board={board.slug}"
    )
    (title,) = re.findall(r'<input[^>]* name="title"[^>]* value="([^"]*)"', page)
    assert html.unescape(title).startswith('router "drops" xxx') and len(html.unescape(title)) == 150


def test_what_is_kept_on_top_says_so(client, crowd, board, now):
    oldest = Question.objects.order_by("created_at").first()
    Question.objects.filter(pk=oldest.pk).update(pinned_at=now)
    page = read(client, board.path())
    assert titles(page)[0] == oldest.title and page.count("Kept on top") == 1
    assert "Kept on top" not in read(client, "/questions/")


def test_lists_say_how_long_they_are(client, crowd, board):
    page = read(client, board.path())
    assert re.search(r'All <span class="count">26</span>', page)
    assert re.search(r'Waiting <span class="count">26</span>', page)
    assert 'class="count"' not in read(client, "/tags/wifi/").partition("counted")[0], "words are not counted"


def test_what_is_needed_now_and_then_stands_together(client, crowd, board, department):
    assert "More filters" in read(client, "/questions/")
    field = BoardField.objects.create(board=board, slug="product", label="Product", choices="Box 5\nBox 6")
    question = Question.objects.first()
    FieldValue.objects.create(question=question, field=field, value="Box 6")
    cache.clear()
    assert "/boards/internet-and-tv/?field=product%3ABox+6" in links(read(client, board.path()))
    page = read(client, f"{board.path()}?field=product:Box+6&department=metering")
    assert {f"{board.path()}?field=product%3ABox+6", f"{board.path()}?department=metering"} <= set(
        links(page)
    )
    assert "Product: " in page and "Answered by Metering" in page
    assert "No question fits all of this" in page and 'content="noindex' in page


def test_without_departments_the_language_is_a_menu_of_its_own(client, crowd):
    assert "More filters" not in read(client, "/questions/")


def test_ones_own_lists_stand_in_a_menu(client, crowd, signed_in, stranger):
    assert "state=unread" not in read(client, "/questions/")
    page = read(signed_in(stranger), "/questions/?state=unread")
    assert "You have read everything" in page and "Mark all as read" not in page
    assert "Nothing waits for you here" in read(signed_in(stranger), "/questions/?state=needs-you")


def test_everything_can_be_marked_as_read(client, question, answer, signed_in, stranger, now):
    Follow.objects.create(member=stranger, question=question, since=now - timedelta(days=1))
    browser = signed_in(stranger)
    (at,) = re.findall(r'name="at" value="([^"]+)"', read(browser, "/questions/?state=unread"))
    assert browser.get("/questions/read/").status_code == 405
    assert client.post("/questions/read/", {"at": at}).url.startswith("/accounts/login/")
    for odd in ("", "x", "2026-11-17", "2026-99-99T00:00:00Z"):
        browser.post("/questions/read/", {"at": odd})
    assert titles(read(browser, "/questions/?state=unread")) == [question.title]
    reply = browser.post("/questions/read/", {"at": at}, follow=True)
    assert "You have read everything" in reply.content.decode()


def test_the_names_in_chips_are_safe(client, question, asker):
    asker.name = "<i>Femke</i>"
    asker.save()
    page = read(client, f"/questions/?by={asker.pk}")
    assert "&lt;i&gt;Femke&lt;/i&gt;" in page and "<i>Femke" not in page
    assert titles(page) == [question.title]
