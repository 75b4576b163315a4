"""The cast every test knows by role, and the few fixtures all rooms share."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from tests import builders

# How fast a machine makes examples says nothing about the code.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

pytest_plugins = ["tests.services.plugin"]

SHARED_DIR = Path(os.environ.get("SHARED_DIR", Path(__file__).resolve().parents[1] / "../shared")).resolve()


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of real data sets. Absent on a newcomer's machine; in CI it must be there."""
    if not (SHARED_DIR / "data").is_dir():
        message = f"the data sets are not at hand ({SHARED_DIR}); set SHARED_DIR"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return SHARED_DIR


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """No page, count or limit of one test reaches into the next."""
    cache.clear()


@pytest.fixture
def now() -> datetime:
    """A Tuesday at noon in Amsterdam, in winter time, inside everyone's opening hours."""
    return datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


@pytest.fixture
def board(db):
    return builders.make_board()


@pytest.fixture
def asker(db):
    return builders.make_member("Femke de Boer")


@pytest.fixture
def helper(db):
    return builders.make_member("Joost Wagenaar")


@pytest.fixture
def stranger(db):
    return builders.make_member("Wouter Smit")


@pytest.fixture
def department(db):
    return builders.make_department("Metering")


@pytest.fixture
def employee(department):
    return builders.make_member("Marijke Hoekstra", department=department)


@pytest.fixture
def agent(db):
    return builders.make_member(
        "Nienke Postma", department=builders.make_department("Webcare"), is_agent=True
    )


@pytest.fixture
def lead(db):
    return builders.make_member(
        "Thijs Bakker", department=builders.make_department("Webcare"), is_agent=True, is_lead=True
    )


@pytest.fixture
def moderator(db):
    return builders.make_member("Lotte Brouwer", is_moderator=True)


@pytest.fixture
def manager(db):
    return builders.make_member("Hilde Janssen", is_manager=True, is_staff=True, is_superuser=True)


@pytest.fixture
def question(board, asker, now):
    return builders.make_question(board=board, by=asker, now=now)


@pytest.fixture
def answer(question, helper, now):
    return builders.make_answer(question=question, by=helper, now=now)
