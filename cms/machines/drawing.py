"""Draws the picture that other sites show of a page: a title in large letters, its state, and whose house it is.

The letters are those of the machine: what none of its fonts can write is left out, and the rest of the picture stands.
"""

import functools
import io
import unicodedata

from PIL import Image, ImageDraw, ImageFont, features

SIZE = (1200, 630)
MARGIN, LINE = 80, 1.25
# Where a title ends at the latest: its state stands below.
LOWEST = 495
# As tokens.css has them on light pages.
PAPER, INK, SOFT, GOOD = "#ffffff", "#1a1b18", "#56584f", "#14683a"
# Widely installed, from the one that can write most; the last one comes with Pillow and writes English only.
FONTS = ("DejaVuSans-Bold.ttf", "NotoSans-Bold.ttf", "LiberationSans-Bold.ttf", "Arial Bold.ttf", "")
TITLE_SIZES = (76, 66, 58, 50)
_NOWHERE = "\uffff"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def drawn(*, title: str, state: str, name: str, accent: str) -> bytes:
    """A PNG of 1200 by 630 pixels, of which `state` is a good one or empty.

    Without a title, or with one that no font here writes, the name takes its place.
    """
    image = Image.new("RGB", SIZE, PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, SIZE[1] - 24, *SIZE), fill=accent)
    if font_for(title) is None:
        _paragraph(canvas, name, MARGIN + 80)
    else:
        _line(canvas, name, (MARGIN, MARGIN), 36, SOFT)
        _paragraph(canvas, title, MARGIN + 90)
    if state:
        canvas.ellipse((MARGIN, 524, MARGIN + 36, 560), fill=GOOD)
        tick = [(MARGIN + 10, 543), (MARGIN + 16, 549), (MARGIN + 27, 535)]
        canvas.line(tick, fill=PAPER, width=5, joint="curve")
        _line(canvas, state, (MARGIN + 54, 520), 36, GOOD)
    file = io.BytesIO()
    # A few colours and the shades between them; the quick ways, at a tenth more bytes.
    few = image.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(file, "PNG")
    return file.getvalue()


def font_for(text: str) -> str | None:
    """The name of the first font that can write this text, or None; signs besides letters do not decide."""
    letters = frozenset(letter for letter in text if _counts(letter))
    if not letters or (is_right_to_left(text) and not features.check("raqm")):
        return None
    return next((name for name in FONTS if _font(name, 40) and _writes(name, letters)), None)


def is_right_to_left(text: str) -> bool:
    """Whether its first letter with a direction says so."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((each for each in directions if each in _RIGHT_TO_LEFT or each == "L"), "L") != "L"


def _counts(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN"


def _paragraph(canvas: ImageDraw.ImageDraw, text: str, top: int) -> None:
    """As large as it fits above the state; what is left over ends in dots."""
    name = font_for(text)
    if name is None:
        return
    shown = _writable(text, name)
    for size in TITLE_SIZES:
        font = _font(name, size)
        lines, room = _wrapped(shown, font), int((LOWEST - top) / (size * LINE))
        if len(lines) <= room:
            break
    if len(lines) > room:
        lines = [*lines[: room - 1], _shortened(lines[room - 1], font)]
    turned = is_right_to_left(text)
    for place, line in enumerate(lines):
        at = (SIZE[0] - MARGIN if turned else MARGIN, top + place * size * LINE)
        canvas.text(at, line, fill=INK, font=font, anchor="ra" if turned else "la")


def _line(canvas: ImageDraw.ImageDraw, text: str, at: tuple[int, int], size: int, colour: str) -> None:
    name = font_for(text)
    if name is not None:
        font = _font(name, size)
        lines = _wrapped(_writable(text, name), font)
        canvas.text(at, lines[0], fill=colour, font=font, anchor="la")


def _wrapped(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """Lines that fit, broken between words; a word wider than the picture is cut."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _fits(joined, font):
            lines[-1] = joined
        else:
            lines.append(word if _fits(word, font) else _shortened(word, font))
    return lines or [""]


def _shortened(line: str, font: ImageFont.FreeTypeFont) -> str:
    while line and not _fits(f"{line}…", font):
        line = line[:-1]
    return f"{line.rstrip(' ,;:.')}…"


def _fits(text: str, font: ImageFont.FreeTypeFont) -> bool:
    return font.getlength(text) <= SIZE[0] - 2 * MARGIN


def _writable(text: str, name: str) -> str:
    """The text without the signs this font lacks."""
    return "".join(letter for letter in text if letter.isspace() or _writes(name, frozenset({letter})))


def _writes(name: str, letters: frozenset[str]) -> bool:
    return all(_has(name, letter) for letter in letters)


@functools.lru_cache(maxsize=4096)
def _has(name: str, letter: str) -> bool:
    """Whether a font has this letter: one it lacks looks like one that is nowhere."""
    font = _font(name, 40)
    return unicodedata.category(letter) == "Mn" or _look(font, letter) != _look(font, _NOWHERE)


def _look(font: ImageFont.FreeTypeFont, letter: str) -> tuple:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


@functools.lru_cache(maxsize=64)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont | None:
    try:
        return ImageFont.truetype(name, size) if name else ImageFont.load_default(size)
    except OSError:
        return None
