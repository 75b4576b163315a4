"""Why something was found: the words, marked safely, in the right piece of a text."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from forum.search import face
from forum.search.marking import Marker
from tests.forum.search.conftest import make_document

pytestmark = pytest.mark.usefixtures("tantivy_search")


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("factuur", "Mijn facturen kloppen niet.", "Mijn <mark>facturen</mark> kloppen niet."),
        ("storing", "Een internetstoring", "Een <mark>internetstoring</mark>"),
        ("internetstoring", "storing op het internet", "<mark>storing</mark> op het <mark>internet</mark>"),
        ("cancel", "Cancelling is <b>easy</b> & so", "<mark>Cancelling</mark> is &lt;b&gt;easy&lt;/b&gt; &amp; so"),
        ("<script>", "A <script> & more", "A &lt;<mark>script</mark>&gt; &amp; more"),
        ("cafe", "Het Café", "Het <mark>Café</mark>"),
        ("الإنترنت", "يتوقف الإنترنت مساء", "يتوقف <mark>الإنترنت</mark> مساء"),
        ("wifi", "Nothing of it", "Nothing of it"),
        ("", "Nothing asked", "Nothing asked"),
    ],
)  # fmt: skip
def test_words_are_marked_in_every_form_they_are_found_by(query, text, marked):
    assert Marker(query).marked(text) == marked


def test_a_slip_of_the_finger_marks_what_it_finds():
    face.index([make_document(1, "Mijn factuur klopt niet")])
    assert Marker("facutur").marked("Mijn factuur") == "Mijn <mark>factuur</mark>"
    assert Marker("factur").marked("Mijn factuur") == "Mijn <mark>factuur</mark>"
    assert Marker("klopt").marked("klept niet") == "klept niet", (
        "a word that is known is meant as it is typed"
    )


def test_an_excerpt_is_cut_around_the_words():
    text = f"{'Long ago it began. ' * 40}Then the router broke and the fibre too. {'And so on. ' * 40}"
    piece = Marker("router fibre").excerpt(text, 160)
    assert piece.startswith("… ") and piece.endswith(" …")
    assert "<mark>router</mark>" in piece and "<mark>fibre</mark>" in piece
    assert len(piece) < 220
    assert Marker("elsewhere").excerpt(text, 160).startswith("Long ago it began.")
    assert Marker("ago").excerpt("Long ago.", 160) == "Long <mark>ago</mark>."


def test_the_fullest_piece_comes_before_the_first():
    text = (
        f"The router is white. {'Nothing happens here. ' * 20}Then router and fibre met. {'And so on. ' * 20}"
    )
    assert "router</mark> and <mark>fibre" in Marker("router fibre").excerpt(text, 160)
    assert Marker("wifi").excerpt("wifi " * 1_200, 200).startswith("<mark>wifi</mark> ")


def test_it_knows_whether_texts_hold_every_word():
    marker = Marker("router fibre")
    assert marker.covers("My routers", "and fibre")
    assert not marker.covers("My routers")


@hypothesis_settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(max_size=40), text=st.text(max_size=400))
def test_nothing_but_marks_is_added_and_nothing_escapes(query, text):
    marked = Marker(query).marked(text)
    assert "<" not in marked.replace("<mark>", "").replace("</mark>", "")
    assert marked.count("<mark>") == marked.count("</mark>")
    Marker(query).excerpt(text, 80)
