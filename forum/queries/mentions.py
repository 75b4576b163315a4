"""Mentions: links to a member's page that begin with "@", as completing a name while writing places them."""

import re

from django.conf import settings

from forum.queries import tokens

# More would be a mailing list.
MOST = 10
_MENTION = re.compile(r'<a href="([^"]*)/members/(\d{1,18})/[^"]*"[^<>]*>@[^<>]*</a>')
_QUOTE_EDGE = re.compile(r"<(/?)blockquote\b[^<>]*>")


def mentioned(html: str) -> list[int]:
    """Ids of the members a rendered text calls, in its order, each once. What it quotes was said by somebody else."""
    if "/members/" not in html:
        return []
    found = (number for place, number in _MENTION.findall(_own_words(html)) if _is_ours(place))
    return list(dict.fromkeys(map(int, found)))


def named(html: str) -> set[int]:
    """Ids of all members whose names stand in mentions, quoted ones too."""
    if "/members/" not in html:
        return set()
    return {int(number) for place, number in _MENTION.findall(html) if _is_ours(place)}


def with_names(html: str) -> str:
    """Rendered text for a stored card: each mention is a token, which becomes the name the member has then."""
    if "/members/" not in html:
        return html
    return _MENTION.sub(lambda found: tokens.mention(int(found[2])) if _is_ours(found[1]) else found[0], html)


def _is_ours(place: str) -> bool:
    return place in ("", settings.SITE_URL)


def _own_words(html: str) -> str:
    depth, start, own = 0, 0, []
    for edge in _QUOTE_EDGE.finditer(html):
        if depth == 0:
            own.append(html[start : edge.start()])
        depth = max(0, depth - 1) if edge[1] else depth + 1
        start = edge.end()
    return "".join([*own, html[start:] if depth == 0 else ""])
