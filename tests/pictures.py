"""Pictures for tests, made on the spot: ordinary, large, hostile."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", colour=None, **options
) -> bytes:
    """The bytes of a picture of one colour."""
    target = io.BytesIO()
    Image.new(mode, size, colour if colour is not None else 120 if len(mode) == 1 else "steelblue").save(
        target, kind, **options
    )
    return target.getvalue()


def halved(kind: str = "JPEG", size: tuple[int, int] = (400, 200), **options) -> bytes:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def from_a_camera(orientation: int = 6) -> bytes:
    """A photograph that says where it was taken and how it was held."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "Camera of Femke"
    exif.get_ifd(GPS)[2] = (52.0, 22.0, 12.0)
    return halved(exif=exif, comment=b"secret remark")


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as this."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def upload(content: bytes, name: str = "picture.png", kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)
