"""How the run on PostgreSQL went that scripts/test.py started beside this one, told before the last summary."""

import os
import time
from pathlib import Path

import pytest

from scripts.test import BESIDE, OUTPUT, VERDICT

# The other run has its own limit per test; this one only keeps a lost process from holding the summary for ever.
LONGEST_SECONDS = 1800


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Wait for the other run; show all it printed when it failed, and its last line otherwise."""
    if not os.environ.get(BESIDE):
        return
    folder = Path(os.environ[BESIDE])
    end = time.monotonic() + LONGEST_SECONDS
    while not (folder / VERDICT).is_file() and time.monotonic() < end:
        time.sleep(0.5)
    verdict = (
        (folder / VERDICT).read_text() if (folder / VERDICT).is_file() else "1 PostgreSQL: no end in sight"
    )
    code, _space, line = verdict.partition(" ")
    output = (folder / OUTPUT).read_text() if (folder / OUTPUT).is_file() else ""
    shown = output.splitlines() if code != "0" else output.splitlines()[-1:]
    terminalreporter.section("PostgreSQL", sep="=", yellow=code != "0", green=code == "0")
    for each in [*shown, line]:
        terminalreporter.write_line(each)
