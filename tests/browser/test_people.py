"""What people come for, at both widths, with and without script."""

import re

import pytest

JOOST = "joost@example.com"
WAYS = [(390, True), (1280, True), (390, False), (1280, False)]


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_a_visitor_finds_the_answer(open_page, width, script):
    page = open_page(width=width, script=script)
    page.goto("/")
    page.locator("#q").fill("move esim phone")
    page.locator("#q").press("Enter")
    page.get_by_role("link", name="How do I move my eSIM to a new phone?").first.click()
    page.get_by_role("heading", level=1, name="How do I move my eSIM to a new phone?").wait_for()
    main = page.locator("main").inner_text()
    assert "Joost Wagenaar" in main
    assert "Metering" in main
    page.get_by_role("link", name="Internet and TV").first.click()
    assert page.get_by_role("link", name="My fibre connection drops every evening").first.is_visible()
    assert page.context.cookies() == []


def letter_to(site, address: str) -> str:
    return next(letter for letter in reversed(site.letters()) if f"To: {address}" in letter)


@pytest.mark.parametrize(("width", "script"), WAYS)
def test_a_newcomer_joins_asks_and_is_helped(open_page, site, width, script):
    name = f"Wouter {width} {'with' if script else 'without'}"
    address = f"{name.replace(' ', '-').lower()}@example.com"
    page = open_page(width=width, script=script)
    page.goto("/accounts/signup/")
    page.get_by_label("Your name here").fill(name)
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill("correct horse battery")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("heading", name="Look in your mail").wait_for()
    link = re.search(rf"{site.address}/accounts/confirm-email/\S+", letter_to(site, address)).group()
    page.goto(link)
    page.locator("main").get_by_role("button").click()

    page.goto("/questions/ask/")
    title = f"Where do I read my meter number, asked by {name}?"
    page.get_by_label("Your question in one sentence").fill(title)
    page.get_by_label("Tell it from the beginning").fill(
        "The **form** asks for it, and my meter shows three numbers."
    )
    page.get_by_label("Board", exact=True).select_option(label="Internet and TV")
    page.get_by_label("Tags").fill("meter")
    page.get_by_role("button", name="Post your question").click()
    if page.get_by_role("button", name="Mine is another one").count():
        page.get_by_role("button", name="Mine is another one").click()
    page.get_by_role("heading", level=1, name=title).wait_for()
    assert "You have an answer before" in page.locator("main").inner_text()
    question = page.url

    other = open_page(as_=JOOST, width=width, script=script)
    other.goto(question)
    other.get_by_role("textbox", name="Your answer").fill(
        "It is the one that begins with an E, under the bar code."
    )
    other.get_by_role("button", name="Post your answer").click()
    other.get_by_text("under the bar code").wait_for()

    page.reload()
    page.get_by_role("button", name="This solved it").click()
    page.get_by_role("button", name="Not the solution after all").wait_for()
    assert "Solved" in page.locator("main").inner_text()
    visitor = open_page(width=width, script=script)
    visitor.goto(question)
    assert "Solved" in visitor.locator("main").inner_text()
