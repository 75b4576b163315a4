"""One incoming letter, taken apart: to whom and from whom it is, and its words without what it quotes."""

import hashlib
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses

from bs4 import BeautifulSoup
from markdownify import MarkdownConverter

from community.inbox import quoting

# What a phone makes of an evening of typing is far below; pictures do not come along anyway.
MOST_BYTES = 10_000_000
MOST_LETTERS = 200_000
_RECEIVED_BY = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
# What out-of-office robots, mailing lists and mail servers call themselves (RFC 3834, RFC 2919, RFC 5321).
_BULK = {"bulk", "junk", "list", "auto_reply"}
_BY_ROBOTS = ("List-Id", "X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "X-Failed-Recipients")
_FAULTS = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)
_UNSEEN = ["head", "title", "style", "script"]
_MARKDOWN = MarkdownConverter(
    convert=["a", "b", "strong", "i", "em", "p", "div", "br", "ul", "ol", "li", "blockquote", "pre", "code"],
    bullets="-",
)


class Unreadable(Exception):
    """No program could make words of it: too big, or broken beyond the standard."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """`to` are all addresses it was delivered to; `key` is the same each time the same letter comes in."""

    to: tuple[str, ...]
    sender: str
    key: str
    is_automatic: bool
    text: str
    has_files: bool


def read(raw: bytes) -> Incoming:
    """The letter as it came over the wire (RFC 5322). Raises Unreadable."""
    if len(raw) > MOST_BYTES:
        raise Unreadable("Too big.")
    try:
        # Headers are read by the forgiving rules: robots write what no standard knows.
        headers = message_from_bytes(raw, policy=policy.compat32)
        letter = message_from_bytes(raw, policy=policy.default)
        text, has_files = _text(letter), any(True for _part in letter.iter_attachments())
    except _FAULTS as fault:
        raise Unreadable(type(fault).__name__) from fault
    senders = _addresses(headers, "From")
    named = str(headers.get("Message-ID", "")).strip().encode("utf-8", "surrogateescape") or raw
    return Incoming(
        to=tuple(address for name in _RECEIVED_BY for address in _addresses(headers, name)),
        sender=senders[0] if len(senders) == 1 else "",
        key=f"mail-{hashlib.blake2b(named, digest_size=16).hexdigest()}",
        is_automatic=_is_automatic(headers),
        text=quoting.new_words(text[:MOST_LETTERS].replace("\x00", "")),
        has_files=has_files,
    )


def _addresses(headers: Message, name: str) -> list[str]:
    found = getaddresses([str(value) for value in headers.get_all(name, [])])
    return [address.casefold() for _name, address in found if "@" in address]


def _is_automatic(headers: Message) -> bool:
    if str(headers.get("Auto-Submitted", "no")).split(";")[0].strip().casefold() != "no":
        return True
    if str(headers.get("Precedence", "")).strip().casefold() in _BULK:
        return True
    # The envelope of what a mail server itself sends has no sender.
    return str(headers.get("Return-Path", "")).strip() == "<>" or any(name in headers for name in _BY_ROBOTS)


def _text(letter: EmailMessage) -> str:
    part = letter.get_body(("plain", "html"))
    if part is None:
        return ""
    words = _decoded(part)
    if part.get_content_type() == "text/html":
        return _as_markdown(words)
    if str(part.get_param("format", "")).casefold() == "flowed":
        return quoting.unflowed(words, is_joined=str(part.get_param("delsp", "")).casefold() == "yes")
    return words


def _as_markdown(html: str) -> str:
    """What a reader sees of it: our own letters carry a first sentence that only lists of letters show."""
    soup = BeautifulSoup(html, "html.parser")
    for unseen in soup(_UNSEEN) + soup.select("[style*='display:none'], [style*='display: none']"):
        unseen.extract()
    return _MARKDOWN.convert_soup(soup)


def _decoded(part: EmailMessage) -> str:
    try:
        return part.get_content()
    except LookupError:
        # A character set that nobody knows: what it shares with the common ones is readable.
        return (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
