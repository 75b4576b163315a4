"""Every page passes axe's rules for WCAG 2.2 AA, fits on the smallest phone, and can be used by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FEMKE, MARIJKE, NIENKE = "femke@example.com", "marijke@example.com", "nienke@example.com"
SOLVED, WAITING = "/questions/1/", "/questions/2/"
PAGES = [
    ("", "/"),
    ("", "/questions/"),
    ("", "/boards/internet-and-tv/"),
    ("", "/tags/fibre/"),
    ("", "/questions/?state=solved"),
    ("", SOLVED),
    ("", WAITING),
    ("", "/search/?q=phone"),
    ("", "/search/?q=nothing-like-it"),
    ("", "/articles/"),
    ("", "/articles/restarting-your-modem/"),
    ("", "/members/2/"),
    ("", "/moderation/log/"),
    ("", "/accounts/login/"),
    ("", "/accounts/signup/"),
    ("", "/accounts/password/reset/"),
    ("", "/no-such-page/"),
    (FEMKE, "/"),
    (FEMKE, SOLVED),
    (FEMKE, WAITING),
    (FEMKE, "/questions/ask/"),
    (FEMKE, "/questions/1/edit/"),
    (FEMKE, "/questions/1/comments/"),
    (FEMKE, "/standing/"),
    (FEMKE, "/notifications/"),
    (FEMKE, "/notifications/preferences/"),
    (FEMKE, "/settings/profile/"),
    (FEMKE, "/desk/"),
    (MARIJKE, "/for-you/"),
    (MARIJKE, WAITING),
    (NIENKE, "/desk/"),
    (NIENKE, "/desk/1/"),
]


# A ring around the field itself, or around the editor it stands in.
SHOWS_FOCUS = """
    [document.activeElement, document.activeElement.parentElement]
        .some((each) => getComputedStyle(each).outlineStyle !== "none")
"""
REFUSED = {(FEMKE, "/desk/"): 403, ("", "/no-such-page/"): 404}


def visited(open_page, **look):
    """Each page of the list in a window of who reads it, with who and where."""
    windows = {}
    for who, address in PAGES:
        if who not in windows:
            windows[who] = open_page(as_=who, **look)
        reply = windows[who].goto(address)
        assert reply.status == REFUSED.get((who, address), 200), address
        yield windows[who], f"{who or 'visitor'} {address}"


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_no_page_breaks_a_rule_of_wcag(open_page, width, scheme):
    found = []
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    for page, where in visited(open_page, width=width, scheme=scheme):
        for fault in Axe().run(page, options=options).response["violations"]:
            places = "; ".join(f"{node['html'][:160]} {node['any'][:1]}" for node in fault["nodes"][:3])
            found.append(f"{where}: {fault['id']} ({len(fault['nodes'])}) {places[:700]}")
    assert not found, "\n".join(found)


def test_a_broken_page_would_have_been_found(open_page):
    page = open_page()
    page.goto("/questions/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    assert [fault["id"] for fault in found] == ["html-has-lang"]


def test_no_page_is_wider_than_the_smallest_phone(open_page):
    found = []
    for page, where in visited(open_page, width=320):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{where}: {wide} px too wide")
    assert not found, "\n".join(found)


def test_a_question_is_asked_by_keyboard_alone(open_page):
    page = open_page(as_=FEMKE)
    page.goto("/questions/ask/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    met = []
    for _ in range(12):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.type || ''")
        met.append(name)
        if name == "submit":
            break
        assert page.evaluate(SHOWS_FOCUS), name
        if name == "title":
            page.keyboard.type("Which modem fits a very old telephone socket?")
        elif name == "body":
            page.keyboard.type("The socket has four holes and no plug of today goes in. What do I need?")
        elif name == "board":
            page.keyboard.press("ArrowDown")
        elif name == "tags":
            page.keyboard.type("modem, socket")
    assert [name for name in met if name in ("title", "body", "board", "tags")] == [
        "title",
        "body",
        "board",
        "tags",
    ]
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if page.url.endswith("/ask/"):
        page.get_by_role("button", name="post it").press("Enter")
    page.get_by_role("heading", level=1, name="Which modem fits a very old telephone socket?").wait_for()
    assert "You have an answer before" in page.locator("main").inner_text()
