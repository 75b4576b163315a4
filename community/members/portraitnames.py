"""Names of the files of a portrait, by the side of its square in pixels."""

import re

FOLDER = "portraits"
SIDES = (96, 256)
# The largest face in CSS pixels that the small square serves on a sharp screen.
SMALL = 48
_LARGE = re.compile(rf"{FOLDER}/[0-9a-f]{{24}}-{max(SIDES)}\.webp")


def names_of(key: str) -> dict[int, str]:
    return {side: f"{FOLDER}/{key}-{side}.webp" for side in SIDES}


def is_kept(picture: str) -> bool:
    """Whether this picture of a member is one of ours, and not of the demo or an import."""
    return _LARGE.fullmatch(picture) is not None


def fitting(picture: str, size: int) -> str:
    """The name or address of the square for a face of `size` CSS pixels; other pictures stay as they are."""
    large = f"-{max(SIDES)}.webp"
    if size <= SMALL and picture.endswith(large):
        return f"{picture.removesuffix(large)}-{min(SIDES)}.webp"
    return picture
