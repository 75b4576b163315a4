"""Runs the demo community: one supervisor over the web server, the Celery worker and the schedule.

Standard library only, so that `--check` can say before anything is installed whether it could start.
"""

import argparse
import fcntl
import hashlib
import http.client
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.supervisor import ROOT, Supervisor, say

FLOORS = ("cms", "forum", "reputation", "community")


class CannotStart(Exception):
    """Says in plain words why the demo cannot start and what to do."""


def port_number(text: str) -> int:
    """The port somebody asked for, or CannotStart."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise CannotStart(f"{text!r} is no port: choose a number from 1 to 65535, as in `make demo PORT=8001`.")


def check_port(port: int) -> None:
    """Raises CannotStart when another program listens on that port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise CannotStart(f"Port {port} is kept for root: try `make demo PORT=8000`.") from None
        except OSError:
            free = f"`make demo PORT={port + 1}`" if port < 65535 else "another port"
            raise CannotStart(f"Port {port} is taken by another program: end that, or try {free}.") from None


def lock(var: Path, keep: bool) -> int | None:
    """Hold `var/` for this demo, or raise CannotStart naming the one that has it."""
    if not keep and not (var / "demo.lock").exists():
        return None
    var.mkdir(parents=True, exist_ok=True)
    handle = os.open(var / "demo.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.read(handle, 32).decode(errors="replace").strip() or "unknown"
        raise CannotStart(
            f"A demo is already running on {var} (process {holder}): use that, or end it with Ctrl-C first."
        ) from None
    if keep:
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        return handle
    os.close(handle)
    return None


def commands(port: int, var: Path) -> dict[str, list[str]]:
    """What runs: name and command line."""
    python = sys.executable
    celery = [python, "-m", "celery", "--quiet", "-A", "community"]
    web = "--interface wsgi --workers 1 --blocking-threads 1 --no-ws --log-level warning".split()
    worker = "--pool solo --queues celery,search --loglevel warning --without-mingle --without-gossip".split()
    beat = ["--schedule", str(var / "beat-schedule"), "--pidfile=", "--loglevel", "warning"]
    return {
        "web": [python, "-m", "granian", *web, "--port", str(port), "community.wsgi:application"],
        "worker": [*celery, "worker", *worker],
        "schedule": [*celery, "beat", *beat],
    }


def state_of_the_code(var: Path) -> str:
    """Changes when there may be something to prepare: another database, other packages, other migrations."""
    database = os.environ.get("DATABASE_URL") or sorted(path.name for path in var.glob("*.sqlite3"))
    told = [str(database), (ROOT / "requirements.txt").read_text()]
    for path in sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("migrations/*.py")):
        told += [str(path), path.read_text()]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def prepare(supervisor: Supervisor, environment: dict[str, str], accounts: Path) -> None:
    """Bring the database up to date and load the community if it is empty; nothing when that was done before.

    Raises CannotStart. What was done is remembered beside the accounts, so that a second start need not ask.
    """
    mark = accounts.with_name("demo-prepared")
    if accounts.exists() and mark.exists() and mark.read_text() == state_of_the_code(accounts.parent):
        return
    child = supervisor.start(
        "prepare", [sys.executable, "-m", "scripts.prepare_demo", str(accounts)], environment
    )
    while child.process.poll() is None and not supervisor.asked_to_stop:
        supervisor.pump(0.2)
    supervisor.pump(0)
    if supervisor.asked_to_stop:
        return
    supervisor.children.remove(child)
    if child.process.returncode:
        raise CannotStart("Preparing the demo failed, its last lines are above. Deleting var/ starts over.")
    mark.write_text(state_of_the_code(accounts.parent))


def answers(port: int) -> bool:
    """Does the web server say that it is alive?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def watch(supervisor: Supervisor, port: int, accounts: Path) -> int:
    """Show lines until asked to stop (0) or a child dies (1)."""
    greeted = False
    while not supervisor.asked_to_stop:
        supervisor.pump(0.2)
        fallen = supervisor.fallen()
        if fallen and not supervisor.asked_to_stop:
            supervisor.end()
            say(f"\n{fallen.name} ended by itself (exit code {fallen.process.returncode}). Its last lines:")
            for line in fallen.last_lines:
                say(f"  {line}")
            return 1
        if not greeted and answers(port):
            greeted = True
            greet(port, accounts)
    say("\nStopping...")
    supervisor.end()
    say("Everything has stopped. `make demo` goes on where you left; deleting var/ starts over.")
    return 0


def greet(port: int, accounts: Path) -> None:
    """Where it is, and who can sign in."""
    say(f"\nCrowdservice is running at http://127.0.0.1:{port}  (Ctrl-C stops it)")
    if accounts.exists():
        say(accounts.read_text().rstrip())
    say("")


@contextmanager
def terminal_of_our_own() -> Iterator[None]:
    """Be the group in front of the terminal, so that Ctrl-C is ours and `make` ends without complaint."""
    ours = 0
    with suppress(OSError):
        before = os.tcgetpgrp(0)
        if before == os.getpgrp() != os.getpid():
            # Taking the terminal from the back raises SIGTTOU; stopped by Ctrl-Z, nobody would wake us.
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
            os.setpgid(0, 0)
            os.tcsetpgrp(0, os.getpid())
            ours = os.getpid()
    try:
        yield
    finally:
        if ours:
            with suppress(OSError):
                os.tcsetpgrp(0, before)


def run(port: int, var: Path) -> int:
    """Check, prepare, start and watch; the exit code of the whole."""
    lock(var, keep=True)
    check_port(port)
    accounts = var / "demo-accounts.txt"
    environment = {
        "SITE_URL": f"http://127.0.0.1:{port}",
        # Such as Celery's to whoever tries the demo as root: true, and nothing to act on here.
        "PYTHONWARNINGS": "ignore",
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "community.settings.demo",
        "VAR_DIR": str(var),
        "PYTHONUNBUFFERED": "1",
    }
    with terminal_of_our_own():
        supervisor = Supervisor()
        try:
            prepare(supervisor, environment, accounts)
            for name, command in commands(port, var).items():
                if not supervisor.asked_to_stop:
                    supervisor.start(name, command, environment)
            return watch(supervisor, port, accounts)
        finally:
            supervisor.end()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", default="8000")
    parser.add_argument("--check", action="store_true", help="only say whether it could start")
    asked = parser.parse_args()
    var = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
    try:
        port = port_number(asked.port)
        if not asked.check:
            return run(port, var)
        lock(var, keep=False)
        check_port(port)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
