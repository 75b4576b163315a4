"""The services that other tests stand on answer, and a missing one is never passed over."""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import dj_database_url
import psycopg
import pytest
import redis

pytestmark = pytest.mark.service
ROOT = Path(__file__).resolve().parents[2]


def test_postgres_answers(postgres_url):
    parts = dj_database_url.parse(postgres_url)
    with psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_valkey_answers(valkey_url):
    with redis.Redis.from_url(valkey_url) as client:
        assert client.ping()


def test_elasticsearch_answers(elasticsearch_url):
    with urllib.request.urlopen(f"{elasticsearch_url}/_cluster/health", timeout=30) as reply:
        assert reply.status == 200


def test_chromium_starts(chromium):
    shown = subprocess.run([chromium, "--version"], capture_output=True, text=True, timeout=60)
    assert "Chrom" in shown.stdout


MISSING_SERVICE = """
import pytest
from tests.services import availability
pytest_plugins = ["tests.services.availability"]

def test_that_needs_it(request):
    availability.missing(request.config, "Telegraph", "lay a cable")
"""


@pytest.mark.parametrize(
    ("ci", "code", "said"), [("true", 1, "missing in CI"), ("", 0, "not run: Telegraph (lay a cable)")]
)
def test_a_missing_service_fails_in_ci_and_is_named_elsewhere(tmp_path, ci, code, said):
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["tests.services.availability"]\n')
    (tmp_path / "test_missing.py").write_text(
        MISSING_SERVICE.replace('pytest_plugins = ["tests.services.availability"]\n', "")
    )
    (tmp_path / "pytest.ini").write_text(f"[pytest]\npythonpath = {ROOT}\n")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert ran.returncode == code
    assert said in ran.stdout
