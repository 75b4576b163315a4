"""What the asker reads and can press on the page of their question: by form, without script, and nobody else."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from community.events.models import Event
from community.lib import clock
from community.notifications.models import Notification
from forum.actions.accept import accept_answer
from forum.escalation.actions.call_webcare import call_webcare
from forum.escalation.actions.not_yet import say_not_yet
from forum.models import Answer, Comment, Question, Status
from forum.webcare.actions.own import take_case
from forum.webcare.actions.reply import reply
from forum.webcare.models import Case, CaseReason, CaseState, Priority, PrivateMessage
from reputation.models import Entry
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
MAIN = re.compile(r'class="button button-primary" name="reason" value="not_solved"')
NOBODY_ELSE = ["helper", "stranger", "employee", "agent", "lead", "moderator", "manager"]


@pytest.fixture
def at(at):
    at("09:10")
    return at


@pytest.fixture
def read(client, question, at):
    def page(reader=None) -> str:
        if reader is None:
            client.logout()
        else:
            client.force_login(reader)
        html = client.get(Question.objects.get(pk=question.pk).path()).content.decode()
        return re.sub(r"\s+", " ", html)

    return page


@pytest.fixture
def press(client, question, at):
    def post(who, verb: str, **typed):
        client.force_login(who)
        return client.post(f"/ladder/{question.pk}/{verb}/", typed)

    return post


@pytest.fixture
def replied(question, asker, agent, sweep):
    """Called at ten, Nienke owns it and wrote at half past."""
    call_webcare(by=asker, question=question, reason=CaseReason.URGENT, now=local("2026-11-17T10:00"))
    case = take_case(by=agent, case=Case.objects.get(), now=local("2026-11-17T10:10"))
    reply(
        by=agent, case=case, body="We look into it at our side.", form_key="k", now=local("2026-11-17T10:30")
    )
    return case


def test_after_a_reply_the_asker_reads_by_when_they_hear_again_before_the_sweep_came_by(
    replied, asker, stranger, read, at, sweep
):
    at("10:30")
    assert Case.objects.get().due_at is None
    before = read(asker)
    assert "You hear from us again before" in before and ">Wednesday 10:30</time>." in before
    assert "Webcare writes again" in before
    sweep("10:30")
    for who, words in (
        (asker, "You hear from us again"),
        (stranger, "Webcare writes again"),
        (None, "Webcare"),
    ):
        page = read(who)
        assert words in page and ">Wednesday 10:30</time>" in page


def test_it_is_said_in_the_askers_own_zone(replied, asker, read, at):
    asker.time_zone = "America/New_York"
    asker.save()
    at("10:30")
    assert ">Wednesday 04:30</time>" in read(asker)


def test_when_it_slipped_the_new_time_and_still_not_solved_are_what_stands_out(
    replied, asker, stranger, read, at, sweep
):
    at("10:30")
    sweep("10:30")
    assert not MAIN.search(read(asker))
    at("2026-11-18T10:31")
    sweep("2026-11-18T10:31")
    page = read(asker)
    assert "We promised to be back before" in page and "that did not happen" in page
    assert "You hear from us again before" in page and ">12:31</time>" in page.replace("Wednesday ", "")
    assert len(MAIN.findall(page)) == 1
    assert not MAIN.search(read(stranger)) and not MAIN.search(read(None))


def test_pressing_it_puts_the_case_first_and_tells_the_lead_once(question, asker, lead, press, at, sweep):
    sweep("17:00")
    sweep("2026-11-18T10:30")
    at("2026-11-18T10:40")
    for _time in range(2):
        assert press(asker, "webcare", reason="not_solved").status_code == 302
    case = Case.objects.get()
    assert (case.priority, case.alarm_due_at) == (Priority.HIGH, local("2026-11-18T10:40"))
    assert Event.objects.filter(kind="ladder.called_again", actor=asker).count() == 1


def test_after_an_answer_that_failed_still_not_solved_is_the_main_action(
    question, asker, helper, read, press, at, sweep
):
    make_answer(question=question, by=helper, now=local("2026-11-17T09:30"))
    sweep("09:30")
    calm = read(asker)
    assert not MAIN.search(calm)
    assert all(words in calm for words in ("Not yet", "Still not solved", "I found it myself"))
    at("10:00")
    say_not_yet(by=asker, question=question, now=clock.now())
    assert MAIN.search(read(asker))
    assert press(asker, "webcare", reason="not_solved").status_code == 302
    assert Case.objects.get().reason == CaseReason.NOT_SOLVED
    # Webcare is at it: there is nothing left to press about that.
    assert 'value="not_solved"' not in read(asker)


def test_while_nobody_answered_it_can_become_urgent(question, asker, read, sweep):
    sweep("09:00")
    page = read(asker)
    assert 'value="urgent"' in page and "Ask webcare privately" in page and "I found it myself" in page
    assert 'value="not_solved"' not in page and "/not-yet/" not in page


def test_a_solved_question_only_asks_whether_it_is_not_solved_after_all(question, asker, helper, read, at):
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T09:05"))
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T09:06"))
    page = read(asker)
    assert 'value="not_solved"' in page and not MAIN.search(page)
    assert "/found/" not in page and 'value="urgent"' not in page and "/private/" not in page


@pytest.mark.parametrize("person", NOBODY_ELSE)
@pytest.mark.parametrize("verb", ["found", "not-yet", "private", "webcare"])
def test_nobody_but_the_asker(request, question, press, client, person, verb):
    who = request.getfixturevalue(person)
    assert (
        press(who, verb, note="It was the cable.", body="My number is 12.", reason="urgent").status_code
        == 302
    )
    if verb != "webcare":
        assert client.get(f"/ladder/{question.pk}/{verb}/").status_code == 302
    assert not Case.objects.exists() and not Answer.objects.exists() and not Comment.objects.exists()
    assert Question.objects.get().status == Status.OPEN


@pytest.mark.parametrize("verb", ["found", "not-yet", "private"])
def test_a_visitor_signs_in_and_what_was_typed_waits(client, question, asker, at, verb):
    reply = client.post(
        f"/ladder/{question.pk}/{verb}/", {"note": "The cable, I typed", "body": "The cable, I typed"}
    )
    assert reply.status_code == 302 and reply.url.startswith("/accounts/login/")
    client.force_login(asker)
    waiting = parse_qs(urlsplit(reply.url).query)["next"][0]
    assert waiting.startswith(f"/ladder/{question.pk}/{verb}/")
    assert "The cable, I typed" in client.get(waiting).content.decode()


def test_who_found_it_says_what_it_was_and_that_solves_it_without_points(question, asker, press, sweep):
    press(asker, "webcare", reason="urgent")
    reply = press(asker, "found", note="The cable in the cupboard was loose.")
    assert reply.status_code == 302
    answer = Answer.objects.get()
    assert (answer.author, answer.accepted_by, answer.body) == (
        asker, asker, "The cable in the cupboard was loose.",
    )  # fmt: skip
    assert not Entry.objects.exists()
    sweep("09:10")
    case = Case.objects.get()
    assert (case.state, case.cause) == (CaseState.CLOSED, "by the crowd")


def test_a_few_words_are_enough(question, asker, press):
    press(asker, "found", note="a loose cable")
    assert Answer.objects.get().body == "I found it myself: a loose cable"


def test_without_words_it_closes_and_the_owner_of_a_case_is_told(question, asker, agent, press, at, sweep):
    press(asker, "webcare", reason="urgent")
    take_case(by=agent, case=Case.objects.get(), now=clock.now())
    press(asker, "found", note="")
    stored = Question.objects.get()
    assert (stored.state, stored.closed_as, stored.status_reason) == (
        "closed",
        "not_needed",
        "I found it myself.",
    )
    sweep("09:11")
    case = Case.objects.get()
    assert (case.state, case.due_at, case.alarm_due_at) == (CaseState.OWNED, None, None)
    assert Notification.objects.filter(kind="case-overtaken", member=agent).count() == 1


def test_without_words_an_unowned_case_closes_by_the_crowd(question, asker, press, sweep):
    press(asker, "webcare", reason="urgent")
    press(asker, "found", note="")
    sweep("09:11")
    assert (Case.objects.get().state, Case.objects.get().cause) == (CaseState.CLOSED, "by the crowd")


def test_words_that_will_not_do_come_back(question, asker, press):
    reply = press(asker, "found", note="[](https://example.com/) [](https://example.com/)")
    assert reply.status_code == 400
    assert "[](https://example.com/)" in reply.content.decode()
    assert not Answer.objects.exists()


def test_what_is_solved_is_not_found_again(question, asker, press):
    press(asker, "found", note="The cable in the cupboard was loose.")
    press(asker, "found", note="It was something else altogether.")
    assert Answer.objects.count() == 1


def test_not_yet_from_the_page_says_what_is_missing(question, asker, helper, press, at, sweep, climb_of):
    make_answer(question=question, by=helper, now=local("2026-11-17T09:30"))
    sweep("09:30")
    at("10:00")
    assert press(asker, "not-yet", note="It still drops at nine.").status_code == 302
    assert Comment.objects.get().body == "It still drops at nine."
    assert climb_of(question).course == "climbing"


def test_what_is_missing_is_said_once_however_often_it_is_pressed(question, asker, helper, press, client, at):
    make_answer(question=question, by=helper, now=local("2026-11-17T09:30"))
    at("10:00")
    client.force_login(asker)
    form = client.get(f"/ladder/{question.pk}/not-yet/").content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', form)[1]
    # What will not do comes back with the same key.
    refused = press(asker, "not-yet", note="no " * 400, form_key=key)
    assert refused.status_code == 400 and f'name="form_key" value="{key}"' in refused.content.decode()
    for _press in range(2):
        assert press(asker, "not-yet", note="It still drops at nine.", form_key=key).status_code == 302
    assert Comment.objects.count() == 1


def test_asking_privately_opens_a_case_whose_words_nobody_else_reads(
    question, asker, stranger, agent, press, read, at, sweep
):
    reply = press(asker, "private", body="My customer number is 4711 on the bill.", form_key="f")
    case = Case.objects.get()
    assert reply.url == f"/private/{case.pk}/"
    assert (case.reason, case.state, case.private_by) == (CaseReason.PRIVATE, CaseState.OPEN, asker)
    assert case.due_at == local("2026-11-17T11:10")
    assert PrivateMessage.objects.get().is_customers
    press(asker, "private", body="My customer number is 4711 on the bill.", form_key="f")
    assert PrivateMessage.objects.count() == 1
    sweep("09:10")
    for who in (None, stranger, asker):
        page = read(who)
        assert "4711" not in page
        assert "private" in page
    assert f"/private/{case.pk}/" in read(asker)


def test_asking_privately_keeps_what_was_typed_when_it_will_not_do(question, asker, press):
    reply = press(asker, "private", body="?")
    assert reply.status_code == 400 and not Case.objects.exists()
    assert 'id="fault"' in reply.content.decode()


def test_an_open_case_is_not_opened_twice_for_a_private_word(replied, question, asker, press, at, sweep):
    at("11:00")
    sweep("11:00")
    press(asker, "private", body="It is about my bill of May.")
    sweep("11:00")
    case = Case.objects.get()
    assert (case.state, case.reason, case.due_at) == (
        CaseState.OWNED, CaseReason.URGENT, local("2026-11-17T13:00"),
    )  # fmt: skip


@pytest.mark.parametrize("person", ["asker", "stranger", None])
def test_a_page_with_a_case_stays_within_its_budget(
    request, client, replied, question, person, at, sweep, django_assert_max_num_queries
):
    at("10:31")
    sweep("10:31")
    if person:
        client.force_login(request.getfixturevalue(person))
    path = Question.objects.get().path()
    client.get(path)
    with django_assert_max_num_queries(6):
        client.get(path)


def test_what_was_typed_for_webcare_alone_is_kept_whatever_became_of_the_question(
    client, question, asker, helper, press, at
):
    client.force_login(asker)
    onward = client.post(
        f"/questions/{question.pk}/answers/",
        {"body": "My number is 06-12345678, call me.", "guard": "privately"},
    )
    answer = make_answer(question=question, by=helper, now=clock.now())
    accept_answer(by=asker, answer=answer, now=clock.now())
    page = client.get(onward["Location"])
    assert page.status_code == 400
    assert "06-12345678" in page.content.decode() and "is solved or closed" in page.content.decode()
    reply = press(asker, "private", body="My number is 06-12345678, call me.")
    assert reply.status_code == 400 and "06-12345678" in reply.content.decode()


def test_where_a_private_talk_is_open_the_words_go_there(client, question, asker, press, at):
    press(asker, "private", body="It is about my bill of May.")
    case = Case.objects.get()
    client.force_login(asker)
    onward = client.post(
        f"/questions/{question.pk}/answers/",
        {"body": "My number is 06-12345678, call me.", "guard": "privately"},
    )
    there = client.get(onward["Location"])
    assert there["Location"].startswith(f"/private/{case.pk}/?draft=parked-")
    assert "06-12345678" in client.get(there["Location"]).content.decode()
