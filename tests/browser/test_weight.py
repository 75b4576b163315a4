"""What a reader's page costs: requests and bytes with a cold cache, nobody else's computers, and nothing that jumps."""

import pytest
from playwright.sync_api import Route

from scripts.weigh import PICTURES, WATCH, Wire
from tests.browser.addresses import SOLVED
from tests.browser.looks import look

READ = ["/", "/questions/", SOLVED, "/search/?q=phone", "/articles/restarting-your-modem/"]
MOST_REQUESTS, MOST_BYTES, MOST_SHIFT = 6, 60_000, 0.1


@pytest.mark.parametrize("address", READ)
def test_a_page_is_light_and_asks_nobody_else(open_page, site, address):
    window = open_page(width=390)
    wire = Wire.of(window)
    window.goto(address, wait_until="networkidle")
    asked = wire.pages_own()
    said = "\n".join(f"{size:>7} {where}" for where, size in asked.items())
    assert all(asked.values()), said
    assert len(asked) <= MOST_REQUESTS, said
    assert sum(asked.values()) <= MOST_BYTES, said
    assert [where for where in wire.addresses.values() if not where.startswith(site.address)] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_when_pictures_come_late(open_page, width):
    """Pictures come after everything else was painted, the lazy ones while the reader goes through the page."""
    window, held, found, is_late = open_page(width=width), [], {}, [True]

    def come(route: Route) -> None:
        if is_late[0]:
            held.append(route)
        else:
            route.continue_()

    window.add_init_script(WATCH)
    for place in PICTURES:
        window.route(f"**{place}**", come)
    for address in READ:
        is_late[0] = True
        window.goto(address, wait_until="domcontentloaded")
        look(window, "painted")
        is_late[0] = False
        while held:
            held.pop().continue_()
        found[address] = look(window, "shiftOnTheWay")
    assert {address: shift for address, shift in found.items() if shift >= MOST_SHIFT} == {}


def test_times_are_shortened_before_the_page_is_painted(open_page):
    window = open_page()
    window.goto("/questions/", wait_until="networkidle")
    painted = look(window, "firstPaint")
    scripts = "performance.getEntriesByType('resource').filter((each) => each.name.includes('/site.js'))"
    assert window.evaluate(f"{scripts}.map((each) => each.responseEnd)")[0] <= painted
