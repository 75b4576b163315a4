"""Names of kept pictures. A name carries the picture's own size, so that a page is laid out before it arrives."""

import re
from dataclasses import dataclass

# Where every kept picture is read, whichever storage holds it: readers only ever ask this site.
ADDRESS = "/media/"
ATTACHMENTS = "attachments"
# Narrower copies, for those whose screen needs no more.
WIDTHS = (640, 1280)
# The room a picture gets in a text, in CSS pixels: the measure of a column, and no more than a screen is high.
COLUMN, SCREEN = 672, 560

_NAME = re.compile(
    rf"{ATTACHMENTS}/(?P<key>[0-9a-f]{{24}})-(?P<width>[1-9]\d{{0,3}})x(?P<height>[1-9]\d{{0,3}})"
    rf"(?:-(?:{'|'.join(map(str, WIDTHS))}))?\.webp",
    re.ASCII,
)
_IN_TEXT = re.compile(rf"{ADDRESS}({_NAME.pattern})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Placed:
    """A kept picture of `width` by `height` pixels, and the copies there are of it."""

    key: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """The largest there is."""
        return f"{ATTACHMENTS}/{self.key}-{self.width}x{self.height}.webp"

    def copies(self) -> dict[int, str]:
        """Names of the narrower copies by width; only a wider picture has them."""
        stem = self.name.removesuffix(".webp")
        return {width: f"{stem}-{width}.webp" for width in WIDTHS if width < self.width}

    def names(self) -> list[str]:
        return [self.name, *self.copies().values()]

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height on the page in CSS pixels: never enlarged, in proportion, inside its room."""
        scale = min(1, COLUMN / self.width, SCREEN / self.height)
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))

    @property
    def sources(self) -> str:
        """The `srcset` of an image."""
        widths = {**self.copies(), self.width: self.name}
        return ", ".join(f"{ADDRESS}{name} {width}w" for width, name in widths.items())

    @property
    def address(self) -> str:
        return ADDRESS + self.name


def placed(address: str) -> Placed | None:
    """The kept picture an address on this site leads to, whichever copy it names; None for any other address."""
    found = _NAME.fullmatch(address.removeprefix(ADDRESS)) if address.startswith(ADDRESS) else None
    return _read(found) if found else None


def named(name: str) -> Placed | None:
    """The kept picture of a file's name."""
    found = _NAME.fullmatch(name)
    return _read(found) if found else None


def names_in(text: str) -> set[str]:
    """The names of all kept pictures that a text speaks of."""
    if ADDRESS not in text:
        return set()
    return {_read(found).name for found in _IN_TEXT.finditer(text)}


def _read(found: re.Match) -> Placed:
    return Placed(found["key"], int(found["width"]), int(found["height"]))
