"""What is new in a reply: the words above the letter it answers.

Libraries for this were tried: the best kept one takes minutes for a page of empty lines and drops sentences that
begin with thanks. Our own letters begin with a line to reply above, which every mail program quotes.
"""

import re
from functools import cache

from django.conf import settings
from django.utils import translation

from community.notifications.replyaddress import LINE

# A line that only says which program sent it.
_SENT_WITH = re.compile(
    r"(?:sent (?:from|with|via) |verzonden (?:vanaf|met|via) |verstuurd (?:vanaf|met|via) |get outlook for |"
    r"(?:outlook|yahoo mail) (?:voor|for) )[^\n]{1,60}",
    re.IGNORECASE,
)
# "From: ..." in any language, as programs put above what they quote.
_HEADER = re.compile(r"\*{0,2}[^\W\d_][\w-]{0,14}:\*{0,2} ?\S[^\n]*")
_RULE = re.compile(r"[_=-]{5,}|[-_]{2,}[^\n]{0,60}[-_]{2,}")
_MOMENT = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")
_LEAST_HEADERS, _MOST_OF_A_LEAD = 3, 4


def new_words(text: str) -> str:
    """What the writer wrote themselves, of plain text with any line ends; empty when there is nothing."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = next((at for at, line in enumerate(lines) if _is_line(line)), None)
    if at is None:
        is_quoting = bool(lines) and _is_quoted(next((line for line in reversed(lines) if line.strip()), ""))
        return _signed_off(_without_lead(lines) if is_quoting else lines)
    above = _signed_off(_without_lead(lines[:at]))
    if above or not _is_quoted(lines[at]):
        return above
    # Somebody who writes below what they answer, or between it.
    return _signed_off(_without_beginning([line for line in lines if not _is_quoted(line)]))


def unflowed(text: str, *, is_joined: bool) -> str:
    """Lines that were broken for the way (RFC 3676) put together again; `is_joined` is its DelSp."""
    whole, begun = [], ""
    for line in text.replace("\r\n", "\n").split("\n"):
        line = line.removeprefix(" ") if not line.startswith(" >") else line
        if line.endswith(" ") and line != "-- " and not line.startswith(">"):
            begun += line[:-1] if is_joined else line
            continue
        whole.append(begun + line)
        begun = ""
    return "\n".join([*whole, begun] if begun else whole)


@cache
def _lines() -> tuple[str, ...]:
    """The line in each language, bare of its dashes: a letter may be answered after its reader changed theirs."""
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append(_bare(str(LINE)))
    return tuple(found)


def _bare(line: str) -> str:
    return " ".join(line.strip(" \t\u00a0>*_\\-–—|").split()).casefold()


def _is_line(line: str) -> bool:
    return len(line) < 200 and _bare(line.replace("\\-", "-")) in _lines()


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _without_lead(lines: list[str]) -> list[str]:
    """Without what a program puts between the new words and what it quotes: who wrote when, or a block of headers."""
    lines = _trimmed(lines)
    begin = len(lines)
    while begin and _HEADER.fullmatch(lines[begin - 1].strip()):
        begin -= 1
    block = lines[begin:]
    if len(block) >= _LEAST_HEADERS and any("@" in line for line in block):
        return _trimmed(lines[:begin])
    for size in range(1, min(_MOST_OF_A_LEAD, len(lines)) + 1):
        if not lines[-size].strip():
            break
        if _is_attribution(lines[-size:]):
            return _trimmed(lines[:-size])
    return lines


def _without_beginning(lines: list[str]) -> list[str]:
    """The same where it comes first."""
    begin = next((at for at, line in enumerate(lines) if line.strip()), 0)
    for size in range(1, _MOST_OF_A_LEAD + 1):
        if _is_attribution(lines[begin : begin + size]):
            return lines[begin + size :]
    return lines[begin:]


def _is_attribution(lines: list[str]) -> bool:
    """Such as: On Monday 23 November at 9:30 somebody wrote, and a colon; over one line or a few."""
    said = " ".join(lines).strip()
    return len(said) < 400 and said.endswith(":") and _MOMENT.search(said) is not None


def _trimmed(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not _bare(lines[end - 1]) or _is_quoted(lines[end - 1]) or _is_rule(lines[end - 1])):
        end -= 1
    return lines[:end]


def _is_rule(line: str) -> bool:
    return len(line) < 100 and _RULE.fullmatch(line.strip()) is not None


def _signed_off(lines: list[str]) -> str:
    """Without the signature (RFC 3676: below "-- ") and the line that names the program."""
    end = next((at for at, line in enumerate(lines) if line.rstrip() == "--"), len(lines))
    lines = _trimmed(lines[:end])
    while lines and _SENT_WITH.fullmatch(lines[-1].strip().strip("[]").partition("](")[0]):
        lines = _trimmed(lines[:-1])
    return "\n".join(lines).strip("\n").rstrip()
