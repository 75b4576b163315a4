"""Words become the same tokens however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.search import analysis
from forum.search.vocabulary import Vocabulary


def tokens(text, language="nl", vocabulary=None):
    return analysis.tokens(text, language, vocabulary or Vocabulary())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("facturen", "factuur"),
        ("Storingen", "storing"),
        ("rekeningen", "rekening"),
        ("geïnstalleerd", "geinstalleerd"),
        ("foto's", "foto"),
        ("CAFÉ", "cafe"),
    ],
)
def test_forms_of_a_dutch_word_share_a_token(one, other):
    assert set(tokens(one)) & set(tokens(other))


def test_forms_of_an_english_word_share_a_token():
    assert set(tokens("cancelling subscriptions", "en")) & set(tokens("cancel subscription", "en")) == {
        "cancel",
        "subscript",
    }


@pytest.mark.parametrize("written", ["wifi-router", "wifirouter", "Wifi‑Router", "wifi router"])
def test_a_hyphen_is_written_or_not(written):
    assert {"wifi", "router"} <= set(tokens(written))


def test_a_hyphenated_word_is_also_one_word():
    assert tokens("wifi-router")[0] == tokens("wifirouter")[0]
    assert tokens("e-mail")[0] == tokens("email")[0]


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("internetstoring", ("internet", "storing")),
        ("facturenoverzicht", ("facturen", "overzicht")),
        ("verbindingsprobleem", ("verbinding", "probleem")),
        ("klantenkaart", ("klanten", "kaart")),
        ("glasvezelmodemstoring", ("glasvezel", "modem", "storing")),
    ],
)
def test_a_compound_of_known_words_is_split(compound, parts):
    assert analysis.split_compound(compound, Vocabulary()) == parts


@pytest.mark.parametrize(
    "whole", ["verbinding", "storing", "router", "zonder", "waarom", "thuiswerkplek", "website"]
)
def test_other_words_stay_whole(whole):
    assert analysis.split_compound(whole, Vocabulary()) == ()


def test_the_frequent_words_of_the_corpus_make_compounds():
    vocabulary = Vocabulary()
    vocabulary.learn([["thuis", "werkplek"]] * 3)
    assert analysis.split_compound("thuiswerkplek", vocabulary) == ("thuis", "werkplek")


def test_what_is_learned_counts_for_words_asked_before():
    vocabulary = Vocabulary()
    assert analysis.split_compound("thuiswerkplek", vocabulary) == ()
    vocabulary.learn([["thuis", "werkplek"]] * 3)
    assert analysis.split_compound("thuiswerkplek", vocabulary)


def test_a_query_leaves_out_words_that_say_nothing():
    asked = analysis.query_words("Hoe kan ik mijn factuur betalen?", Vocabulary())
    assert [word.text for word in asked] == ["factuur", "betalen"]


def test_a_query_of_such_words_alone_keeps_them():
    assert [word.text for word in analysis.query_words("wie ben jij", Vocabulary())] == ["wie", "ben", "jij"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Hoe kan ik mijn factuur betalen?", "nl"), ("How can I pay my bill?", "en"), ("router 5g", "")],
)
def test_the_language_of_a_text_is_guessed_from_its_little_words(text, language):
    assert analysis.guess_language(text) == language


@given(st.text(alphabet=st.characters(), max_size=300), st.sampled_from(["nl", "en", "", "nl-be", "fr"]))
def test_any_text_becomes_tokens_without_spaces_that_can_be_stored(text, language):
    for token in tokens(text, language):
        assert token and token == "".join(token.split())
        assert token.encode()


@given(st.text(alphabet=st.characters(), max_size=300))
def test_every_word_of_a_text_is_found_by_asking_for_it(text):
    indexed = set(tokens(text, ""))
    for word in analysis.query_words(text, Vocabulary()):
        assert indexed & set(word.whole)
