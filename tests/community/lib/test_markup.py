"""What people write comes out readable, and nothing in it runs."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.lib import markup

XSS_FILES = [
    "xss_payloadbox.txt",
    "fuzzdb_xss-rsnake.txt",
    "fuzzdb_xss-other.txt",
    "fuzzdb_xss-uri.txt",
    "fuzzdb_html-event-attributes.txt",
    "fuzzdb_all-encodings-of-lt.txt",
    "blns.txt",
    "unicode_right-to-left.txt",
    "UTF-8-test.txt",
]
RUNNING_SCHEMES = ("javascript", "vbscript", "data", "file")
ANYTHING = st.text(st.characters(codec=None))
PIECES = [
    *"ab \n\t#*_`~[]()<>!&\"'/=-+|.:1\x00\u202e",
    "<b>",
    "<a href=",
    "</p>",
    "<td>",
    "<h1 ",
    "<li>",
    "-->",
    "![",
    "](/media/attachments/0123456789abcdef01234567-2000x1500.webp)",
    "<img src=/media/attachments/0123456789abcdef01234567-90x90.webp>",
    "<img src=http://a/b alt='",
    "<a href=/x>",
    "<table>",
    "<pre>",
]
MARKDOWN_LIKE = st.lists(st.sampled_from(PIECES)).map("".join)


class Browser(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def assert_harmless(html: str) -> None:
    for tag, attributes in Browser(html).tags:
        assert tag in markup.TAGS
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in {"style", "id", "srcdoc", "action", "formaction"}
            if tag == "img" and name in {"src", "srcset"}:
                # No page makes its reader ask another site for anything, or this one for anything but a picture.
                assert all(part.startswith("/media/attachments/") for part in value.split(", "))
            if name in {"href", "src"}:
                scheme, colon, _ = "".join((value or "").split()).lower().partition(":")
                assert not colon or not scheme.startswith(RUNNING_SCHEMES)


def test_markdown_and_its_extensions():
    table, tasks = "| a | b |\n|---|--:|\n| 1 | 2 |", "- [x] done\n- [ ] to do"
    html = markup.render(f"**Hi** ~~no~~ https://example.org\n\n{table}\n\n{tasks}")
    assert "<strong>Hi</strong> <del>no</del>" in html
    assert '<td align="right">2</td>' in html
    assert "<li>☑ done</li>" in html
    assert "<li>☐ to do</li>" in html
    assert '<a href="https://example.org" rel="nofollow ugc noopener">https://example.org</a>' in html


def test_a_single_line_end_is_not_a_break():
    assert markup.render("one\ntwo") == "<p>one\ntwo</p>\n"


def test_links_of_the_company_are_trusted():
    assert 'rel="noopener"' in markup.render("[us](/help/)", trusted_links=True)


@pytest.mark.parametrize(
    "address", ["/questions/7/", "#answer-2", "https://forum.example", "https://forum.example/a?b&c"]
)
def test_links_within_the_site_are_followed_whoever_wrote_them(settings, address):
    settings.SITE_URL = "https://forum.example"
    html = markup.render(f"[there]({address})")
    assert 'rel="noopener"' in html
    assert markup.clean_html(html) == html


@pytest.mark.parametrize(
    "address",
    [
        "//elsewhere.example/", "/\\elsewhere.example", "/&Tab;/elsewhere.example", "https://forum.example.evil/",
        "https://forum.example@evil.example/", "https://forum.examples/", "http://forum.example/", "mailto:a@b.example",
    ],
)  # fmt: skip
def test_links_that_only_look_like_ours_are_not(settings, address):
    settings.SITE_URL = "https://forum.example"
    html = markup.render(f'<a href="{address}">there</a>')
    assert "href" not in html or 'rel="nofollow ugc noopener"' in html


@pytest.mark.parametrize(
    "written, shown",
    [
        ("# A\n\n## B\n\n### C", ["h3", "h4", "h5"]),
        ("## A\n\n### B", ["h3", "h4"]),
        ("#### A", ["h3"]),
        ("# A\n\n#### B", ["h3", "h4"]),
    ],
)
def test_headings_start_below_those_of_the_page_and_skip_no_level(written, shown):
    assert [tag for tag, _ in Browser(markup.render(written)).tags] == shown


def test_code_keeps_its_language_and_can_be_scrolled_by_keyboard():
    html = markup.render("```python\nif a < b: pass\n```")
    assert html == '<pre tabindex="0"><code class="language-python">if a &lt; b: pass\n</code></pre>\n'


def test_known_tags_work_and_unknown_ones_are_shown_as_typed():
    html = markup.render("Press <kbd>Esc</kbd> on <your router> <!-- and wait")
    assert "<kbd>Esc</kbd>" in html
    assert "&lt;your router&gt; &lt;!-- and wait" in html


@pytest.mark.parametrize("file", XSS_FILES)
def test_no_known_attack_survives(shared_dir, file):
    path = shared_dir / "data" / "security-inputs" / file
    text = path.read_text(encoding="utf-8", errors="replace")
    for payload in [text, *text.splitlines()]:
        assert_harmless(markup.render(payload))
        assert_harmless(markup.clean_html(payload))


def test_no_event_attribute_survives_on_an_allowed_tag(shared_dir):
    path = shared_dir / "data" / "security-inputs" / "fuzzdb_html-event-attributes.txt"
    for name in path.read_text(encoding="utf-8", errors="replace").split():
        assert_harmless(markup.render(f'<img src="/x" {name}="alert(1)">'))


def test_naughty_strings_never_raise(shared_dir):
    strings = json.loads((shared_dir / "data" / "security-inputs" / "blns.json").read_text(encoding="utf-8"))
    for text in strings:
        assert_harmless(markup.render(text))
        markup.plain(markup.render(text), 80)


def test_the_specification_of_commonmark_is_harmless_and_settled(shared_dir):
    text = (shared_dir / "data" / "security-inputs" / "commonmark_spec.txt").read_text(encoding="utf-8")
    html = markup.render(text)
    assert_harmless(html)
    assert markup.clean_html(html) == html


@given(ANYTHING | MARKDOWN_LIKE)
def test_rendering_never_raises_and_is_settled(text):
    html = markup.render(text)
    assert_harmless(html)
    assert markup.clean_html(html) == html


@pytest.mark.parametrize("piece", ["> ", "1. ", "- + ", "[", "![", "*a _b ", "<b>", "<ul><li>", "|a"])
def test_a_body_of_one_repeated_piece_is_rendered(piece):
    assert_harmless(markup.render(piece * (30_000 // len(piece))))


def test_absurd_nesting_is_cut():
    assert markup.render("> " * 5000 + "deep").count("<blockquote>") <= 41


def test_a_flood_of_tags_is_shown_as_typed():
    assert "&lt;ul&gt;&lt;li&gt;" in markup.render("<ul><li>" * 3000)


def test_impossible_nesting_is_settled():
    for text in ["<pre><tbody>", "<dt><table><dt>", "<b><p><b></p>", "<a href=/x><table><a href=/y>"]:
        html = markup.render(text)
        assert markup.clean_html(html) == html


def test_imported_html_loses_what_runs_but_not_its_words():
    html = markup.clean_html('<h1>Title</h1><div onclick="x()"><p>Words<script>alert(1)</script></p></div>')
    assert html == "<h3>Title</h3><p>Words</p>"


def test_control_characters_are_removed():
    assert markup.render("a\x00b\x07c\x85d\te") == "<p>abcd\te</p>\n"


def test_an_excerpt_is_text_on_one_line_cut_between_words():
    html = "<h3>My modem</h3><p>blinks &lt;red&gt; &amp; <em>slow</em>ly, all night</p>"
    assert markup.plain(html, 200) == "My modem · blinks <red> & slowly, all night"
    assert markup.plain(html, 35) == "My modem · blinks <red> & slowly…"
    assert markup.plain(html, 0) == ""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("> switch IPv6 off\n\nThat advice is old.", "switch IPv6 off · That advice is old."),
        ("It works.\n\nThank you!\n\nBye", "It works. Thank you! Bye"),
        ('He said "no."\n\n*(Really?)*\n\nYes', 'He said "no." (Really?) Yes'),
        (
            "| phone | what to do |\n|--|--|\n| Pixel 6 | prefer LTE |",
            "phone · what to do · Pixel 6 · prefer LTE",
        ),
        ("- a cable\n- a box\n\nThen:\n1. plug it in\n2. wait", "a cable · a box · Then: plug it in · wait"),
        ("one line  \nand the next", "one line and the next"),
        ("| | |\n|--|--|\n| | |", ""),
    ],
)
def test_the_parts_of_an_excerpt_are_kept_apart(source, said):
    assert markup.plain(markup.render(source), 200) == said


@given(ANYTHING, st.integers(0, 40))
def test_an_excerpt_is_never_longer_than_asked(text, limit):
    assert len(markup.plain(markup.render(text), limit)) <= limit


@pytest.mark.parametrize("text", ["a\x00b", "half \ud83d", "\udc00"])
def test_what_no_database_stores_is_refused(text):
    with pytest.raises(markup.UnstorableText):
        markup.refuse_unstorable(text)


def test_ordinary_text_is_storable():
    assert markup.refuse_unstorable("é 👩‍👩‍👧 \u200f") == "é 👩‍👩‍👧 \u200f"


def test_titles_cannot_turn_the_text_around_them():
    assert markup.neutralise_bidi("invoice\u202efdp.exe \u2066x\u2069\n\x07 y") == "invoicefdp.exe x y"
    assert markup.neutralise_bidi("שלום\u200f") == "שלום\u200f"
