"""Titles that mean the same lie close together."""

from hypothesis import given
from hypothesis import strategies as st

from forum.search import meaning


def test_other_words_for_the_same_are_closer_than_the_same_words_for_another():
    asked = "How can I cancel my subscription?"
    same, other = "Stopping my membership", "How can I charge my phone?"
    close, far = meaning.likeness(asked, [meaning.vector(same), meaning.vector(other)])
    assert close > far


def test_a_text_is_like_itself_and_nothing_is_like_nothing():
    (itself, nothing, old) = meaning.likeness(
        "Storing in Utrecht", [meaning.vector("Storing in Utrecht"), meaning.NOTHING, b"short"]
    )
    assert abs(itself - 1) < 0.05
    assert (nothing, old) == (0, 0)
    assert meaning.likeness("anything", []) == []


@given(st.text(max_size=400))
def test_any_text_has_a_vector(text):
    vector = meaning.vector(text)
    assert len(vector) == meaning.DIMENSIONS
    assert -1.1 < meaning.likeness(text, [vector])[0] < 1.1
