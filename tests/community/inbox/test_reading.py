"""Taking a letter apart, also one that no standard would let through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.inbox import reading

PLAIN = (
    b"From: Femke <Femke@Example.com>\r\nTo: reply+7-ab@localhost\r\nMessage-ID: <a@b>\r\n"
    b"Content-Type: text/plain; charset=%s\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%s\r\n"
)


def test_addresses_words_and_a_key_that_stays_the_same():
    letter = reading.read(PLAIN % (b"utf-8", "Café, ’s avonds".encode()))
    assert (letter.to, letter.sender, letter.text) == (
        ("reply+7-ab@localhost",),
        "femke@example.com",
        "Café, ’s avonds",
    )
    assert letter.key == reading.read(PLAIN % (b"latin-1", b"Other words")).key
    assert len(letter.key) <= 40
    assert not letter.is_automatic and not letter.has_files


@pytest.mark.parametrize(
    ("charset", "words", "text"),
    [
        (b"iso-8859-15", "5 € à Café".encode("iso-8859-15"), "5 € à Café"),
        (b"windows-1252", "’t is zo".encode("windows-1252"), "’t is zo"),
        (b"no-such-charset", b"Plain enough", "Plain enough"),
        (b"utf-8", b"Broken \xff byte", "Broken \ufffd byte"),
        (b"us-ascii; format=flowed", b"One long \r\nsentence.", "One long sentence."),
    ],
)
def test_words_in_any_character_set(charset, words, text):
    assert reading.read(PLAIN % (charset, words)).text == text


def test_a_letter_of_markup_alone_becomes_words():
    raw = PLAIN.replace(b"text/plain", b"text/html") % (
        b"utf-8",
        b"<style>p{color:red}</style><p>It <b>stops</b> at nine.</p><ul><li>red</li></ul><img src=x>"
        b"<script>no()</script>"
        b"<div>--- Reply above this line ---</div><p>Our letter</p>",
    )
    text = reading.read(raw).text
    assert "It **stops** at nine." in text and "- red" in text
    assert not any(word in text for word in ("Our letter", "color", "no()", "<"))


@pytest.mark.parametrize(
    "header",
    [
        b"Auto-Submitted: auto-replied",
        b"Precedence: bulk",
        b"List-Id: <x.example.com>",
        b"X-Auto-Response-Suppress: All",
        b"Return-Path: <>",
    ],
)
def test_what_a_program_wrote_is_told_apart(header):
    assert reading.read(header + b"\r\n" + PLAIN % (b"utf-8", b"I am away")).is_automatic


def test_two_senders_are_nobody():
    raw = b"From: a@example.com, b@example.com\r\n\r\nHello"
    assert reading.read(raw).sender == ""


def test_too_big_a_letter_is_not_read():
    with pytest.raises(reading.Unreadable):
        reading.read(b"x" * (reading.MOST_BYTES + 1))


def test_markup_nested_without_end_is_read_or_refused():
    raw = PLAIN.replace(b"text/plain", b"text/html") % (b"utf-8", b"<div>" * 50_000)
    try:
        assert reading.read(raw).text == ""
    except reading.Unreadable:
        pass


@given(st.binary(max_size=600))
def test_no_bytes_break_it(rubbish):
    for raw in (
        rubbish,
        b"From: " + rubbish,
        PLAIN % (rubbish, rubbish),
        b"Content-Type: " + rubbish + b"\n\nx",
    ):
        try:
            reading.read(raw)
        except reading.Unreadable:
            continue
