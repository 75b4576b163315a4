"""Every page fits the smallest phone and 200 % zoom, bears wider letters, and holds still for who asks for that."""

from collections.abc import Iterator

from playwright.sync_api import Page as Window

from tests.browser.addresses import PAGES
from tests.browser.looks import look
from tests.browser.test_pages import windows

# 320 CSS px is also what 400 % zoom leaves of 1280; 640 at two device pixels each is 200 %.
SMALLEST, ZOOMED = 320, 640


def faults(window: Window) -> Iterator[str]:
    for width in (SMALLEST, ZOOMED):
        window.set_viewport_size({"width": width, "height": 640})
        yield from (f"at {width} px {said}" for said in look(window, "tooWide"))
    yield from (f"moves {said}" for said in look(window, "moving"))
    look(window, "spaceOut")
    yield from (f"cuts wider letters off {said}" for said in look(window, "clipped"))
    window.set_viewport_size({"width": SMALLEST, "height": 640})
    yield from (f"with wider letters {said}" for said in look(window, "tooWide"))


def test_every_page_fits_and_holds_still(open_page):
    found, window = [], windows(open_page, width=SMALLEST, device_scale_factor=2, reduced_motion="reduce")
    for page in PAGES:
        window(page.who).goto(page.address)
        found += [f"{page}: {fault}" for fault in faults(window(page.who))]
    assert not found, "\n".join(found)


def test_what_does_not_fit_would_have_been_found(open_page):
    window = open_page(width=SMALLEST, reduced_motion="reduce")
    window.goto("/")
    window.evaluate(
        """() => {
            document.querySelector("main").innerHTML = "<i id=wide>w</i><div id=cut>Cut</div>";
            const sheet = new CSSStyleSheet();
            sheet.insertRule("#wide { display: block; width: 900px; transition: color 1s !important }");
            sheet.insertRule("#cut { height: 8px; overflow: hidden }");
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    found = "\n".join(faults(window))
    assert all(word in found for word in ("at 320 px", "at 640 px", "moves", "cuts wider letters off")), found
