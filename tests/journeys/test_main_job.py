"""The main job from asking to being told, page by page as people see it; the jobs are called, not run."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from community.lib import clock
from community.notifications.models import Notification
from community.notifications.tasks import deliver
from forum.escalation.models import Climb
from forum.escalation.tasks import sweep
from forum.models import Answer, Question
from forum.routing.models import ExpertRequest, RequestState
from forum.tasks import announce, index
from forum.webcare.models import Case, CaseState
from forum.webcare.tasks import send, watch
from reputation.models import Standing
from tests import builders

pytestmark = pytest.mark.django_db

TITLE = "My fibre connection drops every evening"


@pytest.fixture(autouse=True)
def _own_search_and_counters(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def at(monkeypatch):
    """Moves everyone's clock to a moment of that Tuesday in Amsterdam ("11:00"), or of any day, and runs the jobs."""

    def move(moment: str) -> None:
        local = datetime.fromisoformat(moment if "T" in moment else f"2026-11-17T{moment}")
        now = local.replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)
        monkeypatch.setattr(clock, "now", lambda: now)
        for job in (send, sweep, announce, watch, index, deliver):
            job()

    return move


@pytest.fixture
def as_(asker, helper, employee, agent):
    """A browser in which this member is signed in."""
    browsers: dict[int, Client] = {}

    def browser(member) -> Client:
        if member.pk not in browsers:
            browsers[member.pk] = Client()
            browsers[member.pk].force_login(member)
        return browsers[member.pk]

    return browser


@pytest.fixture
def knows_fibre(board, helper, stranger, employee):
    """Joost has helped with fibre before; Marijke of Metering is an expert in it."""
    asked = builders.make_question(
        board=board, by=stranger, now=builders.LONG_AGO, title="Fibre light stays red"
    )
    answer = builders.make_answer(question=asked, by=helper, now=builders.LONG_AGO)
    browser = Client()
    browser.force_login(stranger)
    browser.post(f"/answers/{answer.pk}/solution/", {"on": "1"})
    builders.make_expert(employee, tag="fibre")


def read(browser: Client, address: str) -> str:
    """The words of a page."""
    page = browser.get(address, follow=True)
    assert page.status_code == 200, address
    return words(page.content.decode())


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def ask(browser: Client, board) -> Question:
    form = browser.get("/questions/ask/").context["form"]
    typed = {
        "title": TITLE,
        "body": builders.BODY,
        "board": board.pk,
        "tags": "fibre, modem",
        "form_key": form["form_key"].value(),
    }
    page = browser.post("/questions/ask/", typed)
    if page.status_code == 200:  # What resembles it is shown once.
        assert "Asked before, perhaps yours too" in page.content.decode()
        page = browser.post("/questions/ask/", {**typed, "is_checked": "on"})
    assert page.status_code == 302
    return Question.objects.get(title=TITLE)


def answer(browser: Client, question: Question, body: str) -> Answer:
    sent = browser.post(f"/questions/{question.pk}/answers/", {"body": body, "form_key": "one"})
    assert sent.status_code == 302
    return Answer.objects.latest("pk")


def letters_to(member, mailoutbox) -> list[str]:
    return [letter.subject for letter in mailoutbox if letter.to == [member.email]]


def test_a_colleague_answers_officially_and_the_solution_earns_its_helper(
    at, as_, board, asker, helper, employee, knows_fibre, mailoutbox
):
    at("09:00")
    question = ask(as_(asker), board)
    at("09:01")
    assert "You have an answer before" in read(as_(asker), question.path())
    assert "There is an answer before" in read(Client(), question.path())
    assert TITLE in read(Client(), "/search/?q=fibre+evening")

    at("11:00")
    assert any(TITLE in subject for subject in letters_to(helper, mailoutbox))
    at("13:00")
    assert any(TITLE in subject for subject in letters_to(employee, mailoutbox))
    assert TITLE in read(as_(employee), "/for-you/")
    assert "officially for Metering" in read(as_(employee), question.path())

    official = answer(as_(employee), question, "The meter restarts your modem; we mended the schedule.")
    helpful = answer(as_(helper), question, "Set the modem to restart at four at night instead.")
    at("13:05")
    assert official.official_at is not None
    assert ExpertRequest.objects.get(member=employee).state == RequestState.ANSWERED
    assert Climb.objects.get(question=question).course == "resting"
    assert len([subject for subject in letters_to(asker, mailoutbox) if TITLE in subject]) == 2
    page = read(Client(), question.path())
    assert "Marijke Hoekstra" in page
    assert "Metering" in page

    as_(asker).post(f"/answers/{helpful.pk}/solution/", {"on": "1"})
    at("13:10")
    assert question.path() in [
        row.link.partition("#")[0] for row in Notification.objects.filter(member=helper)
    ]
    assert "accepted" in read(as_(helper), "/standing/").lower()
    assert {row.member_id: row.total for row in Standing.objects.filter(member__in=[asker, helper])} == {
        asker.pk: 2,
        helper.pk: 30,
    }
    assert not Standing.objects.filter(member=employee, total__gt=0).exists()
    at("2026-11-19T12:00")
    assert not Case.objects.filter(question=question).exists()


def test_nobody_knows_so_webcare_answers_and_resolves(
    at, as_, board, asker, employee, agent, lead, knows_fibre, mailoutbox
):
    shop = builders.make_department("Shop")
    passed_to = builders.make_member("Karin Mulder", department=shop)
    rival = builders.make_member("Chidi Okafor", department=agent.department, is_agent=True)
    at("09:00")
    question = ask(as_(asker), board)
    at("13:00")
    page = as_(employee).post(
        f"/for-you/questions/{question.pk}/pass-on/", {"department": shop.pk}, follow=True
    )
    assert "Passed on to Shop" in page.content.decode()
    at("13:05")
    assert any(TITLE in subject for subject in letters_to(passed_to, mailoutbox))
    assert "Marijke" not in read(as_(asker), question.path())

    at("17:00")
    case = Case.objects.get(question=question)
    assert {row.member_id for row in Notification.objects.filter(kind="case-opened")} == {
        agent.pk,
        rival.pk,
        lead.pk,
    }
    assert TITLE in read(as_(agent), "/desk/")

    as_(agent).post(f"/desk/{case.pk}/take/")
    second = as_(rival).post(f"/desk/{case.pk}/take/", follow=True)
    assert "Nienke Postma took this case a moment ago." in second.content.decode()
    case.refresh_from_db()
    assert case.owner == agent

    ending = {
        "outcome": "helped",
        "cause": "Schedule of the meter",
        "is_nothing_new": "on",
        "public_line": "We moved the restart to the night.",
    }
    too_early = as_(agent).post(f"/desk/{case.pk}/resolve/", ending)
    assert "no case is closed in silence" in too_early.content.decode()
    words_of_hers = {"body": "I moved the restart to four at night for you.", "to": "public"}
    as_(agent).post(f"/desk/{case.pk}/write/", words_of_hers)
    as_(agent).post(f"/desk/{case.pk}/resolve/", ending)
    at("17:05")
    case.refresh_from_db()
    assert (case.state, case.resolved_by) == (CaseState.RESOLVED, agent)
    assert f"Nienke Postma resolved your question: {TITLE}" in letters_to(asker, mailoutbox)
    page = read(Client(), question.path())
    assert "We moved the restart to the night." in page
    assert "Nienke" in page

    reply = Answer.objects.get(question=question)
    as_(asker).post(f"/answers/{reply.pk}/solution/", {"on": "1"})
    at("17:10")
    question.refresh_from_db()
    assert question.state == "solved"
    assert [row.title for row in Question.objects.solved().filter(author=asker)] == [TITLE]
    assert letters_to(lead, mailoutbox) == []
