"""Turns what people write (Markdown) and what is imported (HTML) into safe HTML; the only sanitiser."""

import html as entities
import re

import comrak
import nh3
from django.conf import settings

from community.lib.picturemarkup import with_pictures
from community.lib.videomarkup import with_videos

# Stored beside every rendered text: raise it when the output below changes, and old texts are rendered again.
RENDERER_VERSION = 3

# No form controls and no `id`: nothing in a post may imitate the page around it.
TAGS = frozenset(
    "a abbr b blockquote br code dd del details dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre"
    " q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var".split()
)
URL_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
PICTURE_SCHEMES = frozenset({"http", "https"})
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "code": {"class"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}

_LANGUAGE_CLASS = re.compile(r"language-[\w+#.-]{1,30}")
_FIRST_SEGMENT = re.compile(r"[^/?#]*")
_SMALL_NUMBER = re.compile(r"\d{1,4}")
_NUMBERS = {"start", "colspan", "rowspan"}

MOST_PASSES = 8
# Thousands of tags inside each other cost the parser a second: beyond this, all are shown as typed.
MOST_TAGS = 1000

# Tabs and line ends stay; every other control character (C0, DEL, C1) is invisible at best.
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}
_SURROGATES = re.compile("[\ud800-\udfff]")
# Embeddings, overrides and isolates; the plain marks U+200E, U+200F and U+061C are part of ordinary writing.
_BIDI_CONTROLS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))

_UNKNOWN_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(TAGS))})(?![\w:-]))", re.IGNORECASE)
_CHECKBOX = re.compile(r'<input type="checkbox"( checked="")? disabled="" />')
_HEADING = re.compile(r"<(/?)h([1-6])>")
_BLOCK_EDGE = re.compile(
    r"<(?=/?(?:p|div|li|[uo]l|h[1-6r]|pre|blockquote|t[dhr]|table|d[dlt])\b)", re.IGNORECASE
)
_LINE_END = re.compile(r"<(?=/?br\b)", re.IGNORECASE)
# What a part ends with that needs no sign before the next one.
_PART_END = re.compile(r"[.!?…:;,。！？؟。][\"'”’»)\]]*$")
# No text holds it: render and clean_html take control characters out.
_EDGE, _BETWEEN = "\x1e", " · "
_DESCRIBED = re.compile(r'<img\b[^<>]*\balt="([^"<>]*)"[^<>]*>')
# Nobody quotes 40 deep by hand; thousands of levels cost the sanitiser a second.
_LEVEL = r"(?:[ \t]*+(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))"
_DEEP_NESTING = re.compile(rf"^({_LEVEL}{{40}}){_LEVEL}++", re.MULTILINE)
_SPACES = re.compile(r"\s+")


class UnstorableText(ValueError):
    """The text holds U+0000 or half a surrogate pair, which no database keeps."""


def render(source: str, *, trusted_links: bool = False) -> str:
    """Safe HTML of a Markdown text (CommonMark and GFM). Never raises; `clean_html` leaves it as it is.

    Unknown tags are shown as they were typed instead of vanishing. Links to other sites are "nofollow ugc";
    `trusted_links` leaves that out, for texts an editor of the company answers for.
    """
    text = _SURROGATES.sub("\ufffd", source.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS))
    rendering = _RENDERING if text.count("<") <= MOST_TAGS else _ESCAPING
    html = comrak.render_markdown(_DEEP_NESTING.sub(r"\1", text), _EXTENSIONS, None, rendering)
    html = _CHECKBOX.sub(lambda found: "☑" if found[1] else "☐", html)
    html = _UNKNOWN_TAG.sub("&lt;", html)
    rel = _TRUSTING if trusted_links else _REL
    return _settled(html, rel) if "<" in text else _clean(html, rel)


def clean_html(html: str) -> str:
    """Safe HTML of imported HTML: same tags, links and headings as `render`; anything else is dropped."""
    return _clean(_SURROGATES.sub("\ufffd", html).translate(_CONTROLS), _REL)


def plain(html: str, limit: int) -> str:
    """The text of `html` on one line, at most `limit` characters, cut between words; not escaped.

    Paragraphs, items and cells that do not end a sentence are kept apart. Of a picture its description is left.
    """
    # An excerpt needs only the beginning, even when that is all tags.
    marked = _LINE_END.sub(" <", _SURROGATES.sub("\ufffd", html[: 20 * limit + 2000]))
    marked = _BLOCK_EDGE.sub(f"{_EDGE}<", _DESCRIBED.sub(r" \1 ", marked))
    text = _joined(_TEXT_CLEANER.clean(marked).split(_EDGE))
    if len(text) <= limit:
        return text
    cut = text[: max(limit - 1, 0)]
    if text[len(cut)] != " " and " " in cut[limit // 2 :]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:.·") + "…" if limit > 0 else ""


def _joined(parts: list[str]) -> str:
    """Parts of a text on one line: a sign between two where the first ends no sentence."""
    said: list[str] = []
    for part in parts:
        words = _SPACES.sub(" ", entities.unescape(part).translate(_CONTROLS)).strip()
        if words and said:
            said.append(" " if _PART_END.search(said[-1][-5:]) else _BETWEEN)
        if words:
            said.append(words)
    return "".join(said)


def refuse_unstorable(text: str) -> str:
    """Returns `text`, or raises UnstorableText when a database could not keep it."""
    if "\x00" in text or _SURROGATES.search(text):
        raise UnstorableText("The text contains a character that cannot be stored.")
    return text


def neutralise_bidi(text: str) -> str:
    """A title or name on one line, without characters that turn the direction of what is around it."""
    shown = _SPACES.sub(" ", text).translate(_BIDI_CONTROLS | _CONTROLS)
    return _SPACES.sub(" ", shown)


def _clean(html: str, rel: str) -> str:
    return _own_links(_settle_headings(with_videos(with_pictures(_CLEANERS[rel].clean(html), rel))))


def _own_links(html: str) -> str:
    """A link within this site is one to follow, whoever wrote it."""
    return _LINK.sub(_followed, html) if _FOREIGN in html else html


def _followed(found: re.Match) -> str:
    rest = entities.unescape(found[1])
    is_own = _OWN_PATH.match(rest) or rest.startswith((f"{settings.SITE_URL}/", f"{settings.SITE_URL}#"))
    return (
        found[0].replace(_FOREIGN, f'rel="{_TRUSTING}"') if is_own or rest == settings.SITE_URL else found[0]
    )


def _settled(html: str, rel: str) -> str:
    """Cleaned until parsing changes nothing more: tags in an impossible order move around when parsed."""
    for _ in range(MOST_PASSES):
        cleaned = _clean(html, rel)
        if cleaned == html:
            break
        html = cleaned
    return html


def _settle_headings(html: str) -> str:
    """Headings of a post start at h3, without gaps: the page owns h1 and h2."""
    levels = sorted({found[2] for found in _HEADING.finditer(html)})
    if not levels:
        return html
    settled = {level: min(3 + rank, 6) for rank, level in enumerate(levels)}
    return _HEADING.sub(lambda found: f"<{found[1]}h{settled[found[2]]}>", html)


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name in ("href", "src"):
        return value if _is_address(value, PICTURE_SCHEMES if name == "src" else URL_SCHEMES) else None
    if name == "class":
        return value if _LANGUAGE_CLASS.fullmatch(value) else None
    if name in _NUMBERS:
        return value if _SMALL_NUMBER.fullmatch(value) else None
    return value


def _is_address(value: str, schemes: frozenset[str]) -> bool:
    """Stricter than a browser: a colon before the first slash ends a scheme, and a known one."""
    scheme, colon, _ = _FIRST_SEGMENT.match(value.strip())[0].partition(":")
    return not colon or scheme.lower() in schemes


def _cleaner(rel: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        attribute_filter=_keep_attribute,
        link_rel=rel,
        url_schemes=URL_SCHEMES,
        # A wide listing scrolls inside its box, so the keyboard has to reach it (WCAG 2.1.1).
        set_tag_attribute_values={"pre": {"tabindex": "0"}, "table": {"tabindex": "0"}},
    )


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    options.table = options.strikethrough = options.autolink = options.tasklist = True
    return options


def _rendering(*, is_raw: bool) -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.unsafe_ = is_raw  # the cleaner decides, on what the browser would parse
    options.escape = not is_raw
    return options


_EXTENSIONS = _extensions()
_RENDERING = _rendering(is_raw=True)
_ESCAPING = _rendering(is_raw=False)
# What links carry: those of members, and those of an editor of the company.
_REL, _TRUSTING = "nofollow ugc noopener", "noopener"
_FOREIGN = f'rel="{_REL}"'
_LINK = re.compile(r'<a href="([^"<>]*)"[^<>]*>')
# Not "//elsewhere", nor what a browser takes for it.
_OWN_PATH = re.compile(r"#|/(?![/\\\s])")
_CLEANERS = {rel: _cleaner(rel) for rel in (_REL, _TRUSTING)}
_TEXT_CLEANER = nh3.Cleaner(tags=set(), attributes={})
