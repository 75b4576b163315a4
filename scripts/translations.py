"""Keeps locale/ honest: `check` for `make lint`, `update` for `make messages`.

Checked: every text in the code is in the catalogue, translated, with the same placeholders, and the compiled
file is what the catalogue says. Reading the code needs gettext: without it that part is named as not run, and
in CI that is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
SOURCES = ("cms", "community", "forum", "reputation", "templates")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def compiled(path: Path) -> bytes:
    return polib.pofile(str(path)).to_binary()


def untranslated(path: Path) -> list[str]:
    """What is missing, doubtful or has other placeholders than the source."""
    found = []
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            continue
        if "fuzzy" in entry.flags or not entry.translated():
            found.append(f"{path.relative_to(ROOT)}: not translated: {entry.msgid!r}")
        elif wrong_placeholders(entry):
            found.append(f"{path.relative_to(ROOT)}: placeholders differ: {entry.msgid!r}")
    return found


def wrong_placeholders(entry: polib.POEntry) -> bool:
    """A singular may leave its number out ("one answer"); anything else keeps the same placeholders."""
    texts = list(entry.msgstr_plural.values())[1:] or [entry.msgstr]
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    return any(set(PLACEHOLDER.findall(text)) != wanted for text in texts)


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def extract(root: Path, language: str) -> None:
    """Bring the catalogue under that folder up to date with the code beside it."""
    command = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "--locale",
        language,
        "--no-wrap",
        "--no-obsolete",
    ]
    command += ["--add-location", "file", "--ignore", "tests", "--ignore", "scripts", "--ignore", "var"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, text=True)


def missing_from(path: Path) -> list[str]:
    """Texts in the code that the catalogue does not have."""
    with tempfile.TemporaryDirectory(prefix="messages-") as folder:
        copy = Path(folder)
        for name in (*SOURCES, "locale"):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        extract(copy, path.parts[-3])
        fresh = {
            key(entry) for entry in polib.pofile(str(copy / path.relative_to(ROOT))) if not entry.obsolete
        }
    known = {key(entry) for entry in polib.pofile(str(path)) if not entry.obsolete}
    place = path.relative_to(ROOT)
    return [
        f"{place}: not gathered yet (make messages): {text!r}" for _, text in sorted(fresh - known, key=str)
    ]


def check() -> int:
    problems = []
    for path in catalogues():
        problems += untranslated(path)
        mo = path.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != compiled(path):
            problems.append(f"{mo.relative_to(ROOT)}: is not what the catalogue says (make messages)")
        if shutil.which("xgettext"):
            problems += missing_from(path)
    if not shutil.which("xgettext"):
        print("not run: texts of the code against the catalogues (install gettext)")
        problems += ["gettext is missing in CI"] if os.environ.get("CI") == "true" else []
    print("\n".join(problems) or f"{len(catalogues())} catalogues are complete")
    return 1 if problems else 0


def update() -> int:
    if not shutil.which("xgettext"):
        print("make messages needs gettext. On Debian or Ubuntu: apt install gettext", file=sys.stderr)
        return 1
    for language in sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir()):
        extract(ROOT, language)
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled(path))
        print("\n".join(untranslated(path)) or f"{path.relative_to(ROOT)}: complete")
    return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit({"check": check, "update": update}[sys.argv[1]]())
