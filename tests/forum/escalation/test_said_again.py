"""What the asker can say of a case webcare has: that it became urgent, and after a slip that it is not solved; once."""

import re

import pytest

from community.events.models import Event
from community.notifications.models import Notification
from forum.actions.accept import accept_answer
from forum.escalation.actions.call_webcare import call_webcare
from forum.models import Question
from forum.rules import NotAllowed
from forum.webcare.actions.own import take_case
from forum.webcare.actions.prioritise import prioritise
from forum.webcare.actions.reply import reply
from forum.webcare.actions.snooze import snooze
from forum.webcare.actions.watch_case import watch
from forum.webcare.models import Case, CaseReason, CaseState, Priority
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
MAIN = re.compile(r'class="button button-primary" name="reason" value="not_solved"')
FIRST, ALREADY = "puts your question before the others", "You said so already"


@pytest.fixture
def at(at):
    at("09:10")
    return at


@pytest.fixture
def read(client, question):
    def page(reader) -> str:
        client.force_login(reader)
        return re.sub(r"\s+", " ", client.get(Question.objects.get(pk=question.pk).path()).content.decode())

    return page


@pytest.fixture
def say(client, question, asker):
    """Press, and read the page it leads to."""

    def post(reason: str, who=asker) -> str:
        client.force_login(who)
        return client.post(
            f"/ladder/{question.pk}/webcare/", {"reason": reason}, follow=True
        ).content.decode()

    return post


@pytest.fixture
def owned(question, agent, sweep, at):
    """Nobody knew: webcare has it since five, promised before half past ten, and Nienke owns it."""
    sweep("17:00")
    return take_case(by=agent, case=Case.objects.get(), now=at("17:01"))


def said(kind: str) -> int:
    return Event.objects.filter(kind=kind).count()


def test_it_becomes_urgent_while_webcare_has_it(owned, asker, agent, lead, read, say, at):
    watch(by=lead, case=owned, now=at("17:05"))
    page = read(asker)
    assert 'value="urgent"' in page and "Webcare puts it before the others." in page
    assert FIRST in say("urgent")
    case = Case.objects.get()
    assert (case.priority, case.state, case.due_at) == (Priority.HIGH, CaseState.OWNED, owned.due_at)
    told = Notification.objects.get(kind="case-back", member=agent)
    assert told.details["variant"] == "urgent"
    assert Notification.objects.get(kind="case-watched", member=lead).details["variant"] == "urgent"
    assert "says that it became urgent" in read(asker)
    client_page = read(asker)
    assert 'value="urgent"' not in client_page


def test_from_a_page_that_was_open_since_it_is_said_once(owned, say, agent):
    say("urgent")
    again = say("urgent")
    assert ALREADY in again and FIRST not in again
    assert said("ladder.urgent") == 1
    assert Notification.objects.filter(kind="case-back", member=agent).count() == 1


def test_it_stands_in_the_course_of_the_case(client, owned, agent, say):
    say("urgent")
    client.force_login(agent)
    page = client.get(owned.path()).content.decode()
    assert "The customer says that it became urgent" in page and "High priority" in page


def test_what_the_desk_put_first_itself_is_still_heard(owned, agent, say, at):
    prioritise(by=agent, case=owned, priority=Priority.HIGH, now=at("17:05"))
    assert FIRST in say("urgent")
    assert said("ladder.urgent") == 1 and Notification.objects.filter(kind="case-back").count() == 1


def test_a_case_that_came_as_urgent_is_not_said_to_be_so_again(question, asker, read, say, at):
    assert "Webcare is told. You read here by when they reply." in say("urgent")
    assert 'value="urgent"' not in read(asker)
    assert ALREADY in say("urgent")
    assert (Case.objects.get().priority, said("ladder.urgent")) == (Priority.NORMAL, 0)


def test_after_a_reply_it_goes_first_with_a_new_promise(owned, asker, agent, read, say, sweep, at):
    reply(by=agent, case=owned, body="We look into it at our side.", form_key="k", now=at("17:10"))
    sweep("17:10")
    page = read(asker)
    assert 'value="urgent"' in page and 'value="not_solved"' in page
    at("2026-11-18T09:00")
    assert FIRST in say("urgent")
    case = Case.objects.get()
    assert (case.priority, case.reason, case.state) == (Priority.HIGH, CaseReason.URGENT, CaseState.OWNED)
    assert Notification.objects.filter(kind="case-back", member=agent).count() == 1
    assert ALREADY in say("urgent")


def test_what_was_put_aside_is_at_hand_again(owned, agent, say, sweep, at):
    word = {"word": "The new meter comes on Thursday; then I call you.", "form_key": "k"}
    snooze(by=agent, case=owned, until=local("2026-11-20T10:00"), now=at("17:10"), **word)
    sweep("17:10")
    at("17:20")
    say("urgent")
    case = Case.objects.get()
    assert (case.state, case.snoozed_until, case.priority) == (CaseState.OWNED, None, Priority.HIGH)


def test_still_not_solved_is_the_main_button_until_it_is_said_and_again_when_another_slips(
    question, owned, asker, agent, read, say, sweep, at
):
    for slip, (moment, number) in enumerate((("2026-11-18T10:31", 1), ("2026-11-18T12:35", 2)), start=1):
        sweep(moment)
        at(moment)
        assert MAIN.search(read(asker)), slip
        assert FIRST in say("not_solved")
        case = Case.objects.get()
        assert (case.priority, case.alarm_due_at) == (Priority.HIGH, local(moment))
        page = read(asker)
        assert 'value="not_solved"' not in page and 'value="urgent"' not in page
        assert "You said so: your question goes first at webcare." in page
        assert ALREADY in say("not_solved") and ALREADY in say("urgent")
        assert said("ladder.called_again") == number


def test_what_is_solved_is_not_urgent_while_its_owner_still_has_it(question, owned, asker, helper, read, at):
    answer = make_answer(question=question, by=helper, now=at("17:05"))
    accept_answer(by=asker, answer=answer, now=at("17:10"))
    page = read(asker)
    assert 'value="urgent"' not in page and 'value="not_solved"' in page


def test_a_reply_is_something_new_to_say_it_of(owned, asker, agent, read, say, sweep, at):
    sweep("2026-11-18T10:31")
    at("2026-11-18T10:40")
    say("not_solved")
    reply(
        by=agent,
        case=Case.objects.get(),
        body="Please restart it once.",
        form_key="k",
        now=at("2026-11-18T10:50"),
    )
    sweep("2026-11-18T10:50")
    page = read(asker)
    assert 'value="not_solved"' in page and not MAIN.search(page)
    at("2026-11-18T11:00")
    assert "Webcare is told. You read here" in say("not_solved")
    assert Notification.objects.filter(kind="case-back", member=agent).exists()


@pytest.mark.parametrize(
    "person", ["helper", "stranger", "employee", "agent", "lead", "moderator", "manager"]
)
def test_nobody_else_says_it(request, question, owned, say, person, now):
    member = request.getfixturevalue(person)
    say("urgent", member)
    with pytest.raises(NotAllowed):
        call_webcare(by=member, question=question, reason=CaseReason.URGENT, now=now)
    assert Case.objects.get().priority == Priority.NORMAL and said("ladder.urgent") == 0


def test_the_page_stays_within_its_budget(client, owned, asker, say, django_assert_max_num_queries):
    say("urgent")
    client.force_login(asker)
    path = Question.objects.get().path()
    client.get(path)
    with django_assert_max_num_queries(6):
        client.get(path)
