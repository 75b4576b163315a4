"""Solved in private: the asker says so, and every page says the same; nothing is offered that makes no sense."""

import re
from datetime import timedelta

import pytest

from community.events.models import Event
from community.lib import clock
from community.notifications.models import Notification
from forum.escalation.actions.ask_privately import ask_privately
from forum.escalation.actions.confirm_check import confirm_check
from forum.escalation.actions.say_solved import say_solved
from forum.escalation.checking import ask_checks
from forum.escalation.models import Check, CheckState, Felt
from forum.models import Question, Status
from forum.rules import NotAllowed
from forum.webcare.actions.open_again import open_again
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.actions.talk import say_privately
from forum.webcare.models import Case, CaseState
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
LINE = "The bill was put right."
SAYS_SO = "says so, with help from webcare."


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """Moves the clock to a moment of that Tuesday, or of any day."""

    def move(moment: str):
        now = local(moment if "T" in moment else f"2026-11-17T{moment}")
        monkeypatch.setattr(clock, "now", lambda: now)
        return now

    move("12:00")
    return move


@pytest.fixture
def talking(question, asker, agent, sweep):
    """Asked privately at ten; Nienke owns it and wrote in private at half past."""
    ask_privately(
        by=asker, question=question, body="It is about my bill.", form_key="a", now=local("2026-11-17T10:00")
    )
    case = take_case(by=agent, case=Case.objects.get(), now=local("2026-11-17T10:10"))
    say_privately(
        by=agent, case=case, body="You get 20 euro back.", form_key="p", now=local("2026-11-17T10:30")
    )
    sweep("10:35")
    return Case.objects.get()


@pytest.fixture
def resolved(talking, agent, sweep):
    resolve_case(
        by=agent, case=talking, cause="A wrong bill", learned="", public_line=LINE,
        now=local("2026-11-17T11:00"),
    )  # fmt: skip
    sweep("11:05")
    return Case.objects.get()


@pytest.fixture
def read(client, question):
    def page(reader=None) -> str:
        client.logout() if reader is None else client.force_login(reader)
        html = client.get(Question.objects.get(pk=question.pk).path()).content.decode()
        return re.sub(r"\s+", " ", html.partition("<main")[2].partition("</main>")[0])

    return page


def ways(page: str) -> list[str]:
    """What the panel under the question offers, in order."""
    panel = page.partition('class="bare ways-on"')[2].partition("</ul>")[0]
    words = re.findall(r"<(?:button|a) [^>]*>(.*?)</(?:button|a)>", panel)
    return [re.sub(r"<.*?>", "", one).strip() for one in words]


def test_while_they_talk_nothing_is_said_of_answers_there_are_none_of(talking, asker, read):
    page = read(asker)
    assert ways(page) == ["Yes, it is solved", "I found it myself", "Still not solved"]
    assert "This solved it" not in page and "Webcare takes it over" not in page
    assert "Webcare reads that it did not help, and goes on with it." in page
    assert page.count(f"/private/{talking.pk}/") == 1 and "Ask webcare privately" not in page
    for reader in (asker, None):
        page = read(reader)
        assert "Webcare replied in private." in page and "Waiting for an answer" not in page


def test_resolved_in_private_there_is_yes_and_no(resolved, asker, stranger, read):
    page = read(asker)
    assert ways(page) == ["Yes, it is solved", "Still not solved"]
    assert LINE in page and "Is it solved?" in page and "This solved it" not in page
    assert ways(read(stranger)) == ways(read()) == []


def test_an_answer_on_the_page_can_still_be_named(talking, question, asker, agent, read, sweep):
    reply(by=agent, case=talking, body="We talk on in private.", form_key="r", now=local("2026-11-17T10:40"))
    resolve_case(
        by=agent, case=Case.objects.get(), cause="A wrong bill", learned="", public_line=LINE,
        now=local("2026-11-17T11:00"),
    )  # fmt: skip
    page = read(asker)
    assert ways(page) == ["Yes, it is solved", "Still not solved"]
    assert "When an answer on this page helped, press “This solved it” under it." in page


def test_yes_is_one_press_and_every_page_says_the_same(client, resolved, question, asker, read, sweep):
    client.force_login(asker)
    for _twice in range(2):
        done = client.post(f"/ladder/{question.pk}/solved/")
        assert (done.status_code, done["Location"]) == (302, question.path())
    question.refresh_from_db()
    assert (question.status, question.state, question.accepted_count) == (Status.SOLVED, "solved", 0)
    assert Event.objects.filter(kind="question.solved", actor=asker).count() == 1
    sweep("12:01")
    for reader in (None, asker):
        page = read(reader)
        assert "verdict-solved" in page and f"{asker.name.split()[0]} {SAYS_SO}" in page
        assert LINE in page and "said that it is solved" in page
        assert "not accepted yet" not in page and "Is it solved?" not in page
    assert ways(read(asker)) == ["Still not solved"] and "Not solved after all?" in read(asker)
    row = client.get("/questions/?state=solved").content.decode()
    assert question.title in row and "Webcare helped" in row and "mark-solved" in row
    assert question.title not in client.get("/questions/?state=unsolved").content.decode()
    assert question.title not in client.get("/questions/?state=unanswered").content.decode()


def test_a_week_later_it_is_asked_and_the_glad_check_stands_beside_it(resolved, question, asker, read, sweep):
    say_solved(by=asker, question=question, now=clock.now())
    sweep("12:01")
    check = Check.objects.get()
    assert (check.state, check.due_at) == (CheckState.PLANNED, resolved.resolved_at + timedelta(days=7))


def test_a_glad_check_solves_what_webcare_resolved(resolved, question, asker, agent, helper, read, at, sweep):
    make_answer(question=question, by=helper, now=local("2026-11-17T11:30"))
    sweep("11:31")
    now = at("2026-11-24T12:00")
    ask_checks(now)
    confirm_check(by=asker, check=Check.objects.get(), still_solved=True, felt=Felt.GLAD, now=now)
    sweep("2026-11-24T12:01")
    question.refresh_from_db()
    assert question.state == "solved" and Case.objects.get().state == CaseState.CHECKED
    page = read(asker)
    assert "7 days later: still solved, and helped well." in page and SAYS_SO in page
    assert "Is it solved?" not in page and "not accepted yet" not in page and LINE in page
    assert ways(page) == ["Still not solved"]
    assert Event.objects.filter(kind="check.confirmed").count() == 1
    assert not Event.objects.filter(kind="question.solved").exists()


def test_saying_it_while_they_talk_tells_the_owner(talking, question, asker, agent, read, sweep):
    say_solved(by=asker, question=question, now=clock.now())
    sweep("12:01")
    case = Case.objects.get()
    assert (case.state, case.due_at) == (CaseState.WAITING, None)
    assert Notification.objects.filter(member=agent, kind="case-overtaken").count() == 1
    assert "You hear from us again" not in read(asker)


def test_still_not_solved_takes_it_back(client, resolved, question, asker, agent, read, sweep):
    say_solved(by=asker, question=question, now=clock.now())
    sweep("12:01")
    client.force_login(asker)
    client.post(f"/ladder/{question.pk}/webcare/", {"reason": "not_solved"})
    question.refresh_from_db()
    case = Case.objects.get()
    assert (question.state, case.state, case.owner) == ("open", CaseState.OWNED, agent)
    page = read()
    assert "Not solved after all" in page and SAYS_SO not in page and "Webcare answers before" in page


def test_no_at_the_check_takes_it_back(resolved, question, asker, at, sweep):
    say_solved(by=asker, question=question, now=clock.now())
    sweep("12:01")
    now = at("2026-11-24T12:00")
    ask_checks(now)
    confirm_check(by=asker, check=Check.objects.get(), still_solved=False, now=now)
    question.refresh_from_db()
    assert (question.status, Case.objects.get().state) == (Status.OPEN, CaseState.OWNED)
    assert Event.objects.filter(kind="check.denied").count() == 1
    assert not Event.objects.filter(kind="question.unsolved").exists()


def test_a_case_that_the_desk_opens_again_is_solved_no_more(resolved, question, asker, agent, sweep):
    say_solved(by=asker, question=question, now=clock.now())
    sweep("12:01")
    open_again(
        by=agent, case=Case.objects.get(), reason="The refund bounced", now=local("2026-11-17T13:00"),
        due_at=local("2026-11-17T15:00"), alarm_at=local("2026-11-17T14:00"),
    )  # fmt: skip
    sweep("13:01")
    question.refresh_from_db()
    assert question.status == Status.OPEN and Case.objects.get().state == CaseState.OWNED


def test_where_nobody_helped_in_private_there_is_an_answer_to_name(question, asker, helper, read, sweep):
    make_answer(question=question, by=helper, now=local("2026-11-17T09:30"))
    sweep("09:31")
    assert "Yes, it is solved" not in ways(read(asker))
    with pytest.raises(NotAllowed):
        say_solved(by=asker, question=question, now=clock.now())


def test_it_is_said_where_they_talk_as_well(client, resolved, question, asker):
    client.force_login(asker)
    path = f"/private/{resolved.pk}/"
    assert f'action="/ladder/{question.pk}/solved/"' in client.get(path).content.decode()
    client.post(f"/ladder/{question.pk}/solved/")
    assert "/solved/" not in client.get(path).content.decode()


@pytest.mark.parametrize("role", ["helper", "employee", "agent", "lead", "moderator", "manager", "stranger"])
def test_nobody_else_says_it(client, resolved, question, request, role):
    client.force_login(request.getfixturevalue(role))
    client.post(f"/ladder/{question.pk}/solved/")
    assert Question.objects.get().status == Status.OPEN
