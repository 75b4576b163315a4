"""What a test does when a service is not at hand: fail in CI, elsewhere skip and be named at the end."""

import os

import pytest

MISSING = pytest.StashKey[dict[str, str]]()


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


def missing(config: pytest.Config, service: str, remedy: str) -> None:
    """Ends the test that asks: a failure in CI, else a skip that the summary repeats."""
    if in_ci():
        pytest.fail(f"{service} is missing in CI: {remedy}", pytrace=False)
    config.stash[MISSING][service] = remedy
    pytest.skip(f"{service} is not at hand: {remedy}")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[MISSING] = {}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name loudly what did not run."""
    lines = [f"not run: {service} ({remedy})" for service, remedy in sorted(config.stash[MISSING].items())]
    if lines:
        terminalreporter.section("services", sep="=", yellow=True)
        for line in lines:
            terminalreporter.write_line(line, bold=True)
