"""What a page says of the ladder: one promise in the reader's zone, the rungs in order, nothing when it rests."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from community.lib import clock
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.moments import said
from forum.models import Question
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.models import Case, CaseReason
from tests.builders import make_answer, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(monkeypatch):
    """Renders a tag for a reader (None: a visitor) at a moment of that Tuesday."""

    def render(tag: str, question, reader=None, at: str = "2026-11-17T09:10", **more) -> str:
        monkeypatch.setattr(clock, "now", lambda: local(at))
        request = RequestFactory().get("/")
        request.user = reader
        context = {"request": request, "signed_in": reader is not None, "question": question, **more}
        return Template("{% load escalation %}" + tag).render(Context(context))

    return render


def fresh(question) -> Question:
    return Question.objects.get(pk=question.pk)


def test_the_asker_reads_the_promise(question, asker, sweep, show):
    sweep("09:00")
    page = show("{% promise question %}", fresh(question), asker)
    assert "You have an answer before" in page
    assert ">Wednesday 10:30</time>, from us if nobody else knows." in page


def test_a_visitors_page_speaks_to_nobody_in_particular(question, sweep, show):
    sweep("09:00")
    assert "There is an answer before" in show("{% promise question %}", fresh(question))


def test_it_is_said_in_the_askers_own_zone(question, sweep, show, asker):
    asker.time_zone = "America/New_York"
    sweep("09:00")
    assert ">Wednesday 04:30</time>" in show("{% promise question %}", fresh(question), asker)


def test_a_question_the_sweep_has_not_seen_yet_has_its_promise_already(question, asker, show):
    before = show("{% promise question %}", fresh(question), asker)
    assert ">Wednesday 10:30</time>" in before


def test_imported_history_is_promised_nothing(question, show):
    Question.objects.update(origin="imported", watch_due_at=None)
    assert show("{% promise question %}{% ladder question %}", fresh(question)).strip() == ""


def test_an_answered_question_is_promised_nothing(question, helper, sweep, show):
    make_answer(question=question, by=helper, now=local("2026-11-17T09:05"))
    sweep("09:05")
    assert show("{% promise question %}{% ladder question %}", fresh(question)).strip() == ""


def test_the_rungs_say_who_was_asked_and_who_is_next(question, sweep, show):
    sweep("11:00")
    page = show("{% ladder question %}", fresh(question), at="2026-11-17T11:05")
    assert page.count("<li") == 4
    assert page.index("is-done") < page.index('aria-current="step"')
    assert "Takes over" in page
    assert page.index("Everyone") < page.index("Regular helpers") < page.index("Webcare")


def test_a_promise_that_slipped_is_followed_by_the_new_time(question, asker, sweep, show):
    sweep("2026-11-18T12:00")
    page = show("{% promise question %}", fresh(question), asker, at="2026-11-18T12:05")
    assert "that did not happen" in page
    assert "You have an answer from webcare before" in page


def test_promise_and_ladder_cost_one_query_together(question, sweep, show, django_assert_num_queries):
    sweep("09:00")
    stored = fresh(question)
    with django_assert_num_queries(1):
        show("{% promise question %}{% ladder question %}", stored)


def test_a_list_asks_once_for_all_its_promises(board, asker, now, sweep, show, django_assert_num_queries):
    ids = [make_question(board=board, by=asker, now=now + timedelta(minutes=one)).pk for one in range(4)]
    sweep("09:10")
    tag = "{% promises_for ids as promises %}{% for key, text in promises.items %}{{ text }};{% endfor %}"
    with django_assert_num_queries(1):
        page = show(tag, None, ids=ids)
    assert page.count("An answer before Wednesday") == 4


def test_moments_carry_a_date_when_a_weekday_is_not_enough():
    now = local("2026-11-17T09:00")
    assert said(local("2026-11-23T12:30"), now) == "Monday 12:30"
    assert said(local("2026-11-24T12:30"), now) == "Tuesday 24 November 12:30"
    assert said(local("2026-11-16T12:30"), now) == "Monday 12:30"
    assert said(local("2026-11-09T12:30"), now) == "Monday 9 November 12:30"


def test_how_webcare_ended_it_stands_on_the_page(question, asker, agent, sweep, show):
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=local("2026-11-17T10:00"))
    case = Case.objects.get()
    words = {"form_key": "k", "now": local("2026-11-17T10:30")}
    reply(by=agent, case=case, body="We ended the old contract today.", **words)
    sweep("10:30")
    line = "The contract was ended <today>."
    resolve_case(
        by=agent, case=Case.objects.get(), cause="Split order", learned="", public_line=line, now=words["now"]
    )
    assert "The contract was ended &lt;today&gt;." in show("{% ladder question %}", fresh(question))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": "needs_info"}, "until the question is complete"),
        ({"locked_at": local("2026-11-17T09:05")}, "while the question is locked"),
    ],
    ids=["waiting for details", "locked"],
)
def test_a_clock_that_stands_still_promises_nothing_before_the_sweep_came_by(
    question, sweep, show, change, sentence
):
    sweep("09:00")
    Question.objects.filter(pk=question.pk).update(**change)
    page = show("{% promise question %}{% ladder question %}", fresh(question))
    assert page.count(sentence) > 1
    assert "There is an answer before" not in page
    Question.objects.filter(pk=question.pk).update(watch_due_at=local("2026-11-17T09:06"))
    sweep("09:07")
    Question.objects.filter(pk=question.pk).update(status="open", locked_at=None)
    assert sentence not in show("{% promise question %}{% ladder question %}", fresh(question))
