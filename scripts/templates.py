"""Compiles every template of ours, so that a typo in a tag is found before a person meets the page."""

import sys
from pathlib import Path

import django
from django.template import TemplateSyntaxError, engines

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("templates", "cms", "community", "forum", "reputation")


def sources() -> list[Path]:
    """Every template file that is ours."""
    found = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "templates" in path.relative_to(ROOT).parts:
                found.append(path)
    return found


def main() -> int:
    django.setup()
    engine, broken = engines["django"], 0
    for path in sources():
        try:
            engine.from_string(path.read_text(encoding="utf-8"))
        except (TemplateSyntaxError, UnicodeDecodeError) as reason:
            broken += 1
            print(f"{path.relative_to(ROOT)}: {str(reason).splitlines()[0]}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
