"""A board asks more in place or after a press; a video stays away until it is asked for."""

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser.addresses import JOOST, MARIJKE
from tests.browser.test_pages import faults

ASK = "/questions/ask/"
PLAYER = "https://www.youtube-nocookie.com/**"


@pytest.fixture
def bill(open_page):
    """`bill()`: the question with a video, and the addresses elsewhere that its page asked for."""

    def opened(**look) -> tuple[Window, list[str]]:
        page, elsewhere = open_page(**look), []
        page.on("request", lambda asked: "://127.0.0.1" in asked.url or elsewhere.append(asked.url))
        page.route(PLAYER, lambda route: route.fulfill(body="The player.", content_type="text/html"))
        page.goto("/boards/bills/")
        page.get_by_role("link", name="How do I read my yearly bill?").first.click()
        page.get_by_role("heading", level=1, name="How do I read my yearly bill?").wait_for()
        return page, elsewhere

    return opened


def test_a_chosen_board_asks_in_place_and_begins_only_an_empty_text(open_page):
    page = open_page(as_=MARIJKE)
    page.goto(ASK)
    body, board = page.locator("#id_body"), page.locator("#id_board")
    expect(page.get_by_role("button", name="Choose this board")).to_have_count(0)
    board.select_option(label="Bills")
    page.get_by_label("Number on top").fill("123456")
    expect(body).to_have_value("**What I pay**\n\n")
    expect(page.get_by_text("This board asks 2 things more")).to_be_attached()
    board.select_option(label="Internet and TV")
    expect(page.get_by_label("Number on top")).to_have_count(0)
    expect(body).to_have_value("")
    body.fill("My own words.")
    board.select_option(label="Bills")
    expect(page.get_by_label("Number on top")).to_have_value("123456")
    expect(body).to_have_value("My own words.")
    assert list(faults(page, ASK, {"light": 1280, "dark": 390})) == []


def test_without_script_a_press_brings_what_the_board_asks(open_page):
    page = open_page(as_=JOOST, script=False)
    page.goto(ASK)
    page.locator("#id_title").fill("What do I pay for?")
    page.locator("#id_board").select_option(label="Bills")
    page.get_by_role("button", name="Choose this board").click()
    expect(page.locator("#id_title")).to_have_value("What do I pay for?")
    expect(page.locator("#id_body")).to_have_value("**What I pay**\n\n")
    page.get_by_label("Kind of bill").select_option("Yearly")


def test_a_video_plays_where_it_stands_and_asks_nobody_before(bill):
    page, elsewhere = bill()
    still = page.get_by_role("link", name="Reading the bill")
    expect(still).to_contain_text("YouTube then sees that you watch")
    assert elsewhere == []
    still.press("Enter")
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("title", "Reading the bill")
    expect(page.frame_locator("iframe").get_by_text("The player.")).to_be_visible()
    assert [address.partition("?")[0] for address in elsewhere] == [
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
    ]
    # What remains is a link.
    expect(page.get_by_role("link", name="Reading the bill")).to_have_attribute(
        "href", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    )


def test_without_script_a_video_is_a_link(bill):
    page, elsewhere = bill(script=False)
    expect(page.get_by_role("link", name="Reading the bill")).to_be_visible()
    expect(page.get_by_text("sees that you watch")).to_have_count(0)
    assert elsewhere == []


def test_on_paper_a_video_is_its_address(bill):
    page, _elsewhere = bill()
    page.emulate_media(media="print")
    shown = page.get_by_role("link", name="Reading the bill").evaluate(
        "a => getComputedStyle(a, '::after').content"
    )
    assert "www.youtube.com/watch" in shown or "attr(href)" in shown
