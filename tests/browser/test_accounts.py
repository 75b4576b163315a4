"""What script adds to the pages about an account, and what is shown when the network is gone."""

import base64

import pytest

from tests.browser.addresses import FEMKE

# One pixel: enough to be shown.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_password_can_be_looked_at_and_is_sent_as_a_password(open_page):
    page = open_page()
    page.goto("/accounts/login/")
    page.locator("#id_password").fill("three-windmills-turn")
    page.get_by_role("button", name="Show: Password").click()
    assert page.locator("#id_password").get_attribute("type") == "text"
    page.get_by_role("button", name="Hide: Password").click()
    assert page.locator("#id_password").get_attribute("type") == "password"


def test_without_script_no_button_promises_to_show_it(open_page):
    page = open_page(script=False)
    page.goto("/accounts/login/")
    assert page.get_by_role("button", name="Show").count() == 0


def test_what_was_wrong_takes_the_focus_and_leads_to_its_field(open_page):
    page = open_page()
    page.goto("/accounts/signup/")
    page.locator("#id_name").fill("Sanne Vos")
    page.locator("#id_email").fill("sanne@example.com")
    page.locator("#id_password1").fill("short")
    with page.expect_navigation():
        page.get_by_role("button", name="Join", exact=True).click()
    assert page.evaluate("document.activeElement.matches('[data-faults]')")
    page.locator(".faults a").first.click()
    assert page.locator("#id_name").input_value() == "Sanne Vos"
    assert page.evaluate("location.hash") == "#id_password1"


def test_a_portrait_is_seen_before_it_is_sent(open_page):
    page = open_page(as_=FEMKE)
    page.goto("/settings/profile/")
    page.locator("input[type=file]").set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": PIXEL}
    )
    page.locator(".portrait img.face[src^='data:image/png']").wait_for()
    assert page.get_by_text("me.png").is_visible()


@pytest.mark.parametrize("address", ["/questions/", "/settings/profile/"])
def test_without_a_connection_one_page_is_shown_and_nothing_of_a_person(open_page, address):
    page = open_page(as_=FEMKE, service_workers="allow")
    page.goto("/questions/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto(address)
    assert page.locator("h1").inner_text() == "You are not connected"
    assert page.evaluate("getComputedStyle(document.querySelector('.apart')).maxWidth") != "none"
    kept = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
             (await (await caches.open(name)).keys()).map((each) => new URL(each.url).pathname)))).flat()"""
    )
    assert sorted(kept) == ["/offline/", "/static/built/site.css"]
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    page.get_by_role("banner").wait_for()
