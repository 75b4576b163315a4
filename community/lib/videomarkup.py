"""Videos in cleaned HTML: a paragraph that is nothing but a link to one is marked, so that it can show a still.

Nothing is fetched from the other site: the still is our own drawing, and a player comes only once someone asks for it.
"""

import html as entities
import re
from urllib.parse import parse_qs, urlsplit

# The only players a page may show, as the content security policy names them too.
PLAYERS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")

# A whole paragraph as the cleaner writes it: one link with words and no other tag in it.
_PARAGRAPH = re.compile(r'<p><a((?: [a-z-]+="[^"<>]*"){1,4})>([^<>]*)</a>\s*</p>')
_ADDRESS = re.compile(r' href="([^"]*)"')
_YOUTUBE = re.compile(r"[A-Za-z0-9_-]{11}")
_VIMEO = re.compile(r"/(?:video/)?(\d{6,12})(?:/([0-9a-f]{8,16}))?/?")
_SHORT = re.compile(r"/(?:embed|shorts|live|v)/([^/]*)/?")
_START = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?")
_YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"})
_VIMEO_HOSTS = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})
_LONGEST = 300


def with_videos(html: str) -> str:
    """Cleaned HTML whose paragraphs of one link to a video say which: `data-video="youtube:ID:SECONDS"`.

    The cleaner takes the mark off again, so that nobody can write one.
    """
    return _PARAGRAPH.sub(_marked, html) if "<p><a " in html else html


def video_of(address: str) -> str:
    """ "youtube:ID", "youtube:ID:SECONDS", "vimeo:ID" or "vimeo:ID:HASH"; empty when it leads to no video we know."""
    if len(address) > _LONGEST or not address.isascii() or not address.isprintable():
        return ""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or port is not None or parts.username is not None:
        return ""
    if host in _VIMEO_HOSTS:
        found = _VIMEO.fullmatch(parts.path)
        return ":".join(filter(None, ("vimeo", *found.groups()))) if found else ""
    if host == "youtu.be":
        return _youtube(parts.path.strip("/"), parts.query)
    return _on_youtube(parts.path, parts.query) if host in _YOUTUBE_HOSTS else ""


def _on_youtube(path: str, query: str) -> str:
    if path.rstrip("/") == "/watch":
        return _youtube(parse_qs(query).get("v", [""])[0], query)
    found = _SHORT.fullmatch(path)
    return _youtube(found[1], query) if found else ""


def _youtube(name: str, query: str) -> str:
    if not _YOUTUBE.fullmatch(name):
        return ""
    asked = parse_qs(query)
    start = _START.fullmatch((asked.get("t") or asked.get("start") or [""])[0])
    hours, minutes, seconds = (int(part or 0) for part in start.groups()) if start else (0, 0, 0)
    begins = hours * 3600 + minutes * 60 + seconds
    return f"youtube:{name}:{begins}" if begins else f"youtube:{name}"


def _marked(found: re.Match) -> str:
    attributes, words = found.groups()
    address = _ADDRESS.search(attributes)
    if address is None or not any(letter.isalnum() for letter in entities.unescape(words)):
        return found[0]
    video = video_of(entities.unescape(address[1]))
    return f'<p><a class="video" data-video="{video}"{attributes}>{words}</a></p>' if video else found[0]
