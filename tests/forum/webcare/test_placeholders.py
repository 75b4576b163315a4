"""Places in ready-made texts: what is filled in, and what somebody still has to write."""

import html

import pytest

from community.lib import markup
from forum.webcare.placeholders import as_words, filled, unknown, untouched


def test_what_is_known_is_filled_in():
    known = {"name": "Femke", "me": "Nienke"}
    assert filled("Hello {name}, {me} here.", known) == "Hello Femke, Nienke here."


def test_a_place_without_a_value_is_left_to_a_person():
    assert filled("Hello {name}.", {"name": ""}) == "Hello [name]."
    assert untouched("Hello [name].") == ["name"]


LOUD = [
    "[Klik](https://evil.example/login)",
    "https://evil.example",
    "www.evil.example",
    "**Loud**",
    "a@b.example",
]


@pytest.mark.parametrize("name", [*LOUD, "Jan_Piet", "<b>Bea</b>"])
def test_a_name_is_a_name_whatever_it_looks_like(name):
    shown = markup.render(filled("Hello {name}.", {"name": as_words(name)}))
    assert "<a" not in shown and "<strong" not in shown
    assert not untouched(as_words(name))
    assert name in html.unescape(shown)


def test_other_braces_stay():
    assert filled("Type {code} and {name}", {"name": "Femke"}) == "Type {code} and Femke"
    assert unknown("Type {code} and {name} and {code}", {"name": "Femke"}) == ["code"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("We will be there on [day and time].", ["day and time"]),
        ("[day] and [day] and [hour]", ["day", "hour"]),
        ("**[day]**", ["day"]),
        ("> [day]", ["day"]),
        ("[ day ]", ["day"]),
        ("On [day]: between nine and ten.", ["day"]),
        ("See [our page](/articles/one/).", []),
        ("See [our page][1].\n\n[1]: /articles/one/", []),
        ("See [our page].\n\n[our page]: /articles/one/", []),
        ("![a modem](/media/1/)", []),
        ("- [ ] restart\n- [x] update\n1. [X] wait", []),
        ("- [day] restart", ["day"]),
        ("It says \\[this\\] on the box, and \\[that].", []),
        ("Type `a[0]` or\n\n```\nx[day]\n```", []),
        ("A footnote[^1].", []),
        ("[]", []),
        ("array[0", []),
        ("Dear [name][surname], hello.", ["name", "surname"]),
        ("Good day![name], we come.", ["name"]),
        ("You get [amount](excl. VAT) back.", ["amount"]),
        ("The engineer comes.\n\n[date]: between 8 and 12", ["date"]),
        ("The engineer comes.\n\n[date]: tomorrow", ["date"]),
        ("The engineer comes.\n\n- [date]: tomorrow\n\n> [hour]: nine", ["date", "hour"]),
        ("The engineer comes.\n\n[date]: /articles/one/", ["date"]),
        ("On [day\nand time].", ["day and time"]),
        ("[**day**]", ["day"]),
        ("See [**our page**](/articles/one/).", []),
        ("It costs \\\\[amount].", ["amount"]),
        ("| a | b |\n|---|---|\n| [day] | one |", ["day"]),
    ],
)
def test_what_nobody_has_filled_in(text, places):
    assert untouched(text) == places
