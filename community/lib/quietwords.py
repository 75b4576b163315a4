"""What in a text looks like a number of a person and is none: code, links, prices, dates, devices."""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Stands for each letter that is left out, so that every place in the text stays where it is.
_NOTHING = "\x00"

_CODE = re.compile(
    r"(?ms)^ {0,3}(?P<fence>`{3,}|~{3,})[^\n`]*$.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`{1,8})(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
)
_LINK = re.compile(r"\bhttps?://[^\s<>\")\]]+|(?<=\]\()/[^\s)]+", re.IGNORECASE)
_MACHINES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # MAC and IP addresses.
        r"(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])",
        r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w]|\.[0-9])",
        r"(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{1,4}(?![\w:])",
        # Prices.
        r"[€$£] ?[0-9][0-9.,]*|(?<![\w.,])[0-9][0-9.]*(?:,[0-9]{2})? ?(?:euro|eur\b)",
        # Dates and times.
        r"(?<![\w./-])(?:[0-3]?[0-9]([-./])[01]?[0-9]\1(?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2}([-./])[01]?[0-9]\2[0-3]?[0-9])"
        r"(?![\w/]|[-.][0-9])",
        r"(?<![\w:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![\w:])",
        # Numbers of things, said to be so.
        r"\b(?:(?:serie|serial|s/n|model|artikel|article|imei|ean|sku|iccid|product|onderdeel|part)"
        r"(?:[ -]?(?:nummer|number|nr|no|code|id))?[ .:#=-]{0,3}(?:is )?|"
        # No version and no fault is called as a telephone is.
        r"(?:firmware|versie|version|software|fout|error)"
        r"(?:[ -]?(?:nummer|number|nr|no|code|id))?[ .:#=-]{0,3}(?:is )?(?!0[ -]?[1-9](?:[ -]?[0-9]){8}(?![0-9])))v?"
        r"[a-z]{0,6}[-.]?[0-9][a-z0-9]*(?:[.-][a-z0-9]+)*",
    )
]


# What a reader does not see: marks of Markdown, letters without width, tags that only dress; and what they see
# instead of what was written: a sign behind a backslash, a sign that was spelled out.
_UNSEEN = re.compile(
    r"[\u00ad\u200b-\u200d\u2060\ufeff]+|\*+|~~|__|(?<![^\W_])_(?=[0-9])|(?<=[0-9])_(?![^\W_])"
    r"|</?(?:b|i|em|strong|u|s|del|ins|mark|span|small|big|q|abbr|kbd|var) {0,3}/?>"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<spelled>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lean:
    """A text as it is read, and where each of its letters starts and ends in what was written."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def lean(text: str) -> Lean:
    """The text in plain letters, without what lies between them for the machine alone."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _UNSEEN.finditer(text):
        seen = match["escaped"] or html.unescape(match["spelled"] or "")
        if len(seen) > 1:
            # Spells nothing.
            continue
        _take(text, at, match.start(), letters, starts, ends)
        at = match.end()
        if seen:
            letters.append(seen)
            starts.append(match.start())
            ends.append(at)
    if not letters and at == 0:
        return Lean(level(text), range(len(text)), range(1, len(text) + 1))
    _take(text, at, len(text), letters, starts, ends)
    return Lean(level("".join(letters)), starts, ends)


def _take(text: str, start: int, end: int, letters: list[str], starts: list[int], ends: list[int]) -> None:
    letters.append(text[start:end])
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def level(text: str) -> str:
    """The text with plain letters, figures and signs in place of their wide and other forms, of the same length."""
    return text if text.isascii() else "".join(map(_plain, text))


def without_code(text: str) -> str:
    """The text with nothing in place of code, of the same length."""
    return _CODE.sub(_left_out, text)


def without_machines(text: str) -> str:
    """The text with nothing in place of links, prices, dates and what names devices, of the same length."""
    text = _LINK.sub(_left_out, text)
    for pattern in _MACHINES:
        text = pattern.sub(_left_out, text)
    return text


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter == "\u2212" or unicodedata.category(letter) == "Pd":
        return "-"
    # U+FF01 up to U+FF5E are the wide forms; a wide mark of code marks no code.
    plain = unicodedata.normalize("NFKC", letter) if "\uff01" <= letter <= "\uff5e" else letter
    return plain if plain.isalnum() or plain in "@+-.()/:,#" else letter


def _left_out(match: re.Match[str]) -> str:
    return _NOTHING * len(match[0])
