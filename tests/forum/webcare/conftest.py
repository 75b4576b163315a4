"""A case on the desk, and a colleague to share it with."""

from datetime import timedelta

import pytest

from forum.webcare.actions.open_case import open_case
from forum.webcare.models import CaseReason
from tests.builders import make_department, make_member


@pytest.fixture
def other_agent(db):
    return make_member("Chidi Okafor", department=make_department("Webcare"), is_agent=True)


@pytest.fixture
def case(question, now):
    """Promised in two hours; the lead hears after one when nobody owns it."""
    return open_case(
        question=question,
        reason=CaseReason.LADDER,
        due_at=now + timedelta(hours=2),
        alarm_at=now + timedelta(hours=1),
        now=now,
    )
