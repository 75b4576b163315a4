"""Runs all tests: those on SQLite, and beside them the domain's on PostgreSQL, then those in a browser.

With arguments (`make test ARGS="tests/forum -k accept"`) it is one pytest run on the configured database.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import IO

from scripts import postgres

ROOT = Path(__file__).resolve().parents[1]
DOMAIN = [name for name in ("community", "reputation", "forum") if (ROOT / "tests" / name).is_dir()]
PAGES = "tests/browser"
PYTEST = [sys.executable, "-m", "pytest"]
# Where tests/services/beside.py finds how the other runs went, to say it before the last summary.
BESIDE = "CROWDSERVICE_RUN_BESIDE"
OUTPUT, VERDICT = "{}.output", "{}.verdict"


def on_postgres(output: IO[str]) -> int:
    """The domain's tests, but for those that say the same on every database. Raises OSError, SubprocessError."""
    command = [*PYTEST, "-q", "-m", "not any_database", *(f"tests/{name}" for name in DOMAIN)]
    return postgres.main(command, output=output)


def in_browser(output: IO[str]) -> int:
    """In a process of their own: a browser is driven by an event loop, and keeps it."""
    return subprocess.run([*PYTEST, "-q", PAGES], cwd=ROOT, stdout=output, stderr=output).returncode


# By name, in the order they run in.
OTHERS: dict[str, Callable[[IO[str]], int]] = {"PostgreSQL": on_postgres, "Browser": in_browser}


def run_beside(folder: Path) -> None:
    """Each of the others, its output in a file; the last thing written is its verdict."""
    for name, run in OTHERS.items():
        code, line = 1, f"{name}: FAILED, see above"
        try:
            with open(folder / OUTPUT.format(name), "w") as output:
                code = run(output)
            if code == 0:
                line = f"{name}: passed"
        except (OSError, subprocess.SubprocessError) as reason:
            line = f"not run: {name} did not start here ({reason})"
            code = 1 if os.environ.get("CI") == "true" else 0
        finally:
            half = folder / "half"
            half.write_text(f"{code} {line}")
            half.rename(folder / VERDICT.format(name))


def verdict(folder: Path, name: str) -> tuple[int, str]:
    """How the run of that name went, and a line about it. Raises FileNotFoundError before it ended."""
    code, _space, line = (folder / VERDICT.format(name)).read_text().partition(" ")
    return int(code), line


def main(arguments: list[str]) -> int:
    if arguments or os.environ.get("DATABASE_URL"):
        return subprocess.run([*PYTEST, *arguments], cwd=ROOT).returncode
    with tempfile.TemporaryDirectory(prefix="crowdservice-tests-") as name:
        folder = Path(name)
        beside = Thread(target=run_beside, args=[folder])
        beside.start()
        print("All tests on SQLite; beside them the domain's on PostgreSQL, then the browser's", flush=True)
        command = [*PYTEST, "-q", f"--ignore={PAGES}"]
        rest = subprocess.run(command, cwd=ROOT, env={**os.environ, BESIDE: name})
        beside.join()
        return rest.returncode or max(verdict(folder, one)[0] for one in OTHERS)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
