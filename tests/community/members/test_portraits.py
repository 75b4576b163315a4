"""Portraits are squares made anew; the one before goes."""

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from community.lib import pictures
from community.members.portraits import keep_portrait, remove_portrait
from forum.queries.people import people
from tests.pictures import from_a_camera, halved, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(folder) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_two_squares_are_kept_without_what_the_camera_added(asker, folder):
    keep_portrait(member=asker, upload=upload(from_a_camera()))
    asker.refresh_from_db()
    small = asker.picture.replace("-256", "-96")
    assert files(folder) == {asker.picture, small}
    for name, side in [(asker.picture, 256), (small, 96)]:
        with default_storage.open(name) as file:
            image = Image.open(file)
            assert (image.format, image.size) == ("WEBP", (side, side))
            assert not image.getexif()


def test_another_one_replaces_it_and_its_files(asker, folder, commits):
    keep_portrait(member=asker, upload=upload(halved()))
    first = asker.picture
    with commits():
        keep_portrait(member=asker, upload=upload(halved("PNG")))
    assert asker.picture != first
    assert files(folder) == {asker.picture, asker.picture.replace("-256", "-96")}


def test_taking_it_away_leaves_initials_and_no_file(asker, folder, commits):
    keep_portrait(member=asker, upload=upload(halved()))
    with commits():
        remove_portrait(member=asker)
        remove_portrait(member=asker)
    asker.refresh_from_db()
    assert asker.picture == ""
    assert not files(folder)
    assert "FB" in people([asker.pk], "en")[asker.pk].face()


def test_what_is_no_picture_changes_nothing(asker, folder):
    keep_portrait(member=asker, upload=upload(halved()))
    before = files(folder)
    with pytest.raises(pictures.PictureProblem):
        keep_portrait(member=asker, upload=upload(b"<svg/>"))
    assert files(folder) == before


def test_a_picture_of_the_demo_is_no_file_of_ours(asker, commits):
    asker.picture = "/static/demo/portraits/femke.svg"
    asker.save()
    with commits():
        remove_portrait(member=asker)
    assert asker.picture == ""


def test_small_faces_get_the_small_square(asker, client):
    keep_portrait(member=asker, upload=upload(halved()))
    person = people([asker.pk], "en")[asker.pk]
    small = asker.picture.replace("-256", "-96")
    assert f'src="/media/{small}" alt="" width="26" height="26"' in person.face("face face-s", 26)
    assert f'src="/media/{small}"' in person.face()
    assert f'src="/media/{asker.picture}"' in person.face("face face-l", 56)
    assert client.get(f"/media/{small}").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/me.png", "//elsewhere.example/me.png"])
def test_a_picture_of_another_site_is_never_asked_for(asker, elsewhere):
    asker.picture = elsewhere
    asker.save()
    assert "elsewhere" not in people([asker.pk], "en")[asker.pk].face()
