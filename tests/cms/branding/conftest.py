"""A manager in the admin."""

import pytest

from cms.roles import ensure_managers
from tests.builders import make_member


@pytest.fixture
def hilde(db):
    member = make_member("Hilde Janssen", is_manager=True)
    member.groups.add(ensure_managers())
    return member


@pytest.fixture
def admin(hilde, client):
    client.force_login(hilde)
    return client
