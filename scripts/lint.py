"""Everything `make lint` looks at: runs all checks, shows what failed, ends with one line."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
CHECKS = {
    "ruff": [PYTHON, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."],
    "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "--output-format", "concise", "."],
    "import contracts": [PYTHON, "-m", "scripts.contracts"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", "--verbosity", "1"],
    "system checks": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "templates": [PYTHON, "-m", "scripts.templates"],
    "bundles": [PYTHON, "-m", "scripts.bundles", "check"],
    "translations": [PYTHON, "-m", "scripts.translations", "check"],
}


def main() -> int:
    os.chdir(ROOT)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "community.settings.test"}
    failed = []
    for name, command in CHECKS.items():
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        print(f"{'ok' if done.returncode == 0 else 'FAILED':<7} {name}", flush=True)
        if done.returncode:
            failed.append(name)
        if done.returncode or name in ("bundles", "translations"):
            print("\n".join(f"        {line}" for line in (done.stdout + done.stderr).strip().splitlines()))
    print(
        f"Lint: {len(failed)} of {len(CHECKS)} checks failed: {', '.join(failed)}"
        if failed
        else "Lint: all good"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
