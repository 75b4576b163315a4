"""Communities with real processes, each on a copy of one prepared database."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.journeys.processes import Community


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, django_db_setup, django_db_blocker) -> Path:
    """A folder with a migrated database in which the cast is, to be copied by each journey."""
    community = Community.at(tmp_path_factory.mktemp("prepared"))
    with django_db_blocker.unblock():
        connection.ensure_connection()
        community.migrate(connection.connection if connection.vendor == "sqlite" else None)
    community.act("cast")
    return community.var


@pytest.fixture
def make_community(prepared, tmp_path) -> Iterator[Callable[..., Community]]:
    """Makes a community with the cast in it; keyword arguments are its environment variables."""
    made = []

    def make(**parts: str) -> Community:
        var = tmp_path / f"var{len(made)}"
        shutil.copytree(prepared, var)
        made.append(Community.at(var, **parts))
        return made[-1]

    yield make
    for community in made:
        community.stop_all()
