"""Whatever is typed, sent or guessed: a clear answer, nothing lost, nothing that runs, never a server error."""

import json
import random
import re
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from forum.models import Answer, Comment, Question
from tests.builders import BODY, make_question

pytestmark = pytest.mark.django_db

TITLE = "My meter shows three numbers, which one is it?"
XSS = [
    "xss_payloadbox.txt", "fuzzdb_xss-rsnake.txt", "fuzzdb_xss-other.txt", "fuzzdb_xss-uri.txt",
    "fuzzdb_html-event-attributes.txt", "fuzzdb_all-encodings-of-lt.txt", "unicode_right-to-left.txt", "blns.json",
]  # fmt: skip
SAMPLE = 8
RUNNING = ("javascript:", "vbscript:", "data:text", "file:")


class Page(HTMLParser):
    """What in a page a browser would run; our own script is the only one that may be there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._is_data = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self._is_data = tag == "script" and given.get("type") == "application/ld+json"
        own = self._is_data or (tag == "script" and (given.get("src") or "").startswith("/static/"))
        if tag in {"script", "style", "iframe", "object", "embed", "base", "applet"} and not own:
            self.faults.append(f"<{tag}>")
        for name, value in given.items():
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or name in {"style", "srcdoc"} or "http-equiv" in name:
                self.faults.append(f"{tag} {name}={value}")
            if name in {"href", "src", "action", "formaction", "xlink:href"} and address.startswith(RUNNING):
                self.faults.append(f"{tag} {name}={value}")

    def handle_data(self, data):
        """What is said to machines is JSON and nothing else, and no sign in it ends its element early."""
        if self._is_data:
            self._is_data = False
            json.loads(data)
            if "<" in data:
                self.faults.append(f"< in data: {data[:80]}")


def harmless(response) -> str:
    """The page's text, after a look at what in it would run."""
    html = response.content.decode()
    assert Page(html).faults == []
    return html


@pytest.fixture
def browser(asker):
    client = Client()
    client.force_login(asker)
    return client


@pytest.fixture
def typed(board):
    return {
        "title": TITLE,
        "body": BODY,
        "board": board.pk,
        "tags": "meter",
        "is_checked": "on",
        "form_key": "one",
    }


def lines(folder: Path, name: str) -> list[str]:
    """A sample of a corpus, the same every time."""
    text = (folder / "data" / "security-inputs" / name).read_text(encoding="utf-8", errors="replace")
    found = json.loads(text) if name.endswith(".json") else text.splitlines()
    found = [line for line in found if line.strip()]
    return random.Random(3).sample(found, min(SAMPLE, len(found)))


@pytest.mark.any_database
@pytest.mark.parametrize("corpus", XSS)
def test_html_in_every_field_is_text(browser, board, typed, shared_dir, corpus):
    for number, line in enumerate(lines(shared_dir, corpus)):
        cache.clear()
        sent = browser.post(
            "/questions/ask/",
            {**typed, "title": f"About {line}"[:150], "body": f"{line}\n\nIt says: {line}, what is it?",
             "tags": f"{line[:40].replace(' ', '-')}, meter", "form_key": f"{corpus[:20]}{number}"},
            follow=True,
        )  # fmt: skip
        assert sent.status_code in (200, 400)
        harmless(sent)
        question = Question.objects.order_by("-pk").first() or make_question(
            board=board, by=sent.wsgi_request.user, now=sent.wsgi_request.user.joined_at
        )
        for address in (f"/questions/{question.pk}/answers/", f"/questions/{question.pk}/comments/"):
            harmless(browser.post(address, {"body": f"{line} and then some more words"}, follow=True))
        profile = {"name": line, "about": line, "language": "", "time_zone": line}
        harmless(browser.post("/settings/profile/", profile, follow=True))
        for address in (
            question.path(),
            "/questions/",
            f"/search/?q={line}",
            f"/questions/ask/?board={line}",
        ):
            harmless(browser.get(address, follow=True))
    harmless(Client().get("/questions/"))


@pytest.mark.parametrize("percent", [True, False], ids=["encoded", "raw"])
def test_bytes_that_are_no_utf8_are_taken_as_text_or_refused(browser, typed, shared_dir, percent):
    stress = (shared_dir / "data" / "security-inputs" / "UTF-8-test.txt").read_bytes()
    odd = [line for line in stress.splitlines() if not line.isascii()]
    for number, line in enumerate(random.Random(3).sample(odd, 12)):
        cache.clear()
        raw = quote_from_bytes(line).encode() if percent else re.sub(rb"[&=+%;]", b"", line)
        fields = {
            **typed,
            "form_key": f"utf{number}",
            "title": "Odd+bytes+here+",
            "body": "What+are+these+bytes+here+",
        }
        body = b"&".join(
            name.encode() + b"=" + str(value).encode() + (raw if name in ("title", "body") else b"")
            for name, value in fields.items()
        )
        sent = browser.generic(
            "POST", "/questions/ask/", body, "application/x-www-form-urlencoded", follow=True
        )
        assert sent.status_code in (302, 400)
        harmless(browser.get("/questions/"))


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("title", "", "Give your question a title"),
        ("title", "Short", "The title is too short"),
        ("title", "long " * 40, "The title is too long"),
        ("title", "\u200b\u2060" * 20, "Nothing of this title would be visible"),
        ("body", "", "Write something first."),
        ("body", "Too short", "The text is too short"),
        ("body", "x" * 30_001, "The text is too long"),
        ("body", "a word " * 150_000, "The text is too long"),
        ("body", f"{BODY}\x00", "can not be stored"),
        ("tags", "", "Choose one to five tags"),
        ("tags", "a b c d e f g", "Choose one to five tags"),
        ("tags", "... --- ///", "Choose one to five tags"),
        ("board", "", "Choose the board"),
        ("board", "999999999999999999999999999999", "Select a valid choice"),
        ("board", "<b>", "Select a valid choice"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_lost(browser, typed, field, text, said):
    sent = browser.post("/questions/ask/", {**typed, field: text})
    html = harmless(sent)
    assert sent.status_code == 400
    assert said in unescape(html) or "Null characters" in html
    kept = {**typed, field: text}
    for name in ("title", "body", "tags"):
        assert escape(kept[name]).replace("&#x27;", "&#x27;").strip().replace("\x00", "") in html.replace(
            "\x00", ""
        )
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "Read \u202ethis\u202c backwards, it turns the page around for everyone",
        "**[unclosed](http://example.com `code\n\n> quote\n- list\n1) <details> | a | b\n|---",
        "\x01\x02\x07\x1b[31m control characters in the middle of the text \x7f",
        "[" * 5000 + "a lot of brackets" + "]" * 5000,
        "> " * 3000 + "a very deep quote",
        "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace") + " half an emoji in the text",
    ],
)
def test_odd_text_gives_a_page(browser, typed, text):
    sent = browser.post("/questions/ask/", {**typed, "body": text}, follow=True)
    assert sent.status_code in (200, 400)
    harmless(sent)
    for question in Question.objects.all():
        harmless(Client().get(question.path()))


def test_what_turns_the_direction_stays_inside_the_post(browser, typed, asker):
    turned = "\u202emoc.elpmaxe\u202c and \u2067 more words"
    browser.post("/questions/ask/", {**typed, "title": f"Is this ours: {turned}", "body": f"{BODY} {turned}"})
    browser.post(
        "/settings/profile/", {"name": f"Femke {turned}", "about": turned, "language": "", "time_zone": ""}
    )
    question = Question.objects.get()
    assert question.title == "Is this ours: moc.elpmaxe and more words"
    asker.refresh_from_db()
    assert asker.name == "Femke moc.elpmaxe and more words"
    # A paragraph ends what was begun in it, so the body may keep its marks; nothing around it has any.
    outside = re.sub(r"<p>.*?</p>", "", harmless(Client().get(question.path())), flags=re.DOTALL)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", outside)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", harmless(Client().get("/questions/")))


NUMBERS = ["0", "999999", "99999999999999999999999999999999"]
READ = [
    "/questions/{}/", "/questions/{}/x/", "/answers/{}/", "/members/{}/", "/members/{}/x/", "/desk/{}/",
    "/questions/{}/edit/", "/answers/{}/edit/", "/questions/{}/comments/", "/answers/{}/comments/",
    "/moderation/question/{}/", "/boards/{}/", "/tags/{}/",
]  # fmt: skip
WRITTEN = [
    "/questions/{}/answers/", "/questions/{}/comments/", "/questions/{}/vote/", "/questions/{}/follow/",
    "/questions/{}/join/", "/questions/{}/edit/", "/answers/{}/edit/", "/answers/{}/vote/", "/answers/{}/solution/",
    "/answers/{}/comments/", "/desk/{}/take/", "/desk/{}/write/", "/desk/{}/take-back/",
    "/desk/{}/throw-away/", "/desk/{}/resolve/", "/desk/{}/hand-over/",
    "/for-you/{}/decline/", "/for-you/{}/take-back/", "/for-you/questions/{}/pass-on/", "/ladder/{}/webcare/",
    "/moderation/question/{}/",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_wrong_numbers_lead_nowhere(number, asker, agent, moderator):
    for member in (None, asker, agent, moderator):
        browser = Client()
        if member is not None:
            browser.force_login(member)
        for address in READ:
            found = browser.get(address.format(number))
            assert found.status_code in (302, 403, 404), address
        for address in WRITTEN:
            found = browser.post(address.format(number), {"body": BODY, "value": "1", "on": "1"})
            assert found.status_code in (302, 403, 404), address


@pytest.mark.parametrize("junk", ["x", "%00", "%F0%9F", "-1", "9" * 400, "eyJhIjoxfQ", "%27--", "<b>"])
def test_junk_behind_an_address_is_passed_over(browser, question, junk):
    addresses = [
        f"/questions/?after={junk}", f"/questions/?before={junk}", f"/questions/?state={junk}",
        f"/standing/?after={junk}", f"/notifications/?page={junk}", f"/search/?q={junk}&from={junk}",
        f"{question.path()}?draft={junk}", f"/questions/ask/?draft={junk}&board={junk}", f"/for-you/?undone={junk}",
        f"/moderation/log/?after={junk}", f"/language/en/?next={junk}", f"/accounts/login/?next={junk}",
        f"/{junk}", f"/tags/{junk}/", f"/members/1/{junk}/", f"/notifications/unsubscribe/{junk}/",
    ]  # fmt: skip
    for address in addresses:
        found = browser.get(address)
        assert found.status_code < 500, address
        if found.status_code == 200:
            harmless(found)


def test_a_form_sent_twice_is_one_post(browser, typed, question):
    first, second = (browser.post("/questions/ask/", typed) for _ in range(2))
    assert first.url == second.url
    assert Question.objects.filter(title=TITLE).count() == 1
    for address, model in (("answers", Answer), ("comments", Comment)):
        sent = [
            browser.post(f"/questions/{question.pk}/{address}/", {"body": BODY, "form_key": "k"})
            for _ in range(2)
        ]
        assert sent[0].url == sent[1].url
        assert model.objects.count() == 1


def sign_in(browser: Client, member, next_page: str):
    EmailAddress.objects.get_or_create(user=member, email=member.email, verified=True, primary=True)
    form = {"login": member.email, "password": "a good long password", "next": next_page}
    return browser.post("/accounts/login/", form)


@pytest.mark.parametrize("length", [1, 400], ids=["in the address", "kept in the session"])
def test_what_was_typed_travels_through_signing_in(typed, asker, question, length):
    story = " ".join([f"part {number} of <b>my</b> story," for number in range(length)]) + " the end of it."
    for address, form in (
        ("/questions/ask/", {**typed, "body": story}),
        (f"/questions/{question.pk}/answers/", {"body": story, "form_key": "mine"}),
        (f"/questions/{question.pk}/comments/", {"body": story}),
    ):
        browser = Client()
        turned_away = browser.post(address, form)
        assert turned_away.status_code == 302
        login = browser.get(turned_away.url)
        back = sign_in(browser, asker, login.context["redirect_field_value"])
        page = browser.get(back.url, follow=True)
        html = harmless(page)
        assert page.status_code == 200
        assert f"{escape(story)}</textarea>" in html
        if "title" in form:
            assert escape(TITLE) in html
            assert 'value="meter"' in html


def test_a_form_that_was_open_too_long_shows_what_was_typed(typed, asker):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(asker)
    refused = browser.post("/questions/ask/", {**typed, "body": f"{BODY} <script>x</script>"})
    html = harmless(refused)
    assert refused.status_code == 403
    assert escape(f"{BODY} <script>x</script>") in html
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html.partition("<main")[2])[1]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', html.partition("<main")[2]))
    again = {
        **{name: unescape(value) for name, value in fields.items()},
        "body": BODY,
        "csrfmiddlewaretoken": token,
    }
    assert browser.post("/questions/ask/", again).status_code == 302
    assert Question.objects.get().title == TITLE


def test_no_password_is_shown_again(client):
    browser = Client(enforce_csrf_checks=True)
    refused = browser.post(
        "/accounts/login/", {"login": "femke@example.com", "password": "my own secret words"}
    )
    assert refused.status_code == 403
    assert "my own secret words" not in harmless(refused)
