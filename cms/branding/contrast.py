"""How well one colour can be read on another, and how colours are mixed."""

Rgb = tuple[int, int, int]


def parsed(colour: str) -> Rgb:
    """Red, green and blue of "#1b4fb0" or "#14b"; ValueError for anything else."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) != 6 or not colour.startswith("#") or not digits.isascii() or not digits.isalnum():
        raise ValueError(colour)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def ratio(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21.

    WCAG 2.2, "relative luminance" and "contrast ratio": https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, part: float) -> str:
    """`one` with a `part` (0 to 1) of `other` in it."""
    pairs = zip(parsed(one), parsed(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in parsed(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
