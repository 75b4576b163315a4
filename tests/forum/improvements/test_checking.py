"""The page of the check: one click from the mail, without a session; what is said is read under the question."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.events.models import Event
from community.lib import clock
from community.lib.links import signed
from community.notifications.letters import deliver
from community.notifications.models import Notification
from forum.actions.accept import accept_answer, undo_acceptance
from forum.escalation import checking
from forum.escalation import sweep as sweeping
from forum.escalation.models import Check
from forum.improvements.models import Compliment
from forum.models import Answer, Comment, Question
from forum.webcare.models import Case
from tests.builders import make_answer
from tests.forum.escalation.conftest import local

pytestmark = pytest.mark.django_db
ASKED_AT, NOON = "2026-11-24T11:00", "2026-11-24T12:00"


@pytest.fixture
def now():
    return local("2026-11-17T09:00")


@pytest.fixture
def asked(question, asker, helper):
    """Answered at ten, accepted at eleven, asked about a week later."""
    answer = make_answer(question=question, by=helper, now=local("2026-11-17T10:00"))
    accept_answer(by=asker, answer=answer, now=local("2026-11-17T11:00"))
    sweeping.run(local("2026-11-17T11:00"))
    checking.ask_checks(local(ASKED_AT))
    return Check.objects.get()


def address(check, member) -> str:
    return checking.address_for(check, member)


def posted(check, member, *, at: str = NOON, **fields):
    """What a press on the page does, from a browser nobody is signed in to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: local(at))
        return Client(enforce_csrf_checks=True).post(address(check, member), fields)


def shown(reply) -> str:
    return Client().get(reply.url).content.decode()


def page_of(question, client=None) -> str:
    return (client or Client()).get(Question.objects.get(pk=question.pk).path()).content.decode()


@pytest.mark.parametrize("end", ["", "?say=glad", "?say=fair", "?say=poor", "?say=no", "?say=<b>"])
def test_opening_the_link_does_nothing_but_show_the_buttons(asked, asker, end):
    events = Event.objects.count()
    page = Client().get(address(asked, asker) + end)
    assert page.status_code == 200
    assert 'name="say"' in page.content.decode()
    assert (Event.objects.count(), Check.objects.get().state) == (events, "asked")


@pytest.mark.parametrize(
    ("say", "heading", "button"),
    [
        ("glad", "Still solved, and helped well?", "Yes, and I was helped well"),
        ("poor", "Still solved, but not helped well?", "Yes, but I was not helped well"),
        ("no", "Not solved after all?", "No, it is not solved after all"),
    ],
)
def test_the_page_leads_with_what_was_pressed_in_the_letter(asked, asker, say, heading, button):
    page = Client().get(f"{address(asked, asker)}?say={say}").content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    assert f"<h1>{heading}</h1>" in main
    assert re.findall(r'button-primary"[^>]*>([^<]+)<', main) == [button]
    assert set(re.findall(r'href="\?say=([^"]+)"', main)) == {"glad", "fair", "poor", "no"} - {say}


def test_the_letter_quotes_what_solved_it_and_says_who_reads_the_reply(asked, question, asker, helper):
    deliver(local(ASKED_AT))
    (letter,) = [one for one in mail.outbox if "still solved" in one.subject]
    assert letter.subject == f"Is it still solved, and were you helped well? {question.title}"
    for words in (letter.body, letter.alternatives[0][0]):
        assert Answer.objects.get().body[:30] in words and helper.name in words
        assert f"http://127.0.0.1:8000{question.path()}" in words
        assert "Your reply stands under your question, for everyone to read." in words


@pytest.mark.parametrize(
    ("felt", "said"),
    [
        ("glad", "7 days later: still solved, and helped well."),
        ("fair", "7 days later: still solved; the help could have been better."),
        ("poor", "7 days later: still solved, but not helped well."),
    ],
)
def test_a_yes_is_read_under_the_question(question, asked, asker, felt, said):
    assert said not in page_of(question)
    reply = posted(asked, asker, say=felt, words="It held <script>all week</script>.")
    assert "Good to hear, thank you" in shown(reply)
    page = page_of(question)
    assert said in page and "Femke de Boer" in page and "24 November 2026" in page
    assert "It held &lt;script&gt;all week&lt;/script&gt;." in page
    assert "Femke said that it is still solved" in page


def test_a_reply_is_gone_from_the_page_with_its_solution(question, asked, asker):
    posted(asked, asker, say="glad")
    assert "still solved, and helped well" in page_of(question)
    undo_acceptance(by=asker, answer=Answer.objects.get(), now=local("2026-11-25T12:00"))
    assert "still solved, and helped well" not in page_of(question)


def test_a_no_goes_to_webcare_and_says_by_when(question, asked, asker):
    reply = posted(asked, asker, say="no", words="It drops again since Sunday.", form_key="once")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: local(NOON))
        page = shown(reply)
    assert "Then webcare takes it over" in page and "14:00" in page
    assert (Case.objects.get().reason, Comment.objects.get().author) == ("check", asker)
    assert "not solved after all" in page_of(question)
    assert not Compliment.objects.exists()


def test_a_glad_yes_carries_its_words_to_whoever_helped(asked, asker, helper):
    posted(asked, asker, say="glad", words="You saved my evenings.", thanks="1")
    compliment = Compliment.objects.get()
    assert (compliment.to, compliment.by, compliment.words) == (helper, asker, "You saved my evenings.")
    told = Notification.objects.filter(member=helper, kind__in=("check-confirmed", "compliment"))
    assert [one.kind for one in told] == ["compliment"], "one word, one notice"


@pytest.mark.parametrize(
    "fields",
    [
        {"say": "glad", "words": "You saved my evenings."},
        {"say": "glad", "thanks": "1"},
        {"say": "fair", "thanks": "1", "words": "It took long."},
    ],
)
def test_no_compliment_without_words_gladness_and_a_wish(asked, asker, fields):
    posted(asked, asker, **fields)
    assert (Check.objects.get().state, Compliment.objects.count()) == ("yes", 0)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Press one of the buttons."),
        ({"say": "perhaps", "words": "I am not sure yet."}, "Press one of the buttons."),
        ({"say": "glad", "words": "x" * 301}, "Please shorten this: 300 characters is the most."),
        ({"say": "no", "words": "x" * 1_001}, "The comment is too long"),
    ],
)
def test_what_does_not_make_sense_is_told_in_place_and_kept(asked, asker, fields, said):
    page = posted(asked, asker, **fields)
    assert page.status_code == 200
    html = page.content.decode()
    assert 'role="alert"' in html and said in html
    assert fields.get("words", "") in html
    assert Check.objects.get().state == "asked"


def test_pressed_twice_it_counts_once(asked, asker):
    assert [posted(asked, asker, say="glad").status_code for _press in range(2)] == [302, 200]
    assert Event.objects.filter(kind="check.confirmed").count() == 1
    page = posted(asked, asker, say="no").content.decode()
    assert "Good to hear, thank you" in page
    assert Check.objects.get().state == "yes"


def test_after_two_weeks_of_silence_it_says_that_it_is_over(asked, asker):
    checking.ask_checks(local("2026-12-08T11:00"))
    page = Client().get(address(asked, asker)).content.decode()
    assert "This is no longer asked" in page and "<textarea" not in page


def test_a_solution_taken_back_is_no_longer_asked_about(asked, asker):
    undo_acceptance(by=asker, answer=Answer.objects.get(), now=local("2026-11-24T11:30"))
    page = Client().get(address(asked, asker)).content.decode()
    assert "This is no longer asked" in page and "<textarea" not in page
    assert posted(asked, asker, say="glad").status_code == 200
    assert not Event.objects.filter(kind="check.confirmed").exists()


def test_a_link_that_is_not_the_askers_does_not_work(asked, stranger):
    assert Client().get(address(asked, stranger)).status_code == 404
    assert posted(asked, stranger, say="glad").status_code == 404


@pytest.mark.parametrize("token", ["worn-out", "a:b:c", "solved-yet"])
def test_a_link_nobody_made_for_this_does_not_work(asked, asker, token):
    token = signed("solved-yet", check=asked.pk, member=asker.pk) if token == "solved-yet" else token
    page = Client().get(f"/check/{token}/")
    assert page.status_code == 404
    assert "This link no longer works" in page.content.decode()


def test_a_silenced_asker_is_told_why_nothing_happens(asked, asker):
    asker.silenced_until = local("2026-12-30T10:00")
    asker.save()
    page = posted(asked, asker, say="glad", words="It held all week.").content.decode()
    assert 'role="alert"' in page and "It held all week." in page
    assert Check.objects.get().state == "asked"


def test_the_asker_finds_the_question_on_the_site_too_and_nobody_else(question, asked, asker, helper):
    for member, there in ((asker, True), (helper, False), (None, False)):
        client = Client()
        if member:
            client.force_login(member)
        assert ('href="/check/' in page_of(question, client)) is there


def test_a_page_costs_nothing_more_for_it(question, asked, asker, stranger):
    posted(asked, asker, say="glad", words="It held all week.")
    for member in (None, stranger, asker):
        client = Client()
        if member:
            client.force_login(member)
        page_of(question, client)
        with CaptureQueriesContext(connection) as captured:
            client.get(Question.objects.get().path() + "?sort=newest")
        assert not [one for one in captured.captured_queries if "escalation_check" in one["sql"]]


PHONE = "Call me on 06 12345678, it works."


@pytest.mark.parametrize(("say", "state"), [("glad", "yes"), ("no", "no")])
def test_personal_data_is_pointed_out_before_everyone_reads_it(question, asked, asker, say, state):
    page = posted(asked, asker, say=say, words=PHONE).content.decode()
    assert 'class="notice notice-wait guarded"' in page and PHONE in page
    assert (Check.objects.get().state, f'name="said" value="{say}"' in page) == ("asked", True)
    posted(asked, asker, said=say, words=PHONE, guard="mask")
    assert Check.objects.get().state == state
    page = page_of(question)
    assert "12345678" not in page and "Call me on" in page


def test_what_is_not_personal_may_stand_there(question, asked, asker):
    page = posted(asked, asker, say="glad", words=PHONE).content.decode()
    (kept,) = set(re.findall(r'name="guard_kept" value="(\w+)"', page))
    posted(asked, asker, said="glad", words=PHONE, guard_kept=kept)
    assert Check.objects.get().words == PHONE


@pytest.mark.parametrize(
    ("person", "stays"), [("moderator", False), ("helper", True), ("asker", True), (None, True)]
)
def test_a_moderator_takes_words_away_that_do_not_belong_in_public(
    request, question, asked, asker, person, stays
):
    posted(asked, asker, say="glad", words="They are all fools there.")
    client = Client()
    if person:
        client.force_login(request.getfixturevalue(person))
    assert ("Take these words away" in page_of(question, client)) is not stays
    client.post(f"/check/{asked.pk}/words/")
    page = page_of(question)
    assert ("They are all fools there." in page) is stays
    assert "still solved, and helped well" in page


def test_what_is_removed_for_good_leaves_no_words(question, asked, asker, moderator):
    posted(asked, asker, say="glad", words="It held all week.")
    Question.objects.update(hidden_at=local(NOON), removed_at=local(NOON), watch_due_at=local(NOON))
    sweeping.run(local(NOON))
    assert Check.objects.get().words == ""


def test_words_that_are_taken_away_are_no_public_thanks_either(
    client, question, asked, asker, helper, moderator
):
    posted(asked, asker, say="glad", words="Call me when you are in town.", thanks="1")
    assert "when you are in town" in client.get(helper.path()).content.decode()
    client.force_login(moderator)
    client.post(f"/check/{asked.pk}/words/")
    assert "when you are in town" not in page_of(question)
    assert "when you are in town" not in Client().get(helper.path()).content.decode()
    assert Event.objects.filter(kind="answer.thanks_taken_away").count() == 1


def test_the_page_speaks_the_askers_language(asked, asker):
    asker.language = "nl"
    asker.save()
    page = Client(headers={"Accept-Language": "en"}).get(address(asked, asker)).content.decode()
    assert 'lang="nl"' in page and "Is it still solved" not in page


def test_a_key_no_form_of_ours_has_is_none(asked, asker):
    reply = posted(asked, asker, say="no", words="It drops again since Sunday.", form_key="a\x00b")
    assert reply.status_code == 302
    assert Comment.objects.get().form_key is None
