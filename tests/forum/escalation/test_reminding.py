"""After two and five days the asker of an answered question is asked whether it is solved: one click, no sign-in."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from community.events.models import Event
from community.lib import clock, throttle
from community.notifications.letters import deliver
from community.notifications.models import Notification
from forum.actions.accept import accept_answer
from forum.actions.ask_details import ask_for_details
from forum.actions.curate import lock_question
from forum.escalation import reminding
from forum.escalation.ladder import Course, Rung
from forum.escalation.models import Policy
from forum.models import Answer, Comment
from tests.builders import make_answer, make_comment, make_question
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
KIND_TITLE = "Whether an answer solved my question"


@pytest.fixture
def answered(question, helper, sweep):
    """Asked on Tuesday at nine, answered at ten."""
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    sweep("10:00")
    return answer


def remind(moment: str) -> int:
    return reminding.remind(local(moment))


def asked(member) -> int:
    return Notification.objects.filter(kind="solved-yet", member=member).count()


def test_after_two_days_and_after_five_and_never_again(question, asker, answered, climb_of):
    assert [remind(moment) for moment in ("2026-11-19T09:59", "2026-11-19T10:00", "2026-11-19T10:00")] == [
        0,
        1,
        0,
    ]
    assert [remind(moment) for moment in ("2026-11-22T09:59", "2026-11-22T10:00", "2026-12-10T10:00")] == [
        0,
        1,
        0,
    ]
    assert asked(asker) == 2
    assert climb_of(question).remind_due_at is None


def test_a_worker_that_was_down_for_a_week_sends_one_and_the_second_two_days_later(asker, answered):
    assert remind("2026-11-26T10:00") == 1
    assert remind("2026-11-28T09:59") == 0
    assert remind("2026-11-28T10:00") == 1
    assert asked(asker) == 2


def test_after_two_weeks_of_silence_the_asker_is_left_in_peace(asker, answered, climb_of, question):
    assert remind("2026-12-01T10:00") == 0
    assert (asked(asker), climb_of(question).remind_due_at) == (0, None)


def test_a_solved_question_asks_nothing(question, asker, answered, sweep):
    accept_answer(by=asker, answer=answered, now=local("2026-11-18T10:00"))
    sweep("2026-11-18T10:00")
    assert remind("2026-11-25T10:00") == 0


def test_a_question_solved_a_moment_before_is_not_asked_about(question, asker, answered):
    # The sweep has not followed the acceptance yet.
    accept_answer(by=asker, answer=answered, now=local("2026-11-19T10:00"))
    assert remind("2026-11-19T10:00") == 0
    assert asked(asker) == 0


def test_what_was_asked_clears_itself_when_it_is_solved(question, asker, answered, sweep):
    remind("2026-11-19T10:00")
    accept_answer(by=asker, answer=answered, now=local("2026-11-19T11:00"))
    sweep("2026-11-19T11:00")
    assert Notification.objects.get(kind="solved-yet").read_at is not None


def test_an_asker_who_asked_back_waits_for_a_reply_and_is_not_asked(
    question, asker, answered, sweep, climb_of
):
    make_comment(question=question, by=asker, body="Which socket do you mean?", now=local("2026-11-17T17:00"))
    sweep("17:00")
    assert climb_of(question).remind_due_at is None


def test_a_later_answer_gives_the_asker_time_to_try_it(question, asker, employee, answered, sweep, climb_of):
    make_answer(question=question, by=employee, now=local("2026-11-18T15:00"))
    sweep("2026-11-18T15:00")
    assert climb_of(question).remind_due_at == local("2026-11-20T15:00")


def test_so_does_a_reply_to_what_the_asker_asked_back(question, asker, helper, answered, sweep, climb_of):
    make_comment(question=question, by=asker, body="With which cable?", now=local("2026-11-18T15:00"))
    sweep("2026-11-18T15:00")
    make_comment(question=question, by=helper, body="With the yellow one.", now=local("2026-11-18T16:00"))
    sweep("2026-11-18T16:00")
    assert climb_of(question).remind_due_at == local("2026-11-20T16:00")
    assert [remind(f"2026-11-{day}T16:00") for day in (20, 22, 23)] == [1, 0, 1]


def test_what_waits_for_details_is_not_asked_about_until_two_days_after_they_came(
    question, asker, agent, answered, sweep, climb_of
):
    ask_for_details(by=agent, question=question, note="Which box is it?", now=local("2026-11-18T10:00"))
    sweep("2026-11-18T10:00")
    assert (remind("2026-11-19T10:00"), climb_of(question).reminders) == (0, 0)
    make_comment(question=question, by=asker, body="It is the white one.", now=local("2026-11-20T12:00"))
    sweep("2026-11-20T12:00")
    assert [remind(moment) for moment in ("2026-11-20T12:05", "2026-11-22T12:00", "2026-11-25T12:00")] == [
        0,
        1,
        1,
    ]


def test_what_was_locked_is_asked_about_two_days_after_it_was_opened(
    question, moderator, answered, sweep, climb_of
):
    for on, day in ((True, 18), (False, 24)):
        reason, now = "It gets heated here", local(f"2026-11-{day}T10:00")
        lock_question(by=moderator, question=question, on=on, reason=reason, now=now)
        sweep(f"2026-11-{day}T10:00")
        assert remind(f"2026-11-{day + 1}T10:00") == 0
    assert climb_of(question).reminders == 0
    assert remind("2026-11-26T10:00") == 1


def test_after_not_yet_a_new_answer_begins_anew_but_never_within_two_days(
    question, asker, employee, answered, sweep, climb_of
):
    remind("2026-11-19T10:00")
    posted(question, asker, say="not-yet", at="2026-11-19T11:00")
    assert climb_of(question).course == Course.CLIMBING
    Policy.objects.create(board=question.board, remind_after_days=1, remind_again_after_days=0)
    make_answer(question=question, by=employee, now=local("2026-11-19T12:00"))
    sweep("2026-11-19T12:00")
    assert climb_of(question).remind_due_at == local("2026-11-21T10:00")


def test_two_questions_of_one_asker_are_asked_about_each_on_its_own(board, asker, helper, sweep):
    for hour in ("10:00", "12:00"):
        question = make_question(board=board, by=asker, now=local("2026-11-17T09:00"))
        make_answer(question=question, by=helper, now=local(f"2026-11-17T{hour}"))
    sweep("12:00")
    assert remind("2026-11-19T12:00") == 2


def test_one_that_fails_does_not_keep_the_others_waiting(board, asker, helper, sweep, monkeypatch):
    questions = [make_question(board=board, by=asker, now=local("2026-11-17T09:00")) for _ in range(2)]
    for question in questions:
        make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    sweep("10:00")
    real = reminding.token_for

    def break_first(question, member):
        if question.pk == questions[0].pk:
            raise RuntimeError("broken")
        return real(question, member)

    with monkeypatch.context() as broken:
        broken.setattr(reminding, "token_for", break_first)
        assert remind("2026-11-19T10:00") == 1
    assert remind("2026-11-19T10:05") == 1


@pytest.mark.parametrize(("first", "again", "times"), [(0, 0, 0), (2, 0, 1), (2, 5, 2)])
def test_a_manager_sets_how_often(board, asker, helper, sweep, first, again, times):
    Policy.objects.create(board=board, remind_after_days=first, remind_again_after_days=again)
    question = make_question(board=board, by=asker, now=local("2026-11-17T09:00"))
    make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    sweep("10:00")
    for day in range(18, 30):
        remind(f"2026-11-{day}T12:00")
    assert asked(asker) == times


def test_what_was_planned_is_not_sent_once_a_manager_stopped_it(question, asker, answered, climb_of):
    Policy.objects.create(board=question.board, remind_after_days=0)
    assert (remind("2026-11-19T10:00"), asked(asker)) == (0, 0)
    assert (climb_of(question).remind_due_at, climb_of(question).reminders) == (None, 0)


def test_a_closed_account_is_not_written_to(asker, answered):
    asker.is_active = False
    asker.save()
    assert remind("2026-11-19T10:00") == 0


def test_the_letter_has_a_link_for_each_reply(asker, answered, mailoutbox):
    remind("2026-11-19T10:00")
    deliver(local("2026-11-19T10:00"))
    (letter,) = [one for one in mailoutbox if "solved" in one.subject]
    assert letter.subject.startswith("Is it solved by now? ")
    page = letter.alternatives[0][0]
    for end in ("?say=solved", "?say=not-yet", "?say=missing"):
        assert re.search(rf"/solved-yet/[^ /]+/{re.escape(end)}", letter.body)
        assert re.search(rf'href="http[^"]+/solved-yet/[^"/]+/{re.escape(end)}"', page)
    assert "Read it on the site" not in page


def test_the_letter_quotes_the_answer_as_it_is_now_names_who_wrote_it_and_leads_to_the_question(
    question, asker, helper, answered, mailoutbox
):
    remind("2026-11-19T10:00")
    Answer.objects.update(body_html="<p>Plug it into <b>LAN 1</b>.</p><ul><li>Then wait.</li></ul>")
    deliver(local("2026-11-19T10:00"))
    (letter,) = [one for one in mailoutbox if "solved" in one.subject]
    page = letter.alternatives[0][0]
    for words in (letter.body, page):
        assert "Plug it into LAN 1. Then wait." in words and helper.name in words
        assert f"http://127.0.0.1:8000{question.path()}" in words
        assert "What you say is missing stands under your question" in words
    assert f"You get this because “{KIND_TITLE}” is on in your choices." in letter.body


def test_a_letter_about_an_answer_that_is_gone_quotes_nothing(question, asker, answered, mailoutbox):
    remind("2026-11-19T10:00")
    Answer.objects.update(hidden_at=local("2026-11-19T10:00"))
    deliver(local("2026-11-19T10:00"))
    (letter,) = [one for one in mailoutbox if "solved" in one.subject]
    assert answered.body[:20] not in letter.body and question.path() in letter.body


def address(question, member) -> str:
    return f"/solved-yet/{reminding.token_for(question, member)}/"


def posted(question, member, *, at: str = "2026-11-19T11:00", **fields):
    """What a press on the page does, from a browser nobody is signed in to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: local(at))
        return Client(enforce_csrf_checks=True).post(address(question, member), fields)


@pytest.mark.parametrize("end", ["", "?say=solved", "?say=not-yet", "?say=missing"])
def test_opening_the_link_does_nothing_but_show_the_buttons(question, asker, answered, climb_of, end):
    events = Event.objects.count()
    page = Client().get(address(question, asker) + end)
    assert page.status_code == 200
    assert 'name="say"' in page.content.decode()
    assert (Event.objects.count(), climb_of(question).course) == (events, Course.RESTING)


@pytest.mark.parametrize(
    ("say", "heading", "button"),
    [
        ("solved", "Did this solve it?", "Yes, this solved it"),
        ("not-yet", "Not solved yet?", "Not yet, go on looking"),
        ("missing", "What is missing?", "This is missing"),
    ],
)
def test_the_page_leads_with_what_was_pressed_in_the_letter(question, asker, answered, say, heading, button):
    main = main_of(Client().get(f"{address(question, asker)}?say={say}"))
    assert f"<h1>{heading}</h1>" in main
    assert re.findall(r'button-primary"[^>]*>([^<]+)<', main) == [button]
    # The others are a line below.
    assert set(re.findall(r'href="\?say=([^"]+)"', main)) == {"solved", "not-yet", "missing"} - {say}


def test_the_latest_answer_leads_and_the_others_can_be_named_too(question, asker, employee, answered, sweep):
    later = make_answer(
        question=question, by=employee, body="Change the cable of the box.", now=local("2026-11-17T12:00")
    )
    main = main_of(Client().get(f"{address(question, asker)}?say=solved"))
    assert main.index(later.body) < main.index("Another answer solved it") < main.index(answered.body[:20])
    assert main.count("button-primary") == 1


def main_of(page) -> str:
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def test_solved_by_this_answer(question, asker, answered):
    reply = posted(question, asker, say="solved", answer=answered.pk)
    assert reply.status_code == 302
    answer = Answer.objects.get()
    assert (answer.accepted_by, answer.accepted_at) == (asker, local("2026-11-19T11:00"))
    assert "It is solved" in Client().get(reply.url).content.decode()


def test_not_yet_climbs_on_from_where_it_was(question, asker, answered, sweep, climb_of):
    reply = posted(question, asker, say="not-yet")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: local("2026-11-19T11:00"))
        page = Client().get(reply.url).content.decode()
    assert "Then we go on looking" in page and "You have an answer before" in page
    # Of the two hours before the helpers are asked one was used.
    assert climb_of(question).next_due_at == local("2026-11-19T12:00")
    assert sweep("2026-11-19T12:00").steps == [Rung.HELPERS]


def test_what_is_missing_is_read_under_the_question_once(question, asker, answered, climb_of):
    for _press in range(2):
        posted(question, asker, say="missing", missing="It still drops at nine.", form_key="once")
    comment = Comment.objects.get()
    assert (comment.author, comment.body) == (asker, "It still drops at nine.")
    assert climb_of(question).course == Course.CLIMBING


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"say": "missing", "missing": "  "}, "Say in a few words what is missing."),
        ({"say": "solved"}, "Choose the answer that solved it."),
        ({"say": "solved", "answer": "99999"}, "Choose the answer that solved it."),
        ({"say": "solved", "answer": "x"}, "Choose the answer that solved it."),
        ({"say": "anything"}, "Press one of the buttons."),
        ({}, "Press one of the buttons."),
    ],
)
def test_what_does_not_make_sense_is_told_in_place(question, asker, answered, climb_of, fields, said):
    page = posted(question, asker, **fields)
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode() and said in page.content.decode()
    assert climb_of(question).course == Course.RESTING


def test_an_answer_to_another_question_can_not_be_named(question, board, asker, helper, answered, now):
    other = make_question(board=board, by=asker, now=now, title="Another question of mine")
    elsewhere = make_answer(question=other, by=helper, now=now)
    assert posted(question, asker, say="solved", answer=elsewhere.pk).status_code == 200
    assert Answer.objects.filter(accepted_at__isnull=False).count() == 0


def test_a_link_that_is_not_the_askers_does_not_work(question, stranger, answered):
    page = Client().get(address(question, stranger))
    assert page.status_code == 404
    assert "This link no longer works" in page.content.decode()
    assert posted(question, stranger, say="not-yet").status_code == 404


@pytest.mark.parametrize("token", ["worn-out", "a:b:c"])
def test_a_link_nobody_made_does_not_work(token):
    assert Client().get(f"/solved-yet/{token}/").status_code == 404


def test_a_silenced_asker_is_told_why_nothing_happens(question, asker, answered):
    asker.silenced_until = local("2026-11-17T10:00") + timedelta(days=30)
    asker.save()
    page = posted(question, asker, say="not-yet")
    assert page.status_code == 200 and 'role="alert"' in page.content.decode()


SECRET = "It still drops; mail me at femke.boer@planet.nl."


def test_what_is_missing_is_guarded_as_every_public_word(question, asker, answered):
    page = posted(question, asker, say="missing", missing=SECRET).content.decode()
    assert "Everyone on the internet could read this" in page and "femke.boer@planet.nl" in page
    assert not Comment.objects.exists()
    assert posted(question, asker, said="missing", missing=SECRET, guard="mask").status_code == 302
    assert "femke.boer@planet.nl" not in Comment.objects.get().body


def test_a_press_is_throttled_as_on_other_pages(question, asker, answered, monkeypatch):
    monkeypatch.setattr(throttle, "COMMENT", throttle.Limit("test-reminder", 1, 3600))
    posted(question, asker, say="anything")
    page = posted(question, asker, say="not-yet").content.decode()
    assert "That was a lot in a short time." in page


def test_the_page_speaks_the_askers_language_and_clock(question, asker, answered):
    asker.language, asker.time_zone = "nl", "Asia/Tokyo"
    asker.save()
    page = Client(headers={"Accept-Language": "en"}).get(address(question, asker)).content.decode()
    # Answered at ten in Amsterdam.
    assert 'lang="nl"' in page and "17 november 18:00" in page


def test_a_key_no_form_of_ours_has_is_none(question, asker, answered):
    posted(question, asker, say="missing", missing="It still drops at nine.", form_key="a\x00b")
    assert Comment.objects.get().form_key is None
