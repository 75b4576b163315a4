"""The benchmark measures what it says: costs as ratios, queries and bytes, without asserting any time."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection

from forum.management.benchmarks import pages
from forum.management.benchmarks.requests import Case, PageFailed, prepare

# A request of the raw application ends by giving its connection back to PostgreSQL's pool, which a test's transaction
# would not survive; SQLite's in-memory database stays open.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")


@pytest.fixture
def application():
    return get_wsgi_application()


def test_lists_and_questions_are_measured_for_each_reader(application, now):
    call_command("fill", questions=5)
    cases, _troubles = pages.measure(application, application, 10, now)
    assert (cases[0].page, cases[0].queries) == ("empty view", 0)
    measured = pages.as_data(cases)
    for page in ("list", "question"):
        assert set(measured[page]) == {"visitor, cached", "visitor", "signed in"}
        for numbers in measured[page].values():
            assert set(numbers) == {"cost", "speed", "served_speed", "queries", "bytes", "html_bytes"}
            assert numbers["html_bytes"] > 0
    assert json.dumps(measured)
    assert len(pages.table(cases).splitlines()) == len(cases) + 1


def test_the_signed_in_reader_is_signed_in(application, now):
    call_command("fill", questions=5)
    cases, _troubles = pages.measure(application, application, 1, now)
    reader = next(case for case in cases if (case.page, case.reader) == ("question", "signed in"))
    assert b"Reader" in reader.ask(encoding="identity").body


def test_a_page_that_fails_is_told_and_not_measured(application):
    with pytest.raises(PageFailed, match="404"):
        prepare(Case("gone", "visitor", application, "/questions/999999/x/"))


@pytest.mark.parametrize("option", ["requests", "questions"])
def test_less_than_one_is_refused(option):
    with pytest.raises(CommandError):
        call_command("bench", **{option: 0})
