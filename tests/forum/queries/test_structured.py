"""Data for machines: the text of a stored card, and a block that nothing in it can end."""

import json

from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from forum.queries import structured

CARD = '<div class="post">before<div class="prose" lang="nl" dir="auto">{}</div><div class="tags">after</div></div>'


def test_the_text_of_a_card_is_what_its_author_wrote():
    html = "<p>One &amp; <b>two</b>.</p><pre tabindex='0'><code>three</code></pre>"
    assert structured.prose(CARD.format(html)) == "One & two. three"


def test_a_card_without_words_has_none():
    assert structured.prose("") == structured.prose('<div class="post">Removed.</div>') == ""


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_a_block_holds_any_text_and_ends_where_it_ends(text):
    block = structured.data_block({"name": text})
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(inside)
    assert json.loads(inside) == {"name": text}


@given(st.text(alphabet="ab <>&\"'/", max_size=60))
def test_what_is_typed_stays_within_its_length(text):
    said = structured.prose(CARD.format(f"<p>{escape(text)}</p>"), 20)
    assert len(said) <= 20
    assert "after" not in said
