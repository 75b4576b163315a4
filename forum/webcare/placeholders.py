"""Places in a ready-made text: {name} is filled in by us, [like this] by whoever sends it."""

import re
from collections import Counter
from collections.abc import Mapping

from bs4 import BeautifulSoup

from community.lib import markup

# What Markdown takes for more than itself, and what makes an address of words by itself.
_MARKUP = re.compile(r"[\\`*_~\[\]<>!#|]|:(?=//)|(?<=\bwww)\.|@", re.IGNORECASE)
_FILLED = re.compile(r"\{(\w+)\}")
_PLACE = re.compile(r"\[(?P<words>[^\[\]\n]+)\]")
# A bracket written \[so] on purpose, and a backslash that stands for itself.
_ON_PURPOSE = re.compile(r"\\([\\\[\]])")
# [words]: further on, in a list or a quotation too, may make a link of other [words], and is not shown.
_NAMED = re.compile(
    r"^(?P<named>[ \t>*+.)\d-]{0,20}\[(?P<words>[^\[\]\n]{1,999})\]):(?=\s{0,20}(?P<address>\S{0,8}))",
    re.MULTILINE,
)
_ADDRESS = re.compile(r"<|/|#|https?:|mailto:|tel:", re.IGNORECASE)
# Stand for what is left out: a bracket that is meant, and the colon that no longer makes a link.
_BRACKET, _COLON = "\ue000", "\ue001:"


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every {place} that has a value; one without stays for a person to fill in, as [place]."""

    def value(found: re.Match) -> str:
        return values.get(found[1]) or f"[{found[1]}]"

    return _FILLED.sub(lambda found: value(found) if found[1] in values else found[0], text)


def as_words(name: str) -> str:
    """A name that somebody chose, for a text of ours: whatever it looks like, it is no link and no markup."""
    return _MARKUP.sub(lambda found: "\\" + found[0], name)


def unknown(text: str, known: Mapping[str, str]) -> list[str]:
    """The {places} that nobody fills in, each once."""
    return list(dict.fromkeys(name for name in _FILLED.findall(text) if name not in known))


def untouched(text: str) -> list[str]:
    """The words of every [place] that nobody has filled in yet, each once, in order.

    They are looked for in what the customer will read: what became a link, a picture, a task or code is none.
    """
    source = _ON_PURPOSE.sub(_meant, text.replace("\r\n", "\n"))
    places = (found["words"].strip() for found in _PLACE.finditer(_shown(_with_lost_lines(source))))
    # A footnote is no place.
    return list(dict.fromkeys(words for words in places if words and not words.startswith("^")))


def _meant(found: re.Match) -> str:
    return found[0] if found[1] == "\\" else _BRACKET


def _with_lost_lines(source: str) -> str:
    """A line "[day]: tomorrow" would vanish: only an address that some [words] lead to is meant to."""
    mentioned = Counter(_named(found["words"]) for found in _PLACE.finditer(source))

    def kept(found: re.Match) -> str:
        is_link = _ADDRESS.match(found["address"]) and mentioned[_named(found["words"])] > 1
        return found[0] if is_link else found["named"] + _COLON

    return _NAMED.sub(kept, source)


def _named(words: str) -> str:
    return " ".join(words.casefold().split())


def _shown(source: str) -> str:
    """The words of the rendered text, a line for each of its parts, without code."""
    soup = BeautifulSoup(markup.render(source), "html.parser")
    for code in soup.find_all(["pre", "code"]):
        code.decompose()
    # A line that was broken goes on; between parts there is nothing but the end of a line.
    return "".join(str(words) if words.isspace() else words.replace("\n", " ") for words in soup.strings)
