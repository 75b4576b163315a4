"""Builds static/built/ with esbuild, or checks that what is committed there is what its sources give."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "package-lock.json"
STAMP = ROOT / "node_modules" / ".crowdservice-lock"


def packages() -> str:
    """Installs what package-lock.json names, unless that is done; returns what is wrong, or nothing."""
    if not shutil.which("npm"):
        return "Node and npm are not installed (Debian: apt-get install nodejs npm)"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == digest:
        return ""
    done = subprocess.run(["npm", "ci", "--no-progress"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        return f"npm ci failed: {done.stderr.strip()}"
    STAMP.write_text(digest)
    return ""


def main(arguments: list[str]) -> int:
    check = arguments == ["check"]
    if wrong := packages():
        print(f"{'not checked' if check else 'not built'}: {wrong}")
        return 1 if os.environ.get("CI") == "true" or not check else 0
    return subprocess.run(["node", "scripts/bundle.js", *(["--check"] if check else [])], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
