"""Tokens: places in a stored card that are filled when it is read, so that it holds no name, face or file address.

A token stands between two U+001F characters, which nobody can type: the sanitiser drops control characters from
every text, and `plain()` drops them once more.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import escape

from forum.queries.people import Person, former

EDGE = "\x1f"
_TOKEN = re.compile(f"{EDGE}([a-zA-Z])([^{EDGE}]*){EDGE}")
_MENTION = re.compile(f"{EDGE}M(\\d+){EDGE}")


def plain(text: str) -> str:
    """Text or HTML that can hold no token."""
    return text.replace(EDGE, "")


def name(member_id: int | None) -> str:
    return f"{EDGE}n{member_id or ''}{EDGE}"


def first_name(member_id: int | None) -> str:
    return f"{EDGE}F{member_id or ''}{EDGE}"


def link(member_id: int | None, classes: str) -> str:
    """The name as a link to the member's page."""
    return f"{EDGE}l{member_id or ''}:{classes}{EDGE}"


def mention(member_id: int) -> str:
    """The name behind an "@", as a link to the member's page."""
    return f"{EDGE}M{member_id}{EDGE}"


def with_mentions(html: str, people: Mapping[int | None, Person]) -> str:
    """Only the names behind an "@" filled in, for who reads the text without its page."""
    if f"{EDGE}M" not in html:
        return html
    nobody = people.get(None) or former()
    return _MENTION.sub(lambda found: _of_person("M", people.get(int(found[1]), nobody), ""), html)


def face(member_id: int | None) -> str:
    return f"{EDGE}f{member_id or ''}{EDGE}"


def small_face(member_id: int | None) -> str:
    return f"{EDGE}s{member_id or ''}{EDGE}"


def role(member_id: int | None) -> str:
    return f"{EDGE}r{member_id or ''}{EDGE}"


def icon(symbol: str) -> str:
    return f"{EDGE}i{symbol}{EDGE}"


def mark(state: str) -> str:
    return f"{EDGE}m{state}{EDGE}"


def actions(post: str) -> str:
    """Where the buttons of a post stand: `q` for the question, else the answer's id.

    A comment's begins with `c`: its id, its author's and its moment, with colons between them.
    """
    return f"{EDGE}a{post}{EDGE}"


def written(anchor: str, author_id: int | None, moment: str) -> str:
    """Behind the time of a post, where it may be marked as new to the reader; `moment` as `iso` writes it."""
    return f"{EDGE}w{anchor}:{author_id or ''}:{moment}{EDGE}"


@lru_cache(maxsize=256)
def icon_html(symbol: str) -> str:
    # A file's address does not change while a process lives, and looking it up costs more than the rest of a row.
    return f'<svg class="icon" aria-hidden="true"><use href="{static("icons.svg")}#{symbol}"/></svg>'


@lru_cache(maxsize=32)
def mark_html(state: str) -> str:
    symbol = "info" if state == "needs_info" else state
    return f'<svg class="mark mark-{symbol}" aria-hidden="true"><use href="{static("icons.svg")}#s-{symbol}"/></svg>'


def fill(
    html: str,
    people: dict[int | None, Person],
    actions_of: Callable[[str], str],
    mark_of: Callable[[str, str, str], str] | None = None,
) -> str:
    """The card as one reader sees it; `actions_of` gives the buttons of a post, `mark_of` that it is new."""
    nobody = people.get(None) or former()

    def filled(found: re.Match) -> str:
        kind, value = found[1], found[2]
        if kind == "a":
            return actions_of(value)
        if kind == "i":
            return icon_html(value)
        if kind == "m":
            return mark_html(value)
        if kind == "w":
            return mark_of(*value.split(":", 2)) if mark_of else ""
        number, _, classes = value.partition(":")
        return _of_person(kind, people.get(int(number), nobody) if number else nobody, classes)

    return _TOKEN.sub(filled, html)


def _of_person(kind: str, person: Person, classes: str) -> str:
    if kind == "f":
        return person.face()
    if kind == "s":
        return person.face("face face-s", 26)
    if kind == "F":
        return escape(person.first)
    if kind == "r":
        return escape(person.role)
    if kind == "M":
        name = f"@{escape(person.name)}"
        return (
            f'<a class="mention" href="{person.path}">{name}</a>' if person.path else f"<span>{name}</span>"
        )
    if kind == "l" and person.path:
        return f'<a class="{classes}" href="{person.path}">{escape(person.name)}</a>'
    return f'<span class="{classes}">{escape(person.name)}</span>' if kind == "l" else escape(person.name)
