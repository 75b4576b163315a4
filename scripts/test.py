"""Runs all tests: the floors of the domain on PostgreSQL, and beside them everything on SQLite.

With arguments (`make test ARGS="tests/forum -k accept"`) it is one pytest run on the configured database.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Thread

from scripts import postgres

ROOT = Path(__file__).resolve().parents[1]
DOMAIN = [name for name in ("community", "reputation", "forum") if (ROOT / "tests" / name).is_dir()]
# Where tests/services/beside.py finds how the other run went, to say it before the last summary.
BESIDE = "CROWDSERVICE_RUN_BESIDE"
OUTPUT, VERDICT = "output", "verdict"


def on_postgres(folder: Path) -> None:
    """The domain tests on PostgreSQL, their output in a file; the last thing written is the verdict."""
    command = [sys.executable, "-m", "pytest", "-q", *(f"tests/{name}" for name in DOMAIN)]
    code, line = 1, "PostgreSQL: the tests of the domain FAILED, see above"
    try:
        with open(folder / OUTPUT, "w") as output:
            code = postgres.main(command, output=output)
        if code == 0:
            line = "PostgreSQL: the tests of the domain passed"
    except (OSError, subprocess.SubprocessError) as reason:
        line = f"not run: PostgreSQL, its server did not start here ({reason})"
        code = 1 if os.environ.get("CI") == "true" else 0
    finally:
        half = folder / "half"
        half.write_text(f"{code} {line}")
        half.rename(folder / VERDICT)


def main(arguments: list[str]) -> int:
    pytest = [sys.executable, "-m", "pytest"]
    if arguments or os.environ.get("DATABASE_URL"):
        return subprocess.run([*pytest, *arguments], cwd=ROOT).returncode
    with tempfile.TemporaryDirectory(prefix="crowdservice-tests-") as name:
        folder = Path(name)
        beside = Thread(target=on_postgres, args=[folder])
        beside.start()
        print("All tests on SQLite; beside them those of the domain on PostgreSQL", flush=True)
        everything = subprocess.run([*pytest, "-q"], cwd=ROOT, env={**os.environ, BESIDE: name})
        beside.join()
        return everything.returncode or int((folder / VERDICT).read_text().split()[0])


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
