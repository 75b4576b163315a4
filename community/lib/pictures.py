"""Pictures people send: looked at before they are decoded, made anew without what a camera adds, kept as WebP."""

import io
import logging
import secrets
from dataclasses import dataclass
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from community.lib.picturenames import Placed

# By content; the name of a file says nothing. SVG is a document with script in it, HEIC is read by few.
KINDS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPTED = "image/png,image/jpeg,image/webp,image/gif"
MOST_BYTES = 8 * 1024 * 1024
# What a decoder may be asked for. A photograph is read at a fraction of its size, the others in full.
MOST_PIXELS_PHOTOGRAPH = 36_000_000
MOST_PIXELS = 20_000_000
# What is kept at most, in pixels along the longest side: enough to read a screenshot, and half of what most phones
# photograph in, so that a decoder need not do more.
LONGEST_SIDE = 2000
LONGEST_RATIO = 30

_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_BEST = Image.Resampling.LANCZOS
_log = logging.getLogger(__name__)


class PictureProblem(ValueError):
    """The picture is not taken; the message says what to do."""


class TooBig(PictureProblem):
    """More bytes or pixels than are taken."""


class UnknownKind(PictureProblem):
    """Not one of the kinds of picture that are taken."""


@dataclass(frozen=True, slots=True)
class Kept:
    placed: Placed
    bytes: int


def keep(upload: UploadedFile) -> Kept:
    """The picture made anew and stored with its narrower copies. Raises PictureProblem."""
    image, is_drawn = opened(upload)
    placed = Placed(secrets.token_hex(12), *image.size)
    copies = {placed.name: image}
    for width, name in placed.copies().items():
        copies[name] = image.resize((width, max(1, round(image.height * width / image.width))), _BEST)
    return Kept(placed, store({name: encoded(copy, is_drawn) for name, copy in copies.items()}))


def store(files: dict[str, bytes]) -> int:
    """Write files under exactly these names, all or none; how many bytes they are."""
    try:
        for name, content in files.items():
            default_storage.save(name, ContentFile(content))
    except OSError:
        remove(files)
        raise
    return sum(map(len, files.values()))


def remove(names) -> None:
    """Remove files; one that is gone already is no fault."""
    for name in names:
        default_storage.delete(name)


def opened(upload: UploadedFile, longest: int = LONGEST_SIDE) -> tuple[Image.Image, bool]:
    """The first frame, upright, in sRGB with or without transparency, no side longer than `longest` pixels.

    Also whether it was drawn (a screenshot) rather than photographed. Raises PictureProblem.
    """
    if not upload.size:
        raise PictureProblem(_("This file is empty. Please choose another one."))
    if upload.size > MOST_BYTES:
        raise TooBig(_("This picture is larger than 8 MB. Please make it smaller, or send a part of it."))
    try:
        with Image.open(upload, formats=KINDS) as image:
            is_drawn = image.format in ("PNG", "GIF")
            _require_pixels(image)
            return _made_plain(image, longest), is_drawn
    except PictureProblem:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except Image.UnidentifiedImageError:
        raise UnknownKind(
            _(
                "Pictures can be PNG, JPEG, WebP or GIF, and this is none of them. "
                "Save it as one of those, or send a screenshot of it."
            )
        ) from None
    except Exception as trouble:
        # What a decoder raises about a hostile file is anything, from SyntaxError to MemoryError.
        _log.info("A picture could not be read: %s", type(trouble).__name__)
        raise PictureProblem(
            _("This picture can not be read: the file is damaged or not complete. Please save it anew.")
        ) from None


def encoded(image: Image.Image, is_drawn: bool = False) -> bytes:
    """As WebP, with nothing in it but pixels. Few colours are kept exactly, letters on a screen stay sharp."""
    target = io.BytesIO()
    image.info = {}
    if is_drawn and image.getcolors(256) is not None:
        image.save(target, "WEBP", lossless=True, quality=60, method=2)
    else:
        image.save(target, "WEBP", quality=88 if is_drawn else 80, method=2)
    return target.getvalue()


def _require_pixels(image: Image.Image) -> None:
    width, height = image.size
    most = MOST_PIXELS_PHOTOGRAPH if image.format in ("JPEG", "MPO") else MOST_PIXELS
    if width * height > most:
        raise _too_large()
    if not width or not height or max(width, height) > LONGEST_RATIO * min(width, height):
        raise PictureProblem(_("This picture is a mere line. Please send one that is less narrow."))


def _too_large() -> TooBig:
    return TooBig(_("This picture has too many pixels. Please make it smaller, or send a part of it."))


def _made_plain(image: Image.Image, longest: int) -> Image.Image:
    # A photograph is decoded at the nearest fraction that is still large enough.
    image.draft(None, (longest, longest))
    profile, turn = image.info.get("icc_profile"), _turn(image)
    image.load()
    plain = _in_full_colour(image)
    plain.thumbnail((longest, longest), _BEST, reducing_gap=3.0)
    plain = _in_srgb(plain, profile)
    return plain.transpose(turn) if turn is not None else plain


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How to hold it; what a camera wrote may be nonsense, which is no reason to refuse the picture."""
    try:
        return _UPRIGHT.get(image.getexif().get(_ORIENTATION))
    except Exception:
        return None


def _in_full_colour(image: Image.Image) -> Image.Image:
    """L, RGB, RGBA or CMYK: what can be made smaller and be given another profile."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey; screens show eight.
        return image.convert("I").point(lambda level: level / 256).convert("L")
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        return image if image.getextrema()[3][0] < 255 else image.convert("RGB")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    coloured = image.convert("RGB") if alpha is not None else image
    try:
        if not profile:
            raise ValueError("no profile")
        given: BinaryIO = io.BytesIO(profile)
        coloured = ImageCms.profileToProfile(coloured, given, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        coloured = coloured.convert("RGB")
    if alpha is not None:
        coloured.putalpha(alpha)
    return coloured
