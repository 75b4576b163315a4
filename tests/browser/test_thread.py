"""What an open question page does by itself: votes that count at once, a refusal that takes them back, new answers."""

import pytest

FEMKE, JOOST, KARIN, TOM, ROOS = (
    f"{name}@example.com" for name in ("femke", "joost", "karin", "tom", "roos")
)
SOLVED = "/questions/1/"


def button(page, name: str):
    return page.locator("#question, main article").first.get_by_role("button", name=name)


def test_a_vote_counts_at_once_and_can_be_undone(open_page):
    page = open_page(as_=KARIN)
    page.goto(SOLVED)
    vote = button(page, "Good question")
    assert vote.get_attribute("aria-pressed") == "false"
    vote.click()
    page.get_by_role("status").get_by_text("Counted.").wait_for()
    assert vote.get_attribute("aria-pressed") == "true"
    page.reload()
    assert vote.get_attribute("aria-pressed") == "true"
    vote.click()
    page.get_by_role("status").get_by_text("Taken back.").wait_for()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Undo").click()
    page.reload()
    assert vote.get_attribute("aria-pressed") == "true"


def test_what_is_refused_is_taken_back_and_said(open_page):
    page = open_page(as_=TOM)
    page.goto(SOLVED)
    page.route("**/vote/", lambda route: route.fulfill(
        status=403, content_type="application/json", body='{"said": "Nobody votes on their own words."}'
    ))  # fmt: skip
    vote = button(page, "Good question")
    before = vote.inner_text()
    vote.click()
    page.get_by_text("Nobody votes on their own words.").wait_for()
    assert vote.get_attribute("aria-pressed") == "false"
    assert vote.inner_text() == before


@pytest.mark.parametrize("reader", ["", JOOST], ids=["a visitor", "a member"])
def test_a_new_answer_is_announced_and_comes_when_it_is_asked_for(open_page, site, reader):
    site.act("ask", 1)
    address = f"/questions/{site.number('SELECT MAX(id) FROM forum_question')}/"
    page = open_page(as_=reader)
    page.clock.install()
    page.goto(address)
    other = open_page(as_=ROOS if reader else KARIN)
    other.goto(address)
    body = f"Change the channel of the Wi-Fi, said for {reader or 'visitors'}."
    other.get_by_role("textbox", name="Your answer").fill(body)
    other.get_by_role("button", name="Post your answer").click()
    other.get_by_text(body).wait_for()

    top = page.evaluate("document.querySelector('h1').getBoundingClientRect().top")
    page.clock.fast_forward(31_000)
    page.get_by_text("1 new answer.").wait_for()
    assert page.get_by_text(body).count() == 0
    assert page.evaluate("document.querySelector('h1').getBoundingClientRect().top") == top
    page.get_by_role("button", name="Show").click()
    page.get_by_text(body).wait_for()
    assert body in page.evaluate("document.activeElement.innerText")


def test_single_keys_can_be_switched_off(open_page):
    page = open_page(as_=FEMKE)
    page.goto(SOLVED)
    page.keyboard.press("?")
    switch = page.get_by_role("dialog").get_by_label("Use these keys")
    switch.uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") != "q"
    page.get_by_role("button", name="Keyboard").click()
    switch.check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
