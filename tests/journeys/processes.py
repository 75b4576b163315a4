"""A community of its own: a folder, a database file, and the demo's worker and schedule as real processes."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from scripts import demo

ROOT = Path(__file__).resolve().parents[2]
# The schedule's longest cadence that a journey waits for is half a minute; CI machines are slow.
PATIENCE_SECONDS = 120


# Whatever the test run itself stands on, a community of a journey has parts of its own.
PARTS = ("DATABASE_URL", "CACHE_URL", "BROKER_URL", "ELASTICSEARCH_URL", "EMAIL_URL", "SITE_URL")


@dataclass
class Community:
    """Where it lives and which of its processes run."""

    var: Path
    environment: dict[str, str]
    port: int = 0
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    @classmethod
    def at(cls, var: Path, **parts: str) -> "Community":
        """The community in that folder, on a free port; `parts` are environment variables."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {
            **{name: value for name, value in os.environ.items() if name not in PARTS},
            "VAR_DIR": str(var),
            "DJANGO_SETTINGS_MODULE": "community.settings.demo",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "PYTHONUNBUFFERED": "1",
            **parts,
        }
        return cls(var, environment, port)

    @property
    def address(self) -> str:
        return self.environment["SITE_URL"]

    def act(self, verb: str, number: int = 0) -> None:
        """One verb of tests/journeys/stage.py, in a process of its own."""
        command = [sys.executable, "-m", "tests.journeys.stage", verb, str(number)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def start(self, name: str) -> None:
        """`web`, `worker` or `schedule`, exactly as `make demo` runs it."""
        with (self.var / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                demo.commands(self.port, self.var)[name],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self, name: str) -> None:
        """Ask it to end, as the demo's supervisor does, and wait until it has."""
        process = self.running.pop(name)
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def stop_all(self) -> None:
        for name in list(self.running):
            self.stop(name)

    def migrate(self, source: sqlite3.Connection | None) -> None:
        """An empty database up to date. A `source` that is so already is copied: that saves half a minute."""
        path = self.var / "db.sqlite3"
        if source is not None:
            with closing(sqlite3.connect(path)) as copy:
                source.backup(copy)
            if self.number("SELECT count(*) FROM sqlite_master WHERE name = 'forum_board'"):
                return
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env=self.environment, check=True)

    def read(self, query: str) -> list[tuple]:
        """Rows of the community's database."""
        with closing(sqlite3.connect(self.var / "db.sqlite3", timeout=20)) as connection:
            return connection.execute(query).fetchall()

    def number(self, query: str) -> int:
        return self.read(query)[0][0]

    def letters(self) -> list[str]:
        """Everything that was mailed, in order; a file may hold several letters."""
        mailed = "".join(path.read_text() for path in sorted((self.var / "mail").iterdir()))
        return mailed.split(f"{'-' * 79}\n")[:-1]

    def wait_until(self, what: str, holds: Callable[[], bool]) -> None:
        """Look until it holds; fail when it takes too long or a process is gone."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            for name, process in self.running.items():
                # Waiting for its end is the pause between two looks.
                with suppress(subprocess.TimeoutExpired):
                    process.wait(0.2)
                    raise AssertionError(f"{name} ended by itself:\n{self.said(name)}")
            said = "".join(map(self.said, self.running))
            assert time.monotonic() < until, f"still not so: {what}\n{said}"

    def said(self, name: str) -> str:
        log = self.var / f"{name}.log"
        return log.read_text(errors="replace")[-4000:] if log.exists() else ""
