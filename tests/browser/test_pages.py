"""Every page and state passes axe's rules for WCAG 2.2 AA, in both languages and themes; the widths alternate."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Window

from tests.browser.addresses import FEMKE, HILDE, LOTTE, NIENKE, PAGES, SOLVED, VISITOR, Page
from tests.browser.looks import look

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": RULES},
    # Targets of at least 24 px, with the exceptions of WCAG 2.5.8: axe leaves it out unless asked.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    # What would only cost time here: frames, style sheets read once more, paths to each element.
    "iframes": False,
    "preload": False,
    "selectors": False,
}
# Language, and per theme the width it is looked at in.
LOOKS = [("en", {"light": 390, "dark": 1280}), ("nl", {"dark": 390, "light": 1280})]
AXE = Axe()


def faults(window: Window, where: str, widths: dict[str, int]) -> Iterator[str]:
    """What axe finds in each theme; theme and width change without loading the page again."""
    window.evaluate(AXE.axe_script)
    for scheme, width in widths.items():
        window.emulate_media(color_scheme=scheme)
        window.set_viewport_size({"width": width, "height": 900})
        found = window.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]
        for fault in found:
            places = "; ".join(
                f"{node['html'][:160]} {[why['message'] for why in node['any'] + node['all'] + node['none']][:1]}"
                for node in fault["nodes"][:3]
            )
            yield f"{where} {scheme} {width}: {fault['id']} ({len(fault['nodes'])}) {places[:700]}"


def windows(open_page: Callable[..., Window], **look) -> Callable[[str], Window]:
    """`window(who)`: one window for each reader."""
    opened: dict[str, Window] = {}

    def window(who: str) -> Window:
        if who not in opened:
            opened[who] = open_page(as_=who, **look)
        return opened[who]

    return window


@pytest.mark.parametrize(("language", "widths"), LOOKS)
def test_no_page_breaks_a_rule_of_wcag(open_page, language, widths):
    found, window = [], windows(open_page, language=language)
    for page in PAGES:
        reply = window(page.who).goto(page.address)
        if reply.status != page.status:
            found.append(f"{page}: {reply.status} instead of {page.status}")
            continue
        # Who has no connection can not be asked for a language: that page speaks both.
        spoken = window(page.who).locator("html").get_attribute("lang")
        assert spoken == language or page.address == "/offline/", page
        found += faults(window(page.who), f"{page} {language}", widths)
    assert not found, "\n".join(found)


def press(selector: str) -> Callable[[Window], None]:
    return lambda window: window.locator(selector).first.click()


def send_empty(window: Window) -> None:
    """Sends the page's own form without a word in it."""
    with window.expect_navigation():
        look(window, "sendEmpty")


def preview(window: Window) -> None:
    window.locator("textarea[name=body]").fill("It **drops** at `nine`:\n\n- every evening")
    window.locator("[data-md-button=preview]").click()
    window.locator(".preview strong").wait_for()


STATES = [
    ("the menu of a visitor", Page(VISITOR, "/"), press("details.menu > summary")),
    ("the menu of a member", Page(HILDE, "/questions/"), press("details.menu > summary")),
    ("comments behind the first five", Page(VISITOR, SOLVED), press(".more-comments > summary")),
    ("the keys", Page(NIENKE, "/questions/"), lambda window: window.keyboard.press("?")),
    ("the preview of a text", Page(FEMKE, "/questions/ask/"), preview),
    ("signing in, refused", Page(VISITOR, "/accounts/login/"), send_empty),
    ("joining, refused", Page(VISITOR, "/accounts/signup/"), send_empty),
    ("asking, refused", Page(FEMKE, "/questions/ask/"), send_empty),
    ("answering, refused", Page(NIENKE, SOLVED), send_empty),
    ("commenting, refused", Page(FEMKE, "/questions/1/comments/"), send_empty),
    ("editing, refused", Page(FEMKE, "/questions/1/edit/"), send_empty),
    ("the profile, refused", Page(FEMKE, "/settings/profile/"), send_empty),
    ("hiding, refused", Page(LOTTE, "/moderation/question/1/"), send_empty),
]


@pytest.mark.parametrize(("language", "widths"), [("en", {"light": 390}), ("nl", {"dark": 1280})])
def test_no_state_of_a_page_breaks_a_rule_of_wcag(open_page, language, widths):
    found, window = [], windows(open_page, language=language, width=390)
    for name, page, reach in STATES:
        here = window(page.who)
        here.set_viewport_size({"width": 390, "height": 900})
        here.goto(page.address)
        reach(here)
        found += faults(here, f"{name} {language}", widths)
    assert not found, "\n".join(found)


def test_a_broken_page_would_have_been_found(open_page):
    window = open_page()
    window.goto("/questions/")
    window.evaluate(
        """() => {
            document.documentElement.removeAttribute("lang");
            document.querySelector("main").innerHTML = "<div class=flow><button>a</button><button>b</button></div>";
            const sheet = new CSSStyleSheet();
            sheet.insertRule("main button { width: 9px; height: 9px; padding: 0; border: 0; overflow: hidden }");
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    found = "\n".join(faults(window, "here", {"light": 390}))
    assert "html-has-lang" in found and "target-size" in found
