"""A file that is too large costs neither memory nor disk, and its form is still answered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from community.lib.pictures import MOST_BYTES

ROOM_OF_ONE_CHUNK = 64 * 1024


def received(address: str, size: int):
    request = RequestFactory().post(
        address, {"words": "typed", "file": SimpleUploadedFile("film.mp4", bytes(size)), "alt": "a film"}
    )
    return request.POST, request.FILES["file"]


@pytest.mark.parametrize("size", [0, 10, MOST_BYTES])
def test_what_may_come_in_comes_in_whole(size):
    assert received("/attachments/", size)[1].size == size


def test_of_a_film_only_a_little_too_much_is_kept():
    typed, file = received("/attachments/", 3 * MOST_BYTES)
    assert MOST_BYTES < file.size <= MOST_BYTES + 2 * ROOM_OF_ONE_CHUNK
    assert (typed["words"], typed["alt"]) == ("typed", "a film")


def test_editors_of_the_company_have_other_limits():
    assert received("/admin/documents/add/", 2 * MOST_BYTES)[1].size == 2 * MOST_BYTES
