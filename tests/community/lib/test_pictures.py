"""Whatever comes in as a picture, what is kept is a small, plain WebP, or a sentence says why not."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from community.lib import pictures
from tests.pictures import claiming, from_a_camera, halved, picture, upload


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def read_back(name: str) -> Image.Image:
    with default_storage.open(name) as file:
        image = Image.open(io.BytesIO(file.read()))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_each_kind_is_kept_as_webp_whatever_it_is_called(kind):
    kept = pictures.keep(upload(picture(kind), name="invoice.exe", kind="application/pdf"))
    image = read_back(kept.placed.name)
    assert image.format == "WEBP"
    assert image.size == (kept.placed.width, kept.placed.height) == (40, 30)
    assert kept.bytes == default_storage.size(kept.placed.name)


def test_names_are_random_and_carry_the_size():
    first, second = (pictures.keep(upload(picture())).placed for _ in range(2))
    assert first.key != second.key
    assert first.name == f"attachments/{first.key}-40x30.webp"


def test_a_wide_picture_has_narrower_copies():
    placed = pictures.keep(upload(picture("JPEG", (3000, 1500)))).placed
    assert (placed.width, placed.height) == (2000, 1000)
    assert [read_back(name).size for name in placed.names()] == [(2000, 1000), (640, 320), (1280, 640)]


def test_what_a_camera_adds_is_gone_and_the_picture_stands_upright():
    kept = pictures.keep(upload(from_a_camera(orientation=6)))
    assert (kept.placed.width, kept.placed.height) == (200, 400)
    image = read_back(kept.placed.name)
    assert not image.getexif()
    assert {"exif", "icc_profile", "xmp", "comment"}.isdisjoint(image.info)
    red, _, blue = image.getpixel((100, 20))[:3]
    assert red > 200 > 60 > blue
    with default_storage.open(kept.placed.name) as file:
        content = file.read()
    assert b"Femke" not in content
    assert b"secret" not in content


@pytest.mark.parametrize(("orientation", "corner"), [(1, "red"), (2, "blue"), (3, "blue"), (4, "red")])
def test_a_turned_camera(orientation, corner):
    image = read_back(pictures.keep(upload(from_a_camera(orientation))).placed.name)
    red, _, blue = image.getpixel((20, 100))[:3]
    assert (red > blue) == (corner == "red")


def test_a_file_that_is_two_things_at_once_is_only_a_picture_afterwards():
    script = b"<script>alert(1)</script><?php system('id'); ?>"
    for content in [picture("PNG") + script, picture("GIF") + script, halved("JPEG", comment=script)]:
        with default_storage.open(pictures.keep(upload(content)).placed.name) as file:
            assert b"script" not in file.read()


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7 ...",
        b"<html><img src=x></html>",
        picture("BMP"),
        picture("TIFF"),
        picture("ICO", (32, 32)),
    ],
)
def test_what_is_no_such_picture_is_refused_whatever_it_is_called(content):
    with pytest.raises(pictures.UnknownKind, match="PNG, JPEG, WebP or GIF"):
        pictures.keep(upload(content, name="photo.png"))


def test_an_empty_file_is_called_empty():
    with pytest.raises(pictures.PictureProblem, match="empty"):
        pictures.keep(upload(b""))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_file_that_breaks_off_is_refused(kind):
    content = halved(kind, (800, 800))
    with pytest.raises(pictures.PictureProblem):
        pictures.keep(upload(content[: len(content) * 2 // 3]))


@pytest.mark.parametrize("size", [(60_000, 60_000), (12_000, 12_000), (5_000, 4_001)])
def test_a_claim_of_too_many_pixels_is_refused_before_anything_is_decoded(size, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda image: pytest.fail("decoded"))
    with pytest.raises(pictures.TooBig, match="too many pixels"):
        pictures.keep(upload(claiming(*size)))


def test_too_many_bytes_are_not_even_looked_at(monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *args, **kwargs: pytest.fail("opened"))
    with pytest.raises(pictures.TooBig, match="8 MB"):
        pictures.keep(upload(picture() + bytes(pictures.MOST_BYTES)))


def test_a_mere_line_is_refused():
    with pytest.raises(pictures.PictureProblem, match="line"):
        pictures.keep(upload(picture("PNG", (4000, 2))))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_way_to_write_colours_in_a_png(mode):
    image = read_back(pictures.keep(upload(picture("PNG", mode=mode, colour=0))).placed.name)
    assert image.mode in ("RGB", "RGBA")


def test_sixteen_bits_of_grey_keep_their_lightness():
    image = read_back(pictures.keep(upload(picture("PNG", mode="I;16", colour=0x8000))).placed.name)
    assert abs(image.getpixel((5, 5))[0] - 128) < 6


def test_ink_colours_become_screen_colours():
    image = read_back(
        pictures.keep(upload(picture("JPEG", mode="CMYK", colour=(0, 255, 255, 0)))).placed.name
    )
    red, green, blue = image.getpixel((5, 5))[:3]
    assert red > 200 > 80 > max(green, blue)


def test_a_colour_profile_is_applied_and_left_out():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for given in [
        profile,
        b"no profile at all",
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    ]:
        image = read_back(pictures.keep(upload(halved("JPEG", icc_profile=given))).placed.name)
        assert "icc_profile" not in image.info
        assert image.getpixel((10, 10))[0] > 200


def test_of_a_moving_picture_the_first_frame_is_kept():
    target = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], duration=50)
    image = read_back(pictures.keep(upload(target.getvalue())).placed.name)
    assert not getattr(image, "is_animated", False)
    assert image.convert("RGB").getpixel((5, 5))[0] > 200


def test_see_through_parts_stay_so():
    image = read_back(pictures.keep(upload(picture("PNG", mode="RGBA", colour=(255, 0, 0, 90)))).placed.name)
    assert image.getpixel((5, 5))[3] == 90


def test_when_the_disk_is_full_nothing_half_is_left(monkeypatch, tmp_path):
    room, save = [1, 1], default_storage.save

    def saved_while_there_is_room(name, content):
        if not room:
            raise OSError("No space left on device")
        room.pop()
        return save(name, content)

    monkeypatch.setattr(default_storage, "save", saved_while_there_is_room, raising=False)
    with pytest.raises(OSError, match="No space"):
        pictures.keep(upload(picture("JPEG", (2000, 1000))))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_no_hostile_file_does_more_than_be_refused(shared_dir):
    files = sorted(path for path in (shared_dir / "data" / "images").rglob("*") if path.is_file())
    assert len(files) > 150
    refused = {}
    for path in files:
        try:
            image, _ = pictures.opened(upload(path.read_bytes()))
        except pictures.PictureProblem as problem:
            refused[path.name] = str(problem)
        else:
            assert image.mode in ("RGB", "RGBA")
            assert max(image.size) <= pictures.LONGEST_SIDE
    assert {"lottapixel.jpg", "decompression_bomb.gif", "truncated_jpeg.jpg"} <= refused.keys()
    assert all(sentence.endswith(".") for sentence in refused.values())
    assert len(refused) < 50
