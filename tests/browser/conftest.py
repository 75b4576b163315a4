"""A community of its own behind a real web server, and browsers of two widths to read it in.

The pages are served by the process that `make demo` runs, page cache included. Tests look at the database with
sqlite3 and act through tests/journeys/stage.py: Playwright keeps an event loop in this process, in which
Django's own connections refuse to work.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.demo import answers
from tests.journeys.processes import ROOT, Community

PASSWORD = "a good long password"
WIDTHS = {"narrow": 390, "wide": 1280}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            # With its fixtures: a browser that does not close is a failure too, and not a run without end.
            item.add_marker(pytest.mark.timeout(900, func_only=False))


@pytest.fixture(scope="session")
def site(chromium, tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Community]:
    """A running community with something to see in it."""
    community = Community.at(tmp_path_factory.mktemp("site"))
    with django_db_blocker.unblock():
        connection.ensure_connection()
        community.migrate(connection.connection if connection.vendor == "sqlite" else None)
    build = [sys.executable, "-m", "tests.browser.scenery"]
    done = subprocess.run(build, cwd=ROOT, env=community.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    community.start("web")
    community.wait_until("the web server answers", lambda: answers(community.port))
    yield community
    community.stop_all()


@pytest.fixture(scope="module")
def chrome(chromium, site) -> Iterator[Browser]:
    """One browser for a module; it is closed again, for its event loop would be in the way of other tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(site) -> dict[str, list]:
    """Cookies by address, so that each member signs in once."""
    return {}


@pytest.fixture
def open_page(chrome, site, signed_in) -> Iterator[Callable[..., Page]]:
    """Opens a window of its own: `as_` is who is signed in, by address; whatever fails in its pages fails the test.

    What else is given goes to Playwright's new_context: `reduced_motion`, `device_scale_factor`. The script for
    offline readers is kept out unless `service_workers="allow"`: a window could close while it is being installed.
    """
    contexts, faults = [], []

    def open_page(
        *, as_: str = "", width: int = 1280, script: bool = True, scheme: str = "light", language: str = "",
        **look,
    ) -> Page:  # fmt: skip
        context = chrome.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme=scheme,
            locale="en-GB",
            **{"service_workers": "block", **look},
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        if as_ in signed_in:
            context.add_cookies(signed_in[as_])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
        )
        page.on(
            "response", lambda got: faults.append(f"{got.status} {got.url}") if got.status >= 500 else None
        )
        if as_ and as_ not in signed_in:
            sign_in(page, as_)
            signed_in[as_] = context.cookies()
        if language:
            context.add_cookies(
                [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": site.address}]
            )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def sign_in(page: Page, address: str) -> None:
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(address)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url("**/")
