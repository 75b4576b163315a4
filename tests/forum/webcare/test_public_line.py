"""The line everyone reads of how a case ended stands in one place, so that it can be replaced and masked."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from community.events.models import Event
from community.events.recording import record
from community.notifications.models import Notification
from forum.actions.redact import redact
from forum.models import Question
from forum.webcare.actions.open_again import open_again
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.actions.settle import close_by_crowd
from forum.webcare.models import Case, Outcome

pytestmark = pytest.mark.django_db
NUMBER, MASKED = "06-12345678", "06-••••••78"
PERSONAL = f"We called Femke on {NUMBER}, and mended it."
CLEAN = "We mended the cable in the street."


@pytest.fixture
def resolve(case, agent):
    def resolved(line: str, at, **more) -> None:
        reply(
            by=agent, case=Case.objects.get(), body="Please set it to four at night.", form_key=None, now=at
        )
        resolve_case(
            by=agent,
            case=Case.objects.get(),
            cause="A loose cable",
            learned="",
            public_line=line,
            now=at,
            **more,
        )

    return resolved


@pytest.fixture
def page(client, question):
    return lambda: client.get(question.path()).content.decode()


def open_case_again(agent, at) -> None:
    hour = timedelta(hours=1)
    open_again(
        by=agent, case=Case.objects.get(), reason="The line was wrong", due_at=at + 2 * hour, alarm_at=at + hour,
        now=at,
    )  # fmt: skip


def test_the_timeline_says_it(resolve, page, now):
    resolve(CLEAN, now)
    assert f"resolved it: {CLEAN}" in page()


def test_a_case_that_is_opened_again_takes_it_back_and_the_next_one_stands_in_its_place(
    resolve, page, agent, now
):
    resolve(PERSONAL, now)
    assert NUMBER in page()
    open_case_again(agent, now + timedelta(minutes=10))
    assert NUMBER not in page() and "of webcare resolved it" in page()
    resolve(CLEAN, now + timedelta(minutes=20))
    assert NUMBER not in page() and page().count(f"resolved it: {CLEAN}") == 1


def test_nor_does_it_come_back_when_the_crowd_or_another_door_ends_it(resolve, page, agent, now):
    resolve(PERSONAL, now)
    open_case_again(agent, now + timedelta(minutes=10))
    resolve(CLEAN, now + timedelta(minutes=20), outcome=Outcome.REFUSED)
    assert f"resolved it: {CLEAN}" not in page()
    open_case_again(agent, now + timedelta(minutes=30))
    Case.objects.update(owner=None, owned_at=None, state="open")
    close_by_crowd(question=Question.objects.get(), now=now + timedelta(minutes=40))
    assert NUMBER not in page() and Case.objects.get().public_line == ""


def test_the_desk_reads_the_last_line_beside_the_end_it_belongs_to(resolve, client, agent, now):
    resolve(PERSONAL, now)
    open_case_again(agent, now + timedelta(minutes=10))
    resolve(CLEAN, now + timedelta(minutes=20))
    client.force_login(agent)
    desk = client.get(f"/desk/{Case.objects.get().pk}/").content.decode()
    assert CLEAN in desk and NUMBER not in desk


def test_a_moderator_masks_it_with_the_question(resolve, page, question, moderator, now):
    resolve(PERSONAL, now)
    assert redact(by=moderator, post=Question.objects.get(), now=now) == 1
    assert NUMBER not in page() and MASKED in page()
    assert Case.objects.get().public_line == PERSONAL.replace(NUMBER, MASKED)
    assert NUMBER not in str(list(Notification.objects.values_list("details", flat=True)))


def test_so_is_the_line_of_a_refused_question_which_closed_it(resolve, page, moderator, now):
    resolve(PERSONAL, now, outcome=Outcome.REFUSED)
    assert NUMBER in page()
    redact(by=moderator, post=Question.objects.get(), now=now)
    assert NUMBER not in page()
    assert NUMBER not in str(list(Event.objects.values_list("details", flat=True)))


def test_lines_of_before_leave_the_record(case, agent, now):
    record(
        "case.resolved", by=agent, now=now, subject=case.subject, details={"public_line": PERSONAL, "a": 1}
    )
    migration = import_module("forum.webcare.migrations.0007_lines_on_cases")
    migration.take_out_of_events(apps, SimpleNamespace(connection=connection))
    assert Event.objects.get(kind="case.resolved").details == {"a": 1}
