"""Pictures in cleaned HTML: our own laid out before they arrive, those from elsewhere as links.

A page asks no other site for anything, so nobody learns there who reads what.
"""

import html as entities
import re

from django.conf import settings

from community.lib import picturenames
from community.lib.picturenames import Placed

# Whole tags as the cleaner writes them: every value between double quotes, in which neither " nor < stand bare.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*/?>')
_VALUE = re.compile(r'([a-z-]+)="([^"]*)"')
# What Stack Exchange and others put where nobody described a picture.
_SAYS_NOTHING = frozenset(
    {"", "alt text", "enter image description here", "image", "img", "picture", "screenshot"}
)
_WEB = re.compile(r"https?://", re.IGNORECASE)


def with_pictures(html: str, rel: str) -> str:
    """Cleaned HTML with its pictures in place; `rel` is what the cleaner gives to links.

    The cleaner leaves the result as it is, once this has been over it again.
    """
    if "<img" not in html:
        return html
    depth = 0

    def put(found: re.Match) -> str:
        nonlocal depth
        closing, tag, rest = found.groups()
        if tag == "a":
            depth += -1 if closing else 1
        if tag != "img" or closing:
            return found[0]
        return _picture(dict(_VALUE.findall(rest)), rel, is_linked=depth > 0)

    return _TAG.sub(put, html)


def _picture(given: dict[str, str], rel: str, *, is_linked: bool) -> str:
    source = entities.unescape(given.get("src", "")).strip().removeprefix(settings.SITE_URL)
    placed = picturenames.placed(source)
    if placed is not None:
        alt = given.get("alt", "")
        image = _image(placed, alt)
        # A link needs a name: of a picture nobody described, its size is all there is to say.
        name = "" if alt.strip() else f' title="{placed.width} × {placed.height}"'
        return image if is_linked else f'<a href="{placed.address}"{name} rel="{rel}">{image}</a>'
    words = _words(given, source)
    if is_linked or not source:
        return words
    return f'<a href="{given["src"]}" rel="{rel}">{words}</a>'


def _image(placed: Placed, alt: str) -> str:
    """An image that takes its room before it is there, and comes when it is about to be seen."""
    width, height = placed.shown
    copies = placed.copies()
    source = copies[max(copies)] if copies else placed.name
    sources = f' srcset="{placed.sources}" sizes="(max-width: {width}px) 100vw, {width}px"' if copies else ""
    return (
        f'<img src="{picturenames.ADDRESS}{source}"{sources} alt="{alt}" width="{width}" height="{height}"'
        f' loading="lazy" decoding="async">'
    )


def _words(given: dict[str, str], source: str) -> str:
    """What stands in the place of a picture: its description, or else where it is."""
    alt = " ".join(entities.unescape(given.get("alt", "")).split())
    words = _WEB.sub("", source, count=1) if alt.lower() in _SAYS_NOTHING else alt
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")
