"""Words of an incident, pure: whole words, whatever their capitals and accents."""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters and without accents."""
    plain = "".join(
        mark for mark in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(mark)
    )
    return _WORD.findall(plain)


def found_in(text: str, sayings: Iterable[str]) -> bool:
    """Whether one of the sayings stands in the text, word for word: "gas leak" is not in "a gas-leakage"."""
    said = f" {' '.join(words_of(text))} "
    return any(f" {' '.join(words)} " in said for words in map(words_of, sayings) if words)
