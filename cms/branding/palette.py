"""The four accent colours of a theme, worked out from one, and whether everything on them can be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cms.branding.contrast import mixed, ratio

# What tokens.css says of the two themes; a test compares them.
PAPER = {"light": "#ffffff", "dark": "#151613"}
SUNK = {"light": "#f5f5f1", "dark": "#1d1e1b"}
# Away from the paper: the accent grows stronger that way, and better to read.
FAR = {"light": "#000000", "dark": "#ffffff"}
ENOUGH = 4.5
# The partner for dark stands out from its paper by so much, as the house's own blue does.
DARK_RATIO = 9.0
STEPS = 50


@dataclass(frozen=True, slots=True)
class Accents:
    """The accent of one theme with its partners, each "#rrggbb"."""

    accent: str
    strong: str
    ink: str
    wash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Two colours that are too close, and the nearest accent with which all are far enough apart."""

    what: str
    ratio: float
    better: str


def accents(colour: str, theme: str) -> Accents:
    """The partners of an accent: a stronger one for what is pointed at, ink upon it, and a ground of it."""
    dark_ink = mixed(colour, "#000000", 0.85)
    return Accents(
        accent=mixed(colour, colour, 0),
        strong=mixed(colour, FAR[theme], 0.23 if theme == "light" else 0.32),
        ink=max(("#ffffff", dark_ink), key=lambda ink: ratio(ink, colour)),
        wash=mixed(PAPER[theme], colour, 0.075 if theme == "light" else 0.11),
    )


def partner(colour: str) -> str:
    """The same colour for dark paper: lightened until it stands out as it does on light."""
    steps = (mixed(colour, "#ffffff", step / STEPS) for step in range(STEPS + 1))
    return next(each for each in steps if ratio(each, PAPER["dark"]) >= DARK_RATIO)


def fault(colour: str, theme: str) -> Fault | None:
    """The worst of the pairs that are under 4.5:1 with this accent, or None when all can be read."""
    what, worst = min(_pairs(colour, theme), key=lambda pair: pair[1])
    return None if worst >= ENOUGH else Fault(what, worst, near(colour, theme))


def near(colour: str, theme: str) -> str:
    """The nearest colour, darker for light paper and lighter for dark, with which every pair passes."""
    steps = (mixed(colour, FAR[theme], step / STEPS) for step in range(STEPS + 1))
    return next(each for each in steps if all(found >= ENOUGH for _what, found in _pairs(each, theme)))


def _pairs(colour: str, theme: str) -> Iterator[tuple[str, float]]:
    found = accents(colour, theme)
    yield _("the colour on the page"), ratio(found.accent, PAPER[theme])
    yield _("the colour on the grey ground"), ratio(found.accent, SUNK[theme])
    yield _("the colour on its own light ground"), ratio(found.accent, found.wash)
    yield _("words on a button of this colour"), ratio(found.ink, found.accent)
    yield _("words on a button that is pointed at"), ratio(found.ink, found.strong)


def stylesheet(light: str, dark: str) -> str:
    """The four lines that replace those of tokens.css; browsers without light-dark() read the light page."""
    day, night = accents(light, "light"), accents(dark, "dark")
    names = {"accent": "accent", "accent-strong": "strong", "accent-ink": "ink", "accent-wash": "wash"}
    both = [f"--{css}:light-dark({getattr(day, own)},{getattr(night, own)})" for css, own in names.items()]
    plain = [f"--{css}:{getattr(day, own)}" for css, own in names.items()]
    old = "@supports not (color:light-dark(#000,#fff))"
    return f":root{{{';'.join(both)}}}\n{old}{{:root{{{';'.join(plain)}}}}}\n"
