"""The demo community, loaded once for the modules that look at it, on a Saturday night when most boards are closed."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import transaction

from cms.demo import progress
from cms.demo.loading import load

SATURDAY_NIGHT = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def community(django_db_setup, django_db_blocker):
    """The moment of loading; everything is rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(SATURDAY_NIGHT)
        yield SATURDAY_NIGHT
        transaction.set_rollback(True)


@pytest.fixture
def own_clock(settings, tmp_path):
    """A clock of the test's own: it is moved here and nowhere else."""
    settings.VAR_DIR = tmp_path
    yield tmp_path
    cache.delete_many([progress.JUMP_KEY, progress.PATIENCE_KEY])
