"""Where one writes: tools, shortcuts, preview, completion, pictures, drafts, quotes; and without script a textarea."""

import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser.addresses import FEMKE, JOOST, MARIJKE, SOLVED
from tests.browser.test_pages import faults

ASK = "/questions/ask/"
LIKE_SOLVED = "How do I move my eSIM to another phone?"


@pytest.fixture
def writing(open_page) -> Callable[..., Window]:
    """`writing(address)`: the empty form there, its tools ready."""

    def opened(address: str = ASK, *, as_: str = MARIJKE, **look) -> Window:
        page = open_page(as_=as_, **look)
        page.goto(address)
        if page.get_by_role("button", name="Throw it away").count():
            page.get_by_role("button", name="Throw it away").click()
        expect(tools(page)).to_be_visible()
        return page

    return opened


def tools(page: Window):
    return page.get_by_role("toolbar", name="Formatting")


def text(page: Window):
    return page.locator("#id_body")


def kept(page: Window):
    return page.get_by_text(re.compile(r"^Draft kept \d\d:\d\d$"))


def focused(page: Window) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.id")


def test_the_tools_are_one_stop_and_arrows_choose(writing):
    page = writing()
    text(page).fill("word")
    text(page).select_text()
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Bold"
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Italic"
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Bold"
    page.keyboard.press("Enter")
    expect(text(page)).to_have_value("**word**")
    assert focused(page) == "id_body"
    page.keyboard.press("ControlOrMeta+z")
    expect(text(page)).to_have_value("word")
    page.keyboard.press("Tab")
    assert focused(page) == "id_tags"


@pytest.mark.parametrize(
    ("key", "result"), [("b", "**word**"), ("i", "_word_"), ("e", "`word`"), ("k", "[word](url)")]
)
def test_shortcuts(writing, key, result):
    page = writing()
    text(page).press_sequentially("word")
    text(page).select_text()
    page.keyboard.press(f"ControlOrMeta+{key}")
    expect(text(page)).to_have_value(result)


@pytest.mark.parametrize(("tool", "result"), [
    ("Quote", "> one\n> two"), ("List", "- one\n- two"), ("Numbered list", "1. one\n2. two"),
])  # fmt: skip
def test_tools_for_several_lines_can_be_undone(writing, tool, result):
    page = writing()
    text(page).fill("one\ntwo")
    text(page).select_text()
    tools(page).get_by_role("button", name=tool, exact=True).click()
    expect(text(page)).to_have_value(result)
    page.keyboard.press("ControlOrMeta+z")
    expect(text(page)).to_have_value("one\ntwo")


def test_the_preview_follows_what_is_typed(writing):
    page = writing()
    text(page).fill("Some **bold** words")
    button, pane = page.get_by_role("button", name="Preview"), page.get_by_role("region", name="Preview")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(pane.locator(".prose strong")).to_have_text("bold")
    text(page).fill("Now a list\n\n- one\n- <script>two</script>")
    expect(pane.locator(".prose li")).to_have_count(2)
    assert pane.locator("script").count() == 0
    button.click()
    expect(pane).to_be_hidden()


def test_a_name_is_completed_and_undone_at_once(writing):
    page = writing()
    text(page).press_sequentially("Ask @joo")
    options = page.get_by_role("listbox", name="People").get_by_role("option")
    expect(options).to_have_text([re.compile("Joost Wagenaar")])
    page.keyboard.press("Enter")
    expect(text(page)).to_have_value(
        re.compile(r"^Ask \[@Joost Wagenaar\]\(/members/\d+/joost-wagenaar/\) $")
    )
    expect(options).to_have_count(0)
    page.keyboard.press("ControlOrMeta+z")
    expect(text(page)).to_have_value("Ask @joo")


def test_the_offer_stays_in_sight_on_a_phone(writing):
    page = writing(width=320)
    text(page).press_sequentially("Words up to the edge of it @jo")
    offer = page.get_by_role("listbox", name="People")
    expect(offer).to_be_visible()
    box = offer.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_tag_is_completed_in_the_text_and_in_its_field(writing):
    page = writing()
    text(page).press_sequentially("About #fib")
    offered = page.get_by_role("listbox", name="Tags").get_by_role("option")
    expect(offered).to_have_text([re.compile("fibre")])
    page.keyboard.press("Tab")
    expect(text(page)).to_have_value("About [#fibre](/tags/fibre/) ")
    field = page.get_by_label("Tags")
    field.press_sequentially("modem, fib")
    expect(page.get_by_role("option", name="fibre")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("modem, fibre, ")
    field.press_sequentially("fib")
    expect(offered).to_have_count(1)
    page.keyboard.press("Escape")
    expect(offered).to_have_count(0)
    assert page.url.endswith(ASK)


def test_a_draft_survives_the_tab_and_not_the_posting(writing, open_page):
    page = writing()
    page.get_by_label("Your question in one sentence").fill("What is a draft good for?")
    text(page).fill("It is there again after the tab was closed.")
    page.get_by_label("Tags").fill("drafts")
    expect(kept(page)).to_be_visible()
    page.close()
    for script in (False, True):
        page = open_page(as_=MARIJKE, script=script)
        page.goto(ASK)
        expect(page.get_by_text("We kept what you typed on")).to_be_visible()
        expect(text(page)).to_have_value("It is there again after the tab was closed.")
        expect(page.get_by_label("Tags")).to_have_value("drafts")
    page.get_by_label("Board", exact=True).select_option(label="Internet and TV")
    text(page).press("ControlOrMeta+Enter")
    page.get_by_role("heading", level=1, name="What is a draft good for?").wait_for()
    page.goto(ASK)
    expect(text(page)).to_have_value("")
    expect(page.get_by_text("We kept what you typed on")).to_have_count(0)


def test_what_was_typed_last_is_kept_when_the_tab_is_closed(writing, open_page):
    page = writing(f"{SOLVED}comments/")
    text(page).fill("Not yet a second ago.")
    page.close(run_before_unload=True)
    page = open_page(as_=MARIJKE)
    page.goto(f"{SOLVED}comments/")
    expect(text(page)).to_have_value("Not yet a second ago.")
    page.get_by_role("button", name="Throw it away").click()
    expect(text(page)).to_have_value("")
    assert page.url.endswith("/questions/1/comments/")


@pytest.fixture
def picture(tmp_path):
    Image.new("RGB", (640, 480), "navy").save(tmp_path / "screen.png")
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n but no more")
    return lambda name: str(tmp_path / name)


def pick(page: Window, file: str) -> None:
    with page.expect_file_chooser() as chooser:
        tools(page).get_by_role("button", name="Picture").click()
    chooser.value.set_files(file)


def test_a_picture_is_picked_described_and_taken_out(writing, picture):
    page = writing()
    text(page).fill("See:")
    pick(page, picture("screen.png"))
    alt = page.get_by_label("What does screen.png show?")
    expect(alt).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="screen.png is in your text")).to_be_visible()
    expect(text(page)).to_have_value(re.compile(r"^See:\n\n!\[\]\(/media/\S+\.webp\)\n\n$"))
    page.keyboard.type("A *blue* screen")
    page.keyboard.press("Enter")
    expect(text(page)).to_have_value(re.compile(r"!\[A \\\*blue\\\* screen\]\("))
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("img", name="A *blue* screen")).to_be_visible()
    page.get_by_role("button", name="Take screen.png out").click()
    expect(text(page)).to_have_value("See:\n\n\n\n")
    expect(alt).to_have_count(0)


HANDED = """([textarea, type, kind, size]) => {
    const transfer = new DataTransfer();
    const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
    const bytes = Uint8Array.from(atob(canvas.toDataURL("image/png").split(",")[1]), (each) => each.charCodeAt(0));
    transfer.items.add(new File([bytes], "handed.png", { type: "image/png" }));
    const given = { bubbles: true, cancelable: true, [kind]: transfer };
    textarea.dispatchEvent(new (type === "paste" ? ClipboardEvent : DragEvent)(type, given));
}"""


@pytest.mark.parametrize(("type", "kind"), [("paste", "clipboardData"), ("drop", "dataTransfer")])
def test_a_picture_is_pasted_or_dropped_without_losing_the_place(writing, type, kind):
    page = writing()
    text(page).fill("See this, and that")
    text(page).evaluate("each => { each.focus(); each.setSelectionRange(8, 8); }")
    page.evaluate(HANDED, [text(page).element_handle(), type, kind, 40])
    expect(text(page)).to_have_value(re.compile(r"^See this\n\n!\[\]\(/media/\S+\.webp\)\n\n, and that$"))
    expect(page.get_by_label("What does handed.png show?")).to_be_visible()
    assert focused(page) == "id_body"


def test_an_address_pasted_over_words_becomes_a_link(writing):
    page = writing()
    text(page).fill("see the manual")
    text(page).evaluate("each => { each.focus(); each.setSelectionRange(8, 14); }")
    text(page).evaluate(
        """each => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", "https://example.com/manual");
            each.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }"""
    )
    expect(text(page)).to_have_value("see the [manual](https://example.com/manual)")


@pytest.mark.parametrize(("name", "said"), [("notes.txt", "notes.txt is no picture"), ("broken.png", " ")])
def test_what_is_no_picture_is_refused_with_a_sentence(writing, picture, name, said):
    page = writing()
    text(page).fill("See:")
    pick(page, picture(name))
    fault = page.locator("[role=alert]:not([hidden])")
    expect(fault).to_contain_text(said)
    expect(text(page)).to_have_value(re.compile(r"^See:\s*$"))


def test_what_was_asked_before_shows_while_the_title_is_typed(writing, open_page):
    page = writing()
    page.get_by_label("Your question in one sentence").press_sequentially(LIKE_SOLVED)
    found = page.get_by_role("region", name="Asked before, perhaps yours too")
    expect(found.get_by_role("link").first).to_contain_text("How do I move my eSIM to a new phone?")
    expect(page.get_by_role("status").filter(has_text="asked before look")).to_have_count(1)
    found.get_by_role("button", name="This solved it").first.click()
    expect(page.get_by_text("Thank you for looking first.")).to_be_visible()
    assert "/questions/1/" in page.url
    page.goto(ASK)
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_label("Your question in one sentence")).to_have_value("")


def test_without_script_it_is_asked_before_posting_and_the_editor_is_a_textarea(open_page):
    page = open_page(as_=MARIJKE, script=False)
    page.goto(ASK)
    expect(tools(page)).to_have_count(0)
    page.get_by_label("Your question in one sentence").fill(LIKE_SOLVED)
    text(page).fill("The old one is broken, and the new one has no card.")
    page.get_by_label("Tags").fill("esim")
    page.get_by_label("Board", exact=True).select_option(label="Internet and TV")
    page.get_by_role("button", name="Post your question").click()
    expect(page.get_by_role("button", name="Mine is another one: post it")).to_be_visible()
    page.get_by_role("button", name="This solved it").first.click()
    expect(page.get_by_text("Thank you for looking first.")).to_be_visible()


SELECT = """(words) => {
    const node = [...document.querySelectorAll(".prose p")].find((each) => each.textContent.includes(words)).firstChild;
    const at = node.textContent.indexOf(words);
    getSelection().setBaseAndExtent(node, at, node, at + words.length);
}"""


@pytest.mark.parametrize("by", ["q", "Quote this"])
def test_a_selected_passage_is_quoted_into_the_answer(writing, by):
    page = writing(SOLVED, as_=JOOST)
    page.evaluate(SELECT, "come by with both phones")
    if by == "q":
        page.keyboard.press("q")
    else:
        page.get_by_role("button", name="Quote this").click()
    expect(text(page)).to_have_value(
        re.compile(r"^> come by with both phones\n>\n> — \[Marijke\]\(/answers/2/\)\n\n$")
    )
    assert focused(page) == "id_body"
    page.keyboard.press("ControlOrMeta+z")
    expect(text(page)).to_have_value("")


def test_the_letters_left_are_said_near_the_end(writing):
    page = writing(f"{SOLVED}comments/", as_=FEMKE)
    said = page.locator(".editor-says")
    text(page).fill("a" * 880)
    expect(kept(page)).to_be_visible()
    expect(said).to_have_text("")
    text(page).fill("a" * 990)
    expect(said).to_have_text("10 letters left")
    text(page).fill("a" * 1_002)
    expect(said).to_have_text("2 letters too many")
    text(page).fill("")
    expect(said).to_have_text("")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_the_editor_breaks_no_rule_of_wcag_in_any_state(writing, picture, width, scheme):
    page = writing(width=width, scheme=scheme)
    look, found = {scheme: width}, []
    found += faults(page, "tools", look)
    pick(page, picture("screen.png"))
    expect(page.get_by_label("What does screen.png show?")).to_be_focused()
    found += faults(page, "picture", look)
    page.keyboard.type("A blue screen")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").locator("img")).to_be_visible()
    found += faults(page, "preview", look)
    page.get_by_label("Your question in one sentence").press_sequentially(LIKE_SOLVED)
    expect(page.get_by_role("region", name="Asked before, perhaps yours too")).to_be_visible()
    found += faults(page, "similar", look)
    text(page).press_sequentially(" @jo")
    expect(page.get_by_role("listbox", name="People")).to_be_visible()
    found += faults(page, "people", look)
    page.get_by_label("Tags").press_sequentially("fib")
    expect(page.get_by_role("option", name="fibre")).to_be_visible()
    page.keyboard.press("ArrowDown")
    found += faults(page, "tags", look)
    expect(kept(page)).to_be_visible()
    page.reload()
    found += faults(page, "restored", look)
    page.get_by_role("button", name="Throw it away").click()
    assert not found, "\n".join(found)
