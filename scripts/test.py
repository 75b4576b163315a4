"""Runs all tests: the floors of the domain on PostgreSQL first, then everything on SQLite.

With arguments (`make test ARGS="tests/forum -k accept"`) it is one pytest run on the configured database.
"""

import os
import subprocess
import sys
from pathlib import Path

from scripts import postgres

ROOT = Path(__file__).resolve().parents[1]
DOMAIN = [name for name in ("community", "reputation", "forum") if (ROOT / "tests" / name).is_dir()]
# Read by tests/services/availability.py, which repeats it in the last summary.
EARLIER = "CROWDSERVICE_EARLIER_RUN"


def on_postgres() -> tuple[int, str]:
    """Exit code of the domain tests on PostgreSQL, and a line that says how they went."""
    if not DOMAIN:
        return 0, ""
    print("The tests of the domain on PostgreSQL", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", *(f"tests/{name}" for name in DOMAIN)]
    try:
        code = postgres.main(command)
    except (OSError, subprocess.SubprocessError) as reason:
        missing = f"not run: PostgreSQL, its server did not start here ({reason})"
        return (1 if os.environ.get("CI") == "true" else 0), missing
    return code, "PostgreSQL: the tests of the domain " + ("FAILED, see above" if code else "passed")


def main(arguments: list[str]) -> int:
    pytest = [sys.executable, "-m", "pytest"]
    if arguments or os.environ.get("DATABASE_URL"):
        return subprocess.run([*pytest, *arguments], cwd=ROOT).returncode
    code, line = on_postgres()
    print("\nAll tests on SQLite", flush=True)
    everything = subprocess.run([*pytest, "-q"], cwd=ROOT, env={**os.environ, EARLIER: line})
    return everything.returncode or code


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
