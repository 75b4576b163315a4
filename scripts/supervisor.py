"""Supervision of a few processes: start, show what they print, end them together."""

import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 10.0  # seconds between passing the signal on and killing: long enough for a job of the demo to end
LAST_LINES = 25  # what is shown again of a child that died
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Loaded before any fork: between fork and exec a child should do as little as possible.
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process under supervision, with what it printed last."""

    name: str
    process: subprocess.Popen
    unfinished: bytes = b""
    last_lines: deque = field(default_factory=lambda: deque(maxlen=LAST_LINES))


class Supervisor:
    """Starts processes in groups of their own, shows what they print, and ends them all together.

    Groups of their own, because a terminal sends Ctrl-C to every process in front: they would get it twice.
    """

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.selector = selectors.DefaultSelector()
        self.asked_to_stop = False
        for number in STOP_SIGNALS:
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, number: int, frame: object) -> None:
        self.asked_to_stop = True

    def start(self, name: str, command: list[str], environment: dict[str, str]) -> Child:
        """Start one process whose lines are shown with its name in front."""
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
        child = Child(name, process)
        os.set_blocking(process.stdout.fileno(), False)
        self.children.append(child)
        self.selector.register(process.stdout, selectors.EVENT_READ, child)
        return child

    def pump(self, seconds: float) -> None:
        """Show what the children print, waiting at most so many seconds for it."""
        for key, _ in self.selector.select(seconds):
            self._show(key.data)

    def _show(self, child: Child) -> None:
        with suppress(BlockingIOError):
            chunk = os.read(child.process.stdout.fileno(), 65536)
            if not chunk:
                self.selector.unregister(child.process.stdout)
                chunk = b"\n" if child.unfinished else b""
            *lines, child.unfinished = (child.unfinished + chunk).split(b"\n")
            for line in lines:
                text = line.decode(errors="replace").rstrip()
                child.last_lines.append(text)
                say(f"{child.name:>8} | {text}")

    def fallen(self) -> Child | None:
        """The first child that is no longer running."""
        return next((child for child in self.children if child.process.poll() is not None), None)

    def end(self) -> None:
        """Pass the signal on once, wait, and kill whatever is still there after the patience."""
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while any(child.process.poll() is None for child in self.children) and time.monotonic() < deadline:
            self.pump(0.1)
        self._signal(signal.SIGKILL)
        for child in self.children:
            child.process.wait()
        self.pump(0)
        self.children.clear()

    def _signal(self, number: signal.Signals) -> None:
        """A first signal goes to the process, which ends its own workers; the last one to its whole group."""
        for child in self.children:
            with suppress(ProcessLookupError, PermissionError):
                if number == signal.SIGKILL:
                    os.killpg(child.process.pid, number)
                elif child.process.poll() is None:
                    child.process.send_signal(number)


def end_with_parent() -> None:
    """On Linux, have this child ended should the supervisor be killed; elsewhere there is no such call."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def say(line: str) -> None:
    """Print at once; a reader that went away (`| head`) is no reason to leave children behind."""
    with suppress(BrokenPipeError):
        print(line, flush=True)
