"""What is new in a reply, as mail programs write them; nothing somebody wrote is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.inbox.quoting import new_words, unflowed

LINE = "--- Reply above this line ---"
DUTCH = "--- Antwoord boven deze regel ---"
LETTER = f"{LINE}\nOnly webcare reads your reply.\n\nNienke wrote to you alone: My bill"


def quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


@pytest.mark.parametrize(
    "below",
    [
        f"On Mon, 23 Nov 2026 at 10:11, Kwikstaart <reply+7-ab@example.com> wrote:\n\n{quoted(LETTER)}",
        f"On Mon, 23 Nov 2026 at 10:11, Kwikstaart\n<reply+7-ab@example.com> wrote:\n{quoted(LETTER)}",
        f"Op ma 23 nov 2026 om 10:11 schreef Kwikstaart <reply+7-ab@example.com>:\n\n{quoted(LETTER)}",
        f"Op 23-11-2026 om 10:11 schreef Kwikstaart:\n{quoted(LETTER.replace(LINE, DUTCH))}",
        f"Le lun. 23 nov. 2026 à 10:11, Kwikstaart <reply@example.com> a écrit :\n{quoted(LETTER)}",
        "________________________________\nVan: Kwikstaart <reply+7-ab@example.com>\nVerzonden: maandag 23 november "
        f"2026 10:11\nAan: Femke\nOnderwerp: My bill\n\n{LETTER}",
        "-----Original Message-----\nFrom: Kwikstaart <reply@example.com>\nSent: Monday\nTo: Femke\n"
        f"Subject: My bill\n\n{LETTER}",
        "*From:* Kwikstaart <reply@example.com>\n*Sent:* Monday\n*To:* Femke\n*Subject:* My bill\n\n"
        + LETTER,
        "\\--- Reply above this line \\---\n\nOnly webcare reads your reply.",
        LETTER,
        "Sent from my iPhone\n\n" + quoted(LETTER),
        "Verzonden vanaf Outlook voor Android\n\n" + LETTER,
        "[Outlook voor Android downloaden](https://example.com/x)\n" + LETTER,
        "-- \nFemke de Boer\nKade 1\n\n" + quoted(LETTER),
        "",
    ],
)
def test_what_stands_above_our_letter_is_new(below):
    words = "Bedankt, dat hielp.\n\nMaar nu knippert het om 21:10:\n\n- rood\n- groen\n\nGroet, Femke"
    assert new_words(f"{words}\n\n{below}") == words
    assert new_words(f"{words}\r\n\r\n{below}".replace("\n", "\r\n")) == words


def test_words_below_or_between_what_is_quoted_count():
    lead = "On Mon, 23 Nov 2026 at 10:11, Kwikstaart <reply@example.com> wrote:"
    assert new_words(f"{lead}\n{quoted(LETTER)}\n\nIt works now.\n") == "It works now."


@pytest.mark.parametrize(
    "text", ["", "\n\n", LETTER, quoted(LETTER), f"-- \nFemke\n{LETTER}", "Sent from my phone"]
)
def test_a_reply_without_words_is_empty(text):
    assert new_words(text) == ""


def test_lines_that_look_like_headers_are_words():
    words = "Modem: ABC-12\nFirmware: 1.2\nLamp: red"
    assert new_words(f"{words}\n\n{quoted(LETTER)}") == words


def test_a_quotation_of_ones_own_is_kept():
    words = "You said:\n> restart it\n\nI did."
    assert new_words(f"{words}\n\nOn 23-11-2026 10:11 Kwikstaart wrote:\n{quoted(LETTER)}") == words


@pytest.mark.parametrize(
    ("is_joined", "text", "whole"),
    [
        (False, "One long \nsentence.\nNext", "One long sentence.\nNext"),
        (True, "Fibre \nglass", "Fibreglass"),
        (False, "Bye\n-- \nFemke", "Bye\n-- \nFemke"),
        (False, " From here\n> a quote ", "From here\n> a quote "),
        # Bare of its blank it would be taken for a quotation.
        (False, " >no quote", " >no quote"),
    ],
)
def test_lines_broken_for_the_way_are_put_together(is_joined, text, whole):
    assert unflowed(text, is_joined=is_joined) == whole


@given(st.lists(st.text("abc.,!? äß", min_size=1).filter(str.strip), min_size=1, max_size=6))
def test_whatever_stands_above_the_line_comes_through(lines):
    words = "\n".join(line.strip() for line in lines)
    assert new_words(f"{words}\n{LETTER}") == words


@given(st.text(max_size=400))
def test_no_text_breaks_it(text):
    assert isinstance(new_words(text), str)
    assert isinstance(unflowed(text, is_joined=True), str)
