"""Weighs the pages of a running community in Chromium: `python -m scripts.weigh http://127.0.0.1:8000 / /questions/`.

Prints a line per page and width: requests and bytes with a cold cache, how long until the largest part was painted
(on this machine, without a network between), and how much moved after it was painted.
"""

import shutil
import sys
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, sync_playwright

READ = ("/", "/questions/", "/search/?q=fibre", "/articles/", "/questions/1/")
WIDTHS = (390, 1280)
# Portraits and pictures in posts are counted apart: they come late, each into the space kept for it.
PICTURES = ("/media/", "/static/demo/portraits/")
WATCH = """
    window.seen = { shift: 0, largest: 0 };
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.seen.largest = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
"""


@dataclass
class Wire:
    """What went over the wire of one window: address and bytes of each request, headers included."""

    addresses: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, window: Page) -> "Wire":
        """Listens from now on."""
        wire, session = cls(), window.context.new_cdp_session(window)
        session.on("Network.requestWillBeSent", wire._ask)
        session.on("Network.loadingFinished", wire._end)
        session.send("Network.enable")
        return wire

    def _ask(self, event: dict) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.addresses[event["requestId"]] = event["request"]["url"]

    def _end(self, event: dict) -> None:
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def pages_own(self) -> dict[str, int]:
        """Bytes by address, pictures left out."""
        return {
            address: self.sizes.get(number, 0)
            for number, address in self.addresses.items()
            if not any(place in address for place in PICTURES)
        }


def weigh(browser: Browser, address: str, width: int) -> str:
    """One line of the table."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    window = context.new_page()
    wire = Wire.of(window)
    window.add_init_script(WATCH)
    window.goto(address, wait_until="networkidle")
    own, seen = wire.pages_own(), window.evaluate("window.seen")
    pictures = sum(wire.sizes.values()) - sum(own.values())
    context.close()
    largest, shift = f"{seen['largest']:>7.0f}", f"{seen['shift']:>6.3f}"
    return f"{width:>5} {len(own):>9} {sum(own.values()):>7} {pictures:>9} {largest} {shift}"


def main(arguments: list[str]) -> int:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not arguments:
        print(__doc__ if chromium else "Chromium is not installed (Debian: apt-get install chromium)")
        return 1
    site, *addresses = arguments
    print("width  requests   bytes  pictures  LCP ms  shift  page")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for address in addresses or READ:
            for width in WIDTHS:
                print(f"{weigh(browser, site.rstrip('/') + address, width)}  {address}", flush=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
