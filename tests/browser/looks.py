"""Asks a page that stands in the browser: `look(window, "tooWide")` calls that function of looks.js."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_LOOKS = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")
_LOOKS = _LOOKS[_LOOKS.index("({") :].strip()


def look(window: Page, name: str) -> Any:
    return window.evaluate(f"() => {_LOOKS}.{name}()")
