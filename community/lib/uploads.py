"""What happens to a file while it comes in: no more than a little too much of it is ever kept."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from community.lib.pictures import MOST_BYTES

# Wagtail's editors bring documents too, with limits of their own.
_WITHOUT_LIMIT = "/admin/"


class CappedUploadHandler(FileUploadHandler):
    """Stands before the others and passes on a file until it is just too large to be taken.

    The rest is read and dropped, so that a form with a film in it is answered in words, and costs no disk.
    """

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self._is_limited = not (self.request and self.request.path_info.startswith(_WITHOUT_LIMIT))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None if self._is_limited and start > MOST_BYTES else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None
