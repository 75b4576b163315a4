"""The customer at a glance and the course of the case, as who works at the desk sees them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.dateformat import format as date_format

from community.events.recording import record
from community.lib import clock
from forum.models import Question
from forum.webcare.actions.open_case import open_case
from forum.webcare.actions.own import hand_over, take_case
from forum.webcare.actions.reply import reply
from forum.webcare.actions.watch_case import watch
from forum.webcare.models import Case, CaseLink, CaseReason, CaseState, Outcome
from tests.builders import make_answer, make_comment, make_member, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client, agent):
    def read(case) -> str:
        client.force_login(agent)
        return client.get(case.path()).content.decode()

    return read


def test_what_they_asked_before_how_it_ended_and_how_it_felt(page_of, case, board, asker, now):
    earlier = make_question(board=board, by=asker, now=now - timedelta(days=90), title="My bill came twice")
    old = open_case(question=earlier, reason=CaseReason.URGENT, due_at=now, alarm_at=now, now=now)
    Case.objects.filter(pk=old.pk).update(state=CaseState.CLOSED, outcome=Outcome.REFUSED)
    record(
        "check.confirmed",
        by=asker,
        now=now,
        subject="check:1",
        thread=earlier.subject,
        details={"felt": "fair"},
    )
    page = page_of(case)
    assert "My bill came twice" in page and f"/desk/{old.pk}/" in page
    assert "not for here" in page and "it could have been better" in page
    assert "2 questions" in page and "2 with webcare" in page


def test_who_they_are_and_what_their_clock_says(page_of, case, asker):
    asker.language, asker.time_zone = "nl", "America/Paramaribo"
    asker.save()
    page = page_of(case)
    assert "Nederlands" in page and "Paramaribo" in page and "Member since January 2024" in page
    asker.time_zone = "Europe/Brussels"
    asker.save()
    assert "Brussels" not in page_of(case), "the same clock as ours says nothing"


def test_a_name_of_another_direction_keeps_to_itself(page_of, case, asker):
    asker.name = "عبد الرحمن بن محمد"
    asker.save()
    assert f'dir="auto">{asker.name}</a>' in page_of(case)


def test_a_former_member(page_of, case, question):
    Question.objects.filter(pk=question.pk).update(author=None)
    assert "Former member" in page_of(case)


def test_the_course_says_who_did_what_and_why(page_of, case, agent, other_agent, question, now):
    record("ladder.promise_missed", by=None, now=now, subject=question.subject, thread=question.subject)
    case = take_case(by=other_agent, case=case, now=now)
    hand_over(by=other_agent, to=agent, case=case, reason="It is about your street.", now=now)
    page = page_of(case)
    for words in (
        "Became a case", "nobody else knew", "A promise was missed", "Chidi Okafor took it",
        "Chidi Okafor handed it to Nienke Postma", "It is about your street.",
    ):  # fmt: skip
        assert words in page
    talk = page[page.index('class="talk"') :]
    assert talk.index("Became a case") < talk.index("took it") < talk.index("handed it to")
    assert talk.count("It is about your street.") == 1, "the note that says why is read in its step"


def test_the_public_page_tells_neither_names_nor_reasons(client, case, agent, other_agent, question, now):
    case = take_case(by=other_agent, case=case, now=now)
    hand_over(by=other_agent, to=agent, case=case, reason="She shouts.", now=now)
    page = client.get(question.path()).content.decode()
    assert "Chidi" not in page and "She shouts" not in page


def test_everything_at_once_stays_within_the_budget(
    client, case, agent, lead, board, asker, helper, question, now
):
    client.force_login(agent)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(case.path()).status_code == 200
        return len(seen)

    reply(by=agent, case=case, body="We ended the old contract today.", form_key="k", now=now)
    queries()
    few = queries()
    for number in range(12):
        moment = now - timedelta(days=number)
        other = make_question(board=board, by=asker, now=moment, title=f"Earlier question {number}")
        far = open_case(question=other, reason=CaseReason.URGENT, due_at=now, alarm_at=now, now=now)
        CaseLink.objects.create(case=case, other=far, by=agent, at=now)
        same = make_question(board=board, by=helper, now=moment, title=f"The same question {number}")
        Question.objects.filter(pk=same.pk).update(duplicate_of=question, status="duplicate")
        watch(by=make_member(f"Colleague {number}", is_agent=True), case=case, now=now)
        make_answer(question=question, by=lead, now=clock.now(), body=f"Answer number {number} of many.")
        make_comment(question=question, by=lead, now=clock.now())
    assert queries() == few <= 12


def test_a_promise_of_another_week_is_named_by_its_date(page_of, case, client):
    far = clock.now() + timedelta(days=40)
    Case.objects.filter(pk=case.pk).update(due_at=far)
    day = timezone.localtime(far)
    assert f"Promised before {date_format(day, 'l j F H:i')}" in page_of(case)
    assert date_format(day, "j M H:i") in client.get("/desk/").content.decode()
