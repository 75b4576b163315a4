"""The brand and the notices as pages show them: read once for each process and each change, per language."""

import functools
import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language

from cms.branding import palette
from cms.branding.models import BrandSettings, Notice
from community.lib import clock, slots
from community.lib.sharedcache import CACHE_ERRORS

# The slot of what is read here; pages that were built with it hang on "site".
SLOT = "brand"
STALE = (SLOT, "site", "lists")
# The house's own colours, as tokens.css has them.
ACCENT, ACCENT_DARK = "#1b4fb0", "#9dbdff"
# Twice what it is shown at, for sharp screens; a wide logo gets what it needs.
LOGO = "max-480x80|format-webp"
SIGN = "max-64x64|format-png"


@dataclass(frozen=True, slots=True)
class Picture:
    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    address: str
    kind: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    kind: str
    board_id: int | None
    heading: str
    text: str
    address: str
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Brand:
    """The house in one language; colours as "#rrggbb", `stylesheet` and pictures as addresses or empty."""

    name: str
    word: str
    logo: Picture | None
    logo_dark: Picture | None
    logo_says_name: bool
    icon_url: str
    accent: str
    accent_ink: str
    accent_dark: str
    stylesheet: str
    css: str
    house_rules: str
    footer: tuple[Link, ...]
    contacts: tuple[Link, ...]
    notices: tuple[NoticeLine, ...]

    @property
    def logo_url(self) -> str:
        """The logo with its host in front, for letters; empty without one."""
        url = self.logo.url if self.logo else ""
        return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


def brand() -> Brand:
    """The brand in the reader's language, without a query unless something changed."""
    return _brands().get(get_language() or "", _brands()[settings.LANGUAGE_CODE])


def notices(now: datetime, board_id: int | None, everywhere: bool = False) -> list[NoticeLine]:
    """What goes on at this moment: about everything and this board, or on all boards."""
    return [
        each
        for each in brand().notices
        if each.starts_at <= now and (each.ends_at is None or each.ends_at > now)
        and (everywhere or each.board_id in (None, board_id))
    ]  # fmt: skip


def _brands() -> dict[str, Brand]:
    try:
        return _built(slots.versions([SLOT])[0])
    except CACHE_ERRORS:
        return _built.__wrapped__(0)


@functools.lru_cache(maxsize=1)
def _built(version: int) -> dict[str, Brand]:
    """All languages at once. The version is read before the first query, so that old rows never carry a new one."""
    chosen = BrandSettings.objects.select_related("logo", "logo_dark").first() or BrandSettings()
    links = list(chosen.footer_links.all()) if chosen.pk else []
    ways = list(chosen.contact_routes.all()) if chosen.pk else []
    going_on = list(Notice.objects.not_over(clock.now()).order_by("-starts_at", "-pk"))
    css = ""
    if chosen.accent:
        css = palette.stylesheet(chosen.accent, chosen.accent_dark or palette.partner(chosen.accent))
    shared = {
        "name": chosen.name or settings.WAGTAIL_SITE_NAME,
        "logo": _picture(chosen.logo, LOGO),
        "logo_dark": _picture(chosen.logo_dark, LOGO),
        "logo_says_name": bool(chosen.logo and chosen.logo_says_name),
        "icon_url": (sign := _picture(chosen.logo, SIGN)) and sign.url or static("favicon.svg"),
        "accent": chosen.accent or ACCENT,
        "accent_ink": palette.accents(chosen.accent or ACCENT, "light").ink,
        "accent_dark": chosen.accent_dark
        or (palette.partner(chosen.accent) if chosen.accent else ACCENT_DARK),
        "stylesheet": f"/branding-{digest(css)}.css" if css else "",
        "css": css,
        "house_rules": chosen.house_rules,
    }
    return {
        language: Brand(
            word=_in(chosen, "word", language),
            footer=tuple(Link(_in(link, "label", language), link.address) for link in links),
            contacts=tuple(
                Link(_in(way, "label", language), way.address, way.kind, _in(way, "hours", language))
                for way in ways
            ),
            notices=tuple(_line(notice, language) for notice in going_on),
            **shared,
        )
        for language, _name in settings.LANGUAGES
    }


def _line(notice: Notice, language: str) -> NoticeLine:
    return NoticeLine(
        notice.kind,
        notice.board_id,
        _in(notice, "heading", language),
        _in(notice, "text", language),
        notice.address,
        notice.starts_at,
        notice.ends_at,
    )


def digest(css: str) -> str:
    return hashlib.blake2b(css.encode(), digest_size=6).hexdigest()


def _in(row: object, field: str, language: str) -> str:
    translated = getattr(row, f"{field}_nl") if language == "nl" else ""
    return translated or getattr(row, field)


def _picture(image, wanted: str) -> Picture | None:
    """A rendition, re-encoded; none when the file is lost or was never a picture."""
    if image is None:
        return None
    try:
        made = image.get_rendition(wanted)
    except (OSError, ValueError):
        return None
    return Picture(made.url, made.width, made.height)
