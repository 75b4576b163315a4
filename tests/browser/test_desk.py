"""Two agents in two browsers at one desk: each sees the other, and no two of them answer one customer at once."""

import re
import subprocess
import sys

import pytest

from tests.browser.addresses import NIENKE
from tests.browser.conftest import WIDTHS
from tests.browser.deskscene import CHIDI, NEWEST, SASKIA, TITLES
from tests.journeys.processes import ROOT

REPLY = "We looked at it together and it is mended tonight."


@pytest.fixture(scope="module")
def cases(site) -> list[str]:
    """Addresses of cases nobody owns."""
    build = [sys.executable, "-m", "tests.browser.deskscene"]
    done = subprocess.run(build, cwd=ROOT, env=site.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture
def two(open_page):
    """Nienke and Chidi, each in a browser of their own."""
    return open_page(as_=NIENKE), open_page(as_=CHIDI)


def text(page):
    return page.locator("form.compose textarea[name=body]")


def test_they_see_each_other_and_one_of_them_takes_it(two, cases):
    nienke, chidi = two
    nienke.goto(cases[0])
    chidi.goto(cases[0])
    chidi.get_by_text("Nienke Postma reads along.").wait_for()
    nienke.get_by_text("Chidi Okafor reads along.").wait_for()

    text(chidi).fill("I think that I know what this is about")
    nienke.get_by_role("button", name="Take this case").click()
    nienke.get_by_text("You own this case.").wait_for()
    chidi.get_by_role("button", name="Take this case").click()
    chidi.get_by_text("Nienke Postma took this case a moment ago.").wait_for()
    assert text(chidi).input_value() == "I think that I know what this is about"
    chidi.get_by_text("Nienke Postma owns this case.").wait_for()

    text(nienke).press_sequentially("Dear Femke")
    chidi.get_by_text(re.compile("Nienke Postma is writing the reply, until")).wait_for()


def test_who_writes_is_not_answered_past(two, cases):
    nienke, chidi = two
    nienke.goto(cases[1])
    chidi.goto(cases[1])
    with nienke.expect_response(
        lambda got: got.url.endswith("/presence/") and "writes" in got.request.post_data
    ):
        text(nienke).press_sequentially("Dear Femke, we")
    text(chidi).fill(REPLY)
    chidi.get_by_role("button", name="Take it and answer publicly").click()
    chidi.get_by_role("alert").get_by_text("Your text is kept.").wait_for()
    assert text(chidi).input_value() == REPLY

    # She thinks better of it: an empty box holds nobody up.
    with nienke.expect_response(
        lambda got: got.url.endswith("/presence/") and "empties" in got.request.post_data
    ):
        text(nienke).fill("")
    chidi.get_by_role("button", name="Take it and answer publicly").click()
    chidi.get_by_text("You own this case.").wait_for()


def test_what_is_said_meanwhile_comes_without_losing_what_is_typed(two, cases):
    nienke, chidi = two
    nienke.goto(cases[2])
    chidi.goto(cases[2])
    text(nienke).fill("Half a sentence that")
    chidi.locator("label", has=chidi.locator("input[name=to][value=note]")).click()
    text(chidi).fill("The branch office knows more about it.")
    chidi.get_by_role("button", name="Keep as a note for colleagues").click()
    chidi.locator(".note").get_by_text("The branch office knows more").wait_for()

    nienke.get_by_text("There is news on this case.").wait_for()
    nienke.get_by_role("button", name="Show it").click()
    nienke.locator(".note").get_by_text("The branch office knows more").wait_for()
    assert text(nienke).input_value() == "Half a sentence that"


def test_a_case_that_is_handed_over_arrives(two, cases):
    nienke, chidi = two
    nienke.goto(cases[3])
    nienke.get_by_role("button", name="Take this case").click()
    nienke.get_by_text("You own this case.").wait_for()
    chidi.goto("/desk/?view=mine")
    assert chidi.get_by_role("link", name=TITLES[3]).count() == 0
    chidi.locator("#words").fill("typed while I look")

    nienke.goto(f"{cases[3]}hand-over/")
    nienke.get_by_label("Chidi Okafor").check()
    nienke.locator("[name=reason]").fill("You know this street.")
    nienke.get_by_role("button", name="Hand it over").click()
    nienke.wait_for_url("**/desk/")

    chidi.get_by_text("One new case.").wait_for()
    chidi.get_by_role("button", name="Show", exact=True).click()
    chidi.get_by_role("link", name=TITLES[3]).wait_for()
    assert chidi.locator("#words").input_value() == "typed while I look"
    chidi.get_by_role("link", name=TITLES[3]).click()
    chidi.get_by_text("You own this case.").wait_for()
    chidi.get_by_text("You know this street.").first.wait_for()


def test_the_desk_is_worked_by_keyboard(open_page, cases):
    page = open_page(as_=CHIDI)
    page.goto("/desk/?view=all")
    page.keyboard.press("j")
    first = page.locator(".case-rows .row-title a").first
    assert first.evaluate("link => link === document.activeElement")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert first.evaluate("link => link === document.activeElement")
    page.keyboard.press("/")
    assert page.locator("#words").evaluate("field => field === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_text("Take the case").wait_for()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_case_opens_at_its_newest_word(open_page, cases, width, script):
    page = open_page(as_=NIENKE, width=width, script=script)
    page.goto(cases[4])
    newest = page.get_by_text(NEWEST).last.bounding_box()
    assert newest["y"] >= 0 and newest["y"] + newest["height"] <= 900
    talk = page.locator(".talk").bounding_box()
    assert newest["y"] + newest["height"] <= talk["y"] + talk["height"]
    writing = page.locator(".writing").bounding_box()
    assert writing["y"] < 900, "where to write begins in sight"
    if width == WIDTHS["wide"]:
        assert writing["height"] <= 0.4 * 900 + 1, (
            "on a phone the page scrolls, and the box is as high as it is"
        )


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("open_", ["[data-aid*=macros]", "[data-preview]"], ids=["texts", "preview"])
def test_what_is_typed_stays_in_sight_beside_texts_and_preview(open_page, cases, width, open_):
    page = open_page(as_=NIENKE, width=width)
    page.goto(cases[4])
    text(page).fill("We look into it today, at your own box.")
    page.locator(f"form.compose {open_}").click()
    page.locator("#texts:not([hidden]), #preview:not(:empty)").wait_for()
    typed, box = text(page).bounding_box(), page.locator(".writing").bounding_box()
    assert box["y"] <= typed["y"] and typed["y"] + typed["height"] <= box["y"] + box["height"]
    if width == WIDTHS["wide"]:
        assert page.locator(".talk").bounding_box()["height"] > 150
    page.keyboard.press("Escape")
    page.locator("#texts[hidden]").wait_for(state="attached")


def test_c_takes_the_case(open_page, cases):
    page = open_page(as_=CHIDI)
    page.goto(cases[4])
    page.keyboard.press("c")
    page.get_by_text("You own this case.").wait_for()


def test_ones_own_sending_is_no_news_and_other_buttons_keep_what_is_typed(open_page, cases):
    page = open_page(as_=NIENKE)
    page.goto(cases[5])
    page.get_by_role("button", name="Take this case").click()
    page.get_by_text("You own this case.").wait_for()
    text(page).fill(REPLY)
    page.get_by_role("button", name="Answer publicly").click()
    page.locator("[data-way] [data-take-back]").wait_for()
    text(page).fill("Half a sentence that")
    page.locator(".talk").get_by_text(REPLY).wait_for(timeout=60_000)
    with page.expect_response(lambda got: got.url.endswith("/presence/")):
        text(page).press_sequentially(" goes on")
    assert page.get_by_text("There is news on this case.").count() == 0
    page.get_by_role("button", name="Watch", exact=True).click()
    page.get_by_role("button", name="Stop watching").wait_for()
    assert text(page).input_value() == "Half a sentence that goes on"


def test_the_lead_writes_in_their_place_with_what_was_typed(open_page, cases):
    nienke, saskia = open_page(as_=NIENKE), open_page(as_=SASKIA)
    nienke.goto(cases[5])
    with nienke.expect_response(
        lambda got: got.url.endswith("/presence/") and "writes" in got.request.post_data
    ):
        text(nienke).press_sequentially("Dear Femke, we")
    saskia.goto(cases[5])
    text(saskia).fill(REPLY)
    saskia.get_by_role("button", name="Write in their place").click()
    saskia.get_by_text("You write on this case now.").wait_for()
    assert text(saskia).input_value() == REPLY
