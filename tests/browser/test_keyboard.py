"""What people come for, with the keyboard alone: asking, answering, accepting, taking a case, ending it, moderating."""

import pytest
from playwright.sync_api import Page as Window

from tests.browser.addresses import FEMKE, JOOST, LOTTE, NIENKE
from tests.browser.looks import look

MOST_STOPS = 90


def tab_to(page: Window, *, name: str = "", field: str = "", address: str = "") -> None:
    """Presses Tab until the focus is on that field, that link, or what has that name; every stop must be seen."""
    met = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = look(page, "stop")
        if stop["tag"] == "BODY":
            continue
        met.append(stop["name"][:40] or stop["field"])
        assert stop["isSeen"], f"no eye finds the focus on {stop}"
        if (
            name
            and stop["name"].startswith(name)
            or stop["field"] == field != ""
            or stop["address"] == address != ""
        ):
            return
    raise AssertionError(f"{name or field or address} is not among {met}")


def enter(page: Window) -> None:
    """Presses what has the focus, and sees that the next page says where one is."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_the_first_stop_leads_past_the_header(open_page):
    page = open_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert look(page, "stop")["isSeen"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def ask(page: Window, title: str) -> str:
    """Asks a question and returns its address."""
    page.goto("/questions/ask/")
    tab_to(page, field="title")
    page.keyboard.type(title)
    tab_to(page, field="board")
    page.keyboard.press("ArrowDown")
    tab_to(page, field="body")
    page.keyboard.type("The socket has four holes and no plug of today goes in. What do I need?")
    tab_to(page, field="tags")
    page.keyboard.type("modem, socket ")
    tab_to(page, name="Post your question")
    enter(page)
    if "/ask/" in page.url:
        tab_to(page, name="Mine is another one")
        enter(page)
    page.get_by_role("heading", level=1, name=title).wait_for()
    return page.url


def answer(page: Window, question: str, text: str) -> None:
    page.goto(question)
    tab_to(page, field="body")
    page.keyboard.type(text)
    tab_to(page, name="Post your answer")
    enter(page)
    page.get_by_text(text).wait_for()
    assert look(page, "hasArrived")


def test_a_question_is_asked_answered_and_accepted(open_page):
    asker, helper = open_page(as_=FEMKE), open_page(as_=JOOST)
    question = ask(asker, "Which modem fits a very old telephone socket?")
    assert "You have an answer before" in asker.locator("main").inner_text()

    helper.goto("/questions/")
    tab_to(helper, name="Which modem fits a very old")
    enter(helper)
    answer(helper, helper.url, "Take the plug with four pins from the shop.")

    asker.goto(question)
    tab_to(asker, name="This solved it")
    enter(asker)
    asker.get_by_role("button", name="Not the solution after all").wait_for()
    assert look(asker, "hasArrived")
    assert "Solved" in asker.locator("main").inner_text()


def test_a_case_is_taken_answered_and_resolved(open_page):
    page = open_page(as_=NIENKE)
    page.goto("/desk/")
    tab_to(page, name="My line is dead since this morning")
    enter(page)
    tab_to(page, name="Take this case")
    enter(page)
    page.get_by_text("You own this case").wait_for()
    tab_to(page, field="body")
    page.keyboard.type("I looked it up: the line is repaired tonight.")
    tab_to(page, name="Answer publicly")
    enter(page)
    page.get_by_text("the line is repaired tonight").first.wait_for()
    page.get_by_text("Sent.").wait_for()
    page.reload()
    tab_to(page, field="cause")
    page.keyboard.type("A broken line card")
    tab_to(page, field="public_line")
    page.keyboard.type("The line card in the street was replaced.")
    tab_to(page, field="is_nothing_new")
    page.keyboard.press("Space")
    tab_to(page, name="Resolve the case")
    enter(page)
    page.get_by_text("Resolved. The customer reads it now.").wait_for()
    assert look(page, "hasArrived")


def test_an_answer_is_hidden_and_shown_again(open_page):
    moderator, helper = open_page(as_=LOTTE), open_page(as_=JOOST)
    question = ask(open_page(as_=FEMKE), "Where does one buy a plug with four pins?")
    answer(helper, question, "Call me on my own number about that.")
    for verb, button in (("Hide", "Hide it"), ("Show again", "Show it again")):
        moderator.goto(question)
        post = moderator.locator("article.post", has_text="Call me on my own number")
        post.locator("details.more > summary").first.focus()
        moderator.keyboard.press("Enter")
        tab_to(moderator, address=post.get_by_role("link", name=verb).first.get_attribute("href"))
        enter(moderator)
        tab_to(moderator, field="reason")
        moderator.keyboard.type("It shows a private number.")
        tab_to(moderator, name=button)
        enter(moderator)
        assert look(moderator, "hasArrived")


REFUSED = [
    (FEMKE, "/questions/ask/", {"title": "Which modem fits?"}, "body"),
    (FEMKE, "/questions/1/comments/", {}, "body"),
    (FEMKE, "/questions/1/edit/", {"title": ""}, "title"),
    (FEMKE, "/settings/profile/", {"name": "", "about": "I know modems."}, "name"),
    (LOTTE, "/moderation/question/1/", {}, "reason"),
    ("", "/accounts/signup/", {"name": "Wouter", "email": "wouter"}, "email"),
    ("", "/accounts/login/", {"login": "nobody@example.com"}, "password"),
]


@pytest.mark.parametrize(("who", "address", "typed", "wrong"), REFUSED, ids=[each[1] for each in REFUSED])
def test_a_refused_form_says_what_is_wrong_and_keeps_what_was_typed(open_page, who, address, typed, wrong):
    page = open_page(as_=who)
    page.goto(address)
    form = page.locator("main form", has=page.locator(f"[name={wrong}]"))
    form.evaluate("form => { form.noValidate = true }")
    for name, text in typed.items():
        form.locator(f"[name={name}]").fill(text)
    with page.expect_navigation():
        form.evaluate(
            "form => form.requestSubmit(form.querySelector('button:not([type=button]):not([formnovalidate])'))"
        )
    assert page.locator("main [role=alert]").count() >= 1
    field = page.locator(f"main [name={wrong}]")
    assert field.get_attribute("aria-invalid") == "true"
    said = [
        page.locator(f"[id='{each}']") for each in (field.get_attribute("aria-describedby") or "").split()
    ]
    assert any(each.count() and "wrong" in (each.get_attribute("class") or "") for each in said)
    for name, text in typed.items():
        assert page.locator(f"main [name={name}]").input_value() == text
