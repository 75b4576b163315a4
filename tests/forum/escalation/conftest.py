"""The ladder's stage: a sweep by name, and the moments of a Tuesday in Amsterdam."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from community.lib import clock
from forum.escalation import sweep as sweeping
from forum.escalation.models import Climb


def local(text: str) -> datetime:
    """A moment on the clock of Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)


@pytest.fixture
def now():
    """A Tuesday at ten: the ladder of a question asked now ends the same day."""
    return local("2026-11-17T09:00")


@pytest.fixture
def sweep():
    """Runs the sweep at a moment of that Tuesday ("11:00") or of any day; nothing may fail in it."""

    def run(moment: str):
        swept = sweeping.run(local(moment if "T" in moment else f"2026-11-17T{moment}"))
        assert swept.failed == []
        return swept

    return run


@pytest.fixture
def climb_of():
    return lambda question: Climb.objects.get(question=question)


@pytest.fixture
def at(monkeypatch):
    """Moves the clock to a moment of that Tuesday, or of any day."""

    def move(moment: str):
        now = local(moment if "T" in moment else f"2026-11-17T{moment}")
        monkeypatch.setattr(clock, "now", lambda: now)
        return now

    return move
