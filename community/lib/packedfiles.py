"""Static files served from their sources, with packed copies of ours kept under var/, where nothing is collected.

Production packs all files when they are collected (settings/production.py) and does without this.
"""

import gzip
import os
from pathlib import Path
from wsgiref.headers import Headers

import brotli
from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

WORDS = {".css", ".js", ".svg"}


class PackedFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, which also knows where the packed copies of our own files are."""

    def get_static_file(self, path: str, url: str, stat_cache=None) -> StaticFile:
        source = Path(path)
        if source.suffix not in WORDS or not source.is_relative_to(settings.ROOT / "static"):
            return super().get_static_file(path, url, stat_cache)
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        return StaticFile(path, headers.items(), encodings=packed(source))


def packed(source: Path) -> dict[str, str]:
    """Paths by encoding of the file's packed copies, which are made when they are not there yet."""
    stat = source.stat()
    place = (
        settings.VAR_DIR / "packed" / f"{source.stem}-{stat.st_mtime_ns:x}-{stat.st_size:x}{source.suffix}"
    )
    copies = {"br": Path(f"{place}.br"), "gzip": Path(f"{place}.gz")}
    if not all(copy.exists() for copy in copies.values()):
        place.parent.mkdir(parents=True, exist_ok=True)
        body = source.read_bytes()
        _keep(copies["br"], brotli.compress(body))
        _keep(copies["gzip"], gzip.compress(body, 9, mtime=0))
    return {encoding: str(copy) for encoding, copy in copies.items()}


def _keep(path: Path, body: bytes) -> None:
    # Several processes may start at once; each moves a whole file into place.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(body)
    draft.replace(path)
