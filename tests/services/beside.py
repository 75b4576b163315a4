"""How the runs went that scripts/test.py started beside this one, told before the last summary."""

import os
import time
from pathlib import Path

import pytest

from scripts.test import BESIDE, OTHERS, OUTPUT, verdict

# The other runs have their own limit per test; this one only keeps a lost process from holding the summary for ever.
LONGEST_SECONDS = 2400


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Wait for the other runs; all that one printed when it failed, else its last line and what is missing."""
    if not os.environ.get(BESIDE):
        return
    folder, end = Path(os.environ[BESIDE]), time.monotonic() + LONGEST_SECONDS
    for name in OTHERS:
        code, line = _awaited(folder, name, end)
        told = folder / OUTPUT.format(name)
        output = told.read_text().splitlines() if told.is_file() else []
        terminalreporter.section(name, sep="=", yellow=code != 0, green=code == 0)
        missing = [each for each in output if each.startswith("not run:")]
        for each in [*(output if code else [*missing, *output[-1:]]), line]:
            terminalreporter.write_line(each)


def _awaited(folder: Path, name: str, end: float) -> tuple[int, str]:
    while time.monotonic() < end:
        try:
            return verdict(folder, name)
        except FileNotFoundError:
            time.sleep(0.5)
    return 1, f"{name}: no end in sight"
