"""Communities with real processes, each on a copy of one prepared database."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.journeys.processes import ROOT, Community

# Whatever the test run itself stands on, a journey's parts are its own.
PARTS = ("DATABASE_URL", "CACHE_URL", "BROKER_URL", "ELASTICSEARCH_URL", "EMAIL_URL", "SITE_URL")


def environment_of(var: Path, **parts: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in PARTS}
    return {
        **kept,
        "VAR_DIR": str(var),
        "DJANGO_SETTINGS_MODULE": "community.settings.demo",
        "PYTHONUNBUFFERED": "1",
        **parts,
    }


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, django_db_setup, django_db_blocker) -> Path:
    """A folder with a migrated database in which the cast is, to be copied by each journey."""
    var = tmp_path_factory.mktemp("prepared")
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            # The test run's own database is migrated and empty: copying it saves half a minute.
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(var / "db.sqlite3")])
        else:
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(migrate, cwd=ROOT, env=environment_of(var), check=True)
    Community(var, environment_of(var)).act("cast")
    return var


@pytest.fixture
def make_community(prepared, tmp_path) -> Iterator[Callable[..., Community]]:
    """Makes a community with the cast in it; keyword arguments are its environment variables."""
    made = []

    def make(**parts: str) -> Community:
        var = tmp_path / f"var{len(made)}"
        shutil.copytree(prepared, var)
        made.append(Community(var, environment_of(var, **parts)))
        return made[-1]

    yield make
    for community in made:
        community.stop_all()
