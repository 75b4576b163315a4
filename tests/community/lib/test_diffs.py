"""Diffs: both texts can be read from one, long ones cost no more than they may, and nothing of them is markup."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community.lib import diffmarkup
from community.lib.diffs import BUDGET, Fold, Kind, Piece, Work, compare, folded, new_text, old_text

TEXT = st.text(alphabet=st.sampled_from("ab .,\n<&>\té漢"), max_size=120) | st.text(max_size=200)
WORDS = diffmarkup.Words("removed:", "added:", "end", lambda count: f"{count} lines")


def parts(old: str, new: str) -> list[tuple[str, str]]:
    return [(str(piece.kind), piece.text) for piece in compare(old, new)]


@given(TEXT, TEXT)
@example("", "")
@example("a\n", "a")
@example("\n\n", "\n")
def test_both_texts_are_in_it(old, new):
    pieces = compare(old, new)
    assert (old_text(pieces), new_text(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)
    assert all(one.kind != two.kind for one, two in zip(pieces, pieces[1:], strict=False))


@given(TEXT, st.lists(TEXT, max_size=6), TEXT)
def test_folding_loses_nothing(old, lines, new):
    middle = "\n".join(lines)
    pieces = compare(f"{old}\n{middle}\n{new}", f"{new}\n{middle}\n{old}")
    shown = folded(pieces)
    same = [part.text for part in shown if isinstance(part, Fold) or part.kind == Kind.SAME]
    assert "".join(same) == "".join(piece.text for piece in pieces if piece.kind == Kind.SAME)
    assert [p for p in shown if isinstance(p, Piece) and p.kind != Kind.SAME] == [
        piece for piece in pieces if piece.kind != Kind.SAME
    ]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words, self._hidden = set(), "", 0

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self._hidden += tag == "summary" or (tag == "span" and dict(attrs) == {"class": "hide"})

    def handle_endtag(self, tag):
        self._hidden -= tag in ("summary", "span")

    def handle_data(self, data):
        self.words += "" if self._hidden else data


@given(TEXT, TEXT)
def test_what_people_wrote_is_never_markup(old, new):
    reader = _Reader()
    reader.feed(str(diffmarkup.block(compare(f"<b>x</b>{old}", f"<script>{new}"), WORDS)))
    reader.close()
    assert reader.tags <= {"ins", "del", "span", "details", "summary", "div"}


def test_words_are_told_apart_inside_a_line():
    assert parts("Set the time to four at night.", "Set the time to five at night.") == [
        ("same", "Set the time to "),
        ("removed", "four"),
        ("added", "five"),
        ("same", " at night."),
    ]


def test_what_is_appended_leaves_the_rest_alone():
    assert parts("It stops.", "It stops. It began on Monday.") == [
        ("same", "It stops."),
        ("added", " It began on Monday."),
    ]


def test_a_paragraph_that_became_another_is_shown_whole():
    old, new = "The router blinks red twice.", "Nobody answers my calls, ever."
    assert parts(old, new) == [("removed", old), ("added", new)]


def test_lines_that_moved_around_a_change_stay():
    old = "First line here.\nSecond line here.\nThird line here.\n"
    new = "First line here.\nAnother one.\nSecond line here.\nThird line is here.\n"
    assert parts(old, new) == [
        ("same", "First line here.\n"),
        ("added", "Another one.\n"),
        ("same", "Second line here.\nThird line"),
        ("added", " is"),
        ("same", " here.\n"),
    ]


def test_long_unchanged_parts_are_folded():
    lines = [f"Line number {number}.\n" for number in range(30)]
    html = diffmarkup.block(
        compare("".join(lines), "".join(lines[:15]) + "New.\n" + "".join(lines[15:])), WORDS
    )
    assert html.count("<details>") == 2 and "<summary>12 lines</summary>" in html
    assert html.index("Line number 14.") < html.index("New.") < html.index("Line number 15.")
    assert '<ins><span class="hide">added: </span>New.' in html


def test_a_change_of_space_alone_can_be_seen():
    assert "↵" in diffmarkup.block(compare("one\n", "one\n\n"), WORDS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n" * 15_000, "b\na\n" * 7_500),
        ("a b " * 7_500, "b a c " * 5_000),
        ("".join("ab"[number * number % 7 % 2] + "\n" for number in range(15_000)), "ba\nab\na\n" * 4_000),
        (" ".join(map(str, range(6_000))), " ".join(map(str, range(6_000, 0, -1)))),
    ],
)
def test_the_longest_texts_cost_no_more_than_they_may(old, new):
    work = Work()
    pieces = compare(old, new, work)
    assert (old_text(pieces), new_text(pieces)) == (old, new)
    assert 0 <= work.left <= BUDGET


def test_several_diffs_of_one_page_spend_from_one_budget():
    old, new, alone = "x one two three y", "z one 2 three w", Work()
    first = compare(old, new, alone)
    shared = Work(BUDGET - alone.left)
    assert compare(old, new, shared) == first and shared.left == 0
    assert compare(old, new, shared) == [Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new)] != first


def test_without_work_left_all_is_replaced():
    assert compare("x one two three y", "z one 2 three w", Work(0)) == [
        Piece(Kind.REMOVED, "x one two three y"),
        Piece(Kind.ADDED, "z one 2 three w"),
    ]
