"""Languages that people write in: their codes, their own names, and names of people kept apart in a sentence."""

import unicodedata

from django.conf import settings
from django.conf.locale import LANG_INFO

# Besides those the site speaks: what people of a European company's community write in. A guess outside these
# says more about the guesser than about the text.
OTHERS = (
    "ar", "bg", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "it", "ja", "ko",
    "lt", "lv", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
# Where Django's table has no entry, or names a variant.
_NAMES = {"no": "Norsk", "zh": "中文", "ur": "اردو"}
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"R", "AL", "RLE", "RLO", "RLI"})


def spoken() -> tuple[str, ...]:
    """The codes of the languages the site itself speaks."""
    return tuple(code for code, _name in settings.LANGUAGES)


def known() -> tuple[str, ...]:
    """Every code a question may have: those the site speaks first."""
    ours = spoken()
    return (*ours, *(code for code in OTHERS if code not in ours))


def name(code: str) -> str:
    """What its speakers call it: "Nederlands", "العربية"; the code itself where no name is known."""
    found = _NAMES.get(code) or LANG_INFO.get(code, {}).get("name_local", "") or code
    return found[:1].upper() + found[1:]


def choices() -> list[tuple[str, str]]:
    """Codes with their names: those the site speaks first, then the others by name."""
    ours = spoken()
    others = sorted(((code, name(code)) for code in known() if code not in ours), key=lambda pair: pair[1])
    return [*((code, name(code)) for code in ours), *others]


def isolated(text: str) -> str:
    """A name to stand in a sentence: one with letters that run right to left leaves the words around it in order.

    In HTML `<bdi>` does the same; this is for sentences that are put together as plain text.
    """
    if text.isascii() or not any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return text
    return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"


def bare(text: str) -> str:
    """The name without the marks that isolate it."""
    return text.strip(f"{_FIRST_STRONG_ISOLATE}{_POP_ISOLATE}")
