"""The people and things of the lower loop."""

import pytest

from forum.improvements.actions.improve import gather, open_improvement
from tests import builders


@pytest.fixture
def billing(db):
    return builders.make_department("Billing")


@pytest.fixture
def clerk(billing):
    return builders.make_member("Karim Haddad", department=billing)


@pytest.fixture
def improvement(manager, question, billing, now):
    """Opened by the manager, with one question; nobody was told anything yet."""
    made = open_improvement(
        by=manager, title="One invoice a month, not two", title_nl="Eén rekening per maand", cause=None,
        department=billing, now=now,
    )  # fmt: skip
    gather(by=manager, improvement=made, questions=[question], now=now)
    return made
