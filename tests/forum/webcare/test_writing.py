"""Writing at the desk through its pages: who reads it, ten seconds to take it back, and what comes of it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.lib import clock
from community.notifications.models import Notification
from forum.models import Answer, Comment, Question, Status
from forum.search.face import Hit
from forum.webcare import placeholders, tasks
from forum.webcare.actions import sending
from forum.webcare.actions.own import hand_over, take_case
from forum.webcare.actions.talk import go_private
from forum.webcare.models import Case, CaseState, Macro, Note, PrivateMessage, Sending, SendingState
from forum.webcare.queries import macros
from tests.builders import make_answer, make_question

pytestmark = pytest.mark.django_db

FAULT = "Your reply could not be sent"
WORDS = "We ended the old contract today, and you get the new bill tomorrow."


@pytest.fixture
def at(monkeypatch, now):
    """Moves everyone's clock to so many seconds after noon and lets the job come by."""

    def move(seconds: int, *, job: bool = True) -> None:
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=seconds))
        if job:
            tasks.send()

    move(0, job=False)
    return move


@pytest.fixture
def desk(client, agent, case, at, now):
    """The owner's browser."""
    take_case(by=agent, case=case, now=now)
    case.refresh_from_db()
    client.force_login(agent)
    return client


def write(browser, case, body=WORDS, to="public", **more):
    return browser.post(f"/desk/{case.pk}/write/", {"to": to, "body": body, **more})


def read(browser, case) -> str:
    page = browser.get(case.path())
    assert page.status_code == 200
    return page.content.decode()


def test_a_word_that_is_no_answer_yet_stands_below_the_question_and_stops_no_clock(
    desk, case, question, at, now
):
    before = Case.objects.get()
    write(desk, case, "I asked our network people and tell you what they say.", to="word", form_key="one")
    assert "Your public word is on its way" in read(desk, case)
    at(10)
    word = Comment.objects.get()
    assert (word.question, word.answer, word.author.name) == (question, None, "Nienke Postma")
    after = Case.objects.get()
    assert (after.state, after.due_at, after.replied_at) == (CaseState.OWNED, before.due_at, None)
    assert not Answer.objects.exists()


def test_personal_data_in_such_a_word_is_pointed_out(desk, case):
    assert write(desk, case, "Call 06 12345678, they know.", to="word").status_code == 400
    assert not Sending.objects.exists()


def test_a_reply_waits_ten_seconds_and_is_sent(desk, case, question, at):
    sent = write(desk, case, form_key="one")
    assert (sent.status_code, sent["Location"]) == (302, f"/desk/{case.pk}/#on-the-way")
    page = read(desk, case)
    assert "Your public answer is on its way" in page
    assert "Sends at 12:00:10" in page and "Take it back" in page
    at(9)
    assert not Answer.objects.filter(question=question).exists()
    at(10)
    answer = Answer.objects.get(question=question)
    assert (answer.body, answer.author.name) == (WORDS, "Nienke Postma")
    case.refresh_from_db()
    assert (case.state, case.replied_at, case.writing_by) == (CaseState.WAITING, answer.created_at, None)
    assert "on its way" not in read(desk, case)
    at(20)
    assert Answer.objects.filter(question=question).count() == 1


def test_the_page_sends_what_is_due_without_a_worker(desk, case, question, at):
    write(desk, case)
    at(11, job=False)
    page = read(desk, case)
    assert WORDS in page and "on its way" not in page
    assert Answer.objects.filter(question=question).count() == 1


def test_what_the_page_itself_sent_is_no_news_to_its_reader(desk, case, at):
    write(desk, case)
    at(11, job=False)
    shown = re.search(r'data-newest="(\d+)"', read(desk, case)).group(1)
    told = desk.post(f"{case.path()}presence/", {"doing": "reads"}).json()
    assert told["newest"] == int(shown) > 0


def test_the_same_form_twice_is_one_reply(desk, case, question, at):
    for _ in range(2):
        assert write(desk, case, form_key="one").status_code == 302
    at(10)
    assert write(desk, case, form_key="one").status_code == 302
    at(30)
    assert Answer.objects.filter(question=question).count() == 1


def test_taken_back_its_text_stands_in_the_box_whole(desk, case, question, at):
    write(desk, case, again_at="2026-11-20T14:00", form_key="one")
    waiting = Sending.objects.get()
    at(9)
    typed = {"sending": waiting.pk, "body": "And one more thing."}
    page = desk.post(f"/desk/{case.pk}/take-back/", typed, follow=True).content.decode()
    assert f"{WORDS}\n\nAnd one more thing.</textarea>" in page
    assert 'value="2026-11-20T14:00"' in page
    assert 'value="public" checked' in page
    assert 'value="one"' not in page
    at(60)
    assert not Answer.objects.filter(question=question).exists()
    assert "And one more thing." not in read(desk, case)


def test_what_was_taken_back_is_not_sent_by_going_back_in_the_browser(desk, case, question, at):
    write(desk, case, form_key="one")
    desk.post(f"/desk/{case.pk}/take-back/", {"sending": Sending.objects.get().pk})
    page = write(desk, case, form_key="one")
    assert page.status_code == 400
    assert "You took this reply back." in page.content.decode()
    new_key = page.context["reply_form"]["form_key"].value()
    assert write(desk, case, form_key=new_key).status_code == 302
    at(10)
    assert Answer.objects.filter(question=question).count() == 1


def test_too_late_to_take_it_back_says_so_and_keeps_what_was_typed(desk, case, at):
    write(desk, case)
    at(10)
    typed = {"sending": Sending.objects.get().pk, "body": "One more thing."}
    page = desk.post(f"/desk/{case.pk}/take-back/", typed, follow=True).content.decode()
    assert "It was sent at 12:00:10, just before you took it back." in page
    assert "One more thing.</textarea>" in page


def test_only_who_wrote_it_takes_it_back(desk, case, other_agent, lead, at):
    write(desk, case)
    for member in (other_agent, lead):
        browser = Client()
        browser.force_login(member)
        page = read(browser, case)
        assert "Nienke Postma's public answer is on its way" in page
        assert "Take it back" not in page
        taken = browser.post(f"/desk/{case.pk}/take-back/", {"sending": Sending.objects.get().pk})
        assert taken.status_code == 404
    assert Sending.objects.get().state == SendingState.WAITING


@pytest.mark.parametrize("role", [None, "asker", "helper", "employee", "moderator", "manager"])
@pytest.mark.parametrize("verb", ["write", "take-back", "throw-away", "texts"])
def test_only_webcare_writes_here(request, case, verb, role):
    browser = Client()
    if role:
        browser.force_login(request.getfixturevalue(role))
    visit = browser.get if verb == "texts" else browser.post
    assert visit(f"/desk/{case.pk}/{verb}/", {"body": WORDS}).status_code == (403 if role else 302)
    assert not Sending.objects.exists()


@pytest.mark.parametrize(("verb", "status"), [("write", 302), ("take-back", 405), ("throw-away", 405)])
def test_nothing_is_written_by_looking(desk, case, verb, status):
    assert desk.get(f"/desk/{case.pk}/{verb}/", {"body": WORDS, "send": "public"}).status_code == status
    assert not Sending.objects.exists()


def test_a_case_nobody_owns_becomes_the_writers_at_once(client, case, agent, at):
    client.force_login(agent)
    assert "Take it and answer publicly" in read(client, case)
    write(client, case)
    case.refresh_from_db()
    assert (case.owner, case.state) == (agent, CaseState.OWNED)


def test_while_a_colleague_writes_the_text_is_kept(client, case, agent, other_agent, at, now):
    sending.claim.hold(by=other_agent, case=case, now=now)
    client.force_login(agent)
    page = write(client, case)
    assert page.status_code == 400
    assert "Chidi Okafor is writing the reply" in page.content.decode()
    assert WORDS in page.content.decode()


def test_locked_in_the_meantime_its_writer_hears_why_and_finds_the_text(desk, case, question, agent, at):
    write(desk, case, again_at="2026-11-20T14:00")
    Question.objects.update(status=Status.CLOSED, status_at=clock.now())
    at(10)
    assert not Answer.objects.exists()
    page = read(desk, case)
    assert "Your reply could not be sent" in page
    assert "This question is closed, so it takes no more answers." in page
    assert f"{WORDS}</textarea>" in page and 'value="2026-11-20T14:00"' in page
    told = Notification.objects.get(kind="reply-failed", member=agent)
    assert (told.link, told.details["title"]) == (case.path(), question.title)
    at(600)
    assert Notification.objects.filter(kind="reply-failed").count() == 1


def test_what_could_not_be_sent_is_kept_as_a_note_or_thrown_away(desk, case, agent, at):
    write(desk, case)
    Question.objects.update(locked_at=clock.now())
    at(10)
    page = read(desk, case)
    assert FAULT in page and "The question takes no answers at the moment. Say it privately" in page
    write(desk, case, to="note")
    assert Note.objects.get().body == WORDS
    assert FAULT not in read(desk, case)
    assert not Notification.objects.unread().filter(kind="reply-failed").exists()
    Question.objects.update(locked_at=None)
    write(desk, case)
    Question.objects.update(locked_at=clock.now())
    at(30)
    page = desk.post(f"/desk/{case.pk}/throw-away/", follow=True).content.decode()
    assert FAULT not in page and f"{WORDS}</textarea>" not in page


def test_handed_over_in_the_meantime_it_is_not_sent(desk, case, agent, other_agent, lead, at):
    write(desk, case)
    hand_over(by=lead, to=other_agent, case=case, reason="Nienke is ill today.", now=clock.now())
    at(10)
    failed = Sending.objects.get()
    assert failed.state == SendingState.FAILED
    assert failed.failure == "This case belongs to a colleague; leave a note instead."
    page = read(desk, case)
    assert f"{WORDS}</textarea>" in page and 'value="note" checked' in page


def test_after_a_day_without_a_worker_it_is_sent(desk, case, question, at):
    write(desk, case, again_at="2026-11-17T18:00")
    at(24 * 3600)
    assert Answer.objects.filter(question=question).count() == 1
    case.refresh_from_db()
    # The moment that was chosen has passed: the board's own promise holds.
    assert case.due_at is None


def test_finished_in_the_meantime_it_is_not_sent(desk, case, at):
    write(desk, case)
    Case.objects.update(state=CaseState.CLOSED, resolved_at=clock.now() + timedelta(seconds=5))
    at(24 * 3600)
    assert Sending.objects.get().failure == "The case was finished before this was sent."
    page = read(desk, case)
    assert f"{WORDS}</textarea>" in page and "Your reply could not be sent" in page


def test_its_writer_reads_the_failure_in_their_own_language(desk, case, agent, at):
    agent.language = "nl"
    agent.save()
    write(desk, case)
    Question.objects.update(status=Status.CLOSED, status_at=clock.now())
    at(10)
    assert Sending.objects.get().failure == "Deze vraag is gesloten; er kunnen geen antwoorden meer bij."


@pytest.mark.parametrize(
    ("chosen", "due"), [("2026-11-20T14:00", "2026-11-20 14:00"), ("", None), ("2027-01-16T12:00", "2027-01-16 12:00")]
)  # fmt: skip
def test_the_writer_chooses_when_the_customer_hears_again(desk, case, at, chosen, due):
    write(desk, case, again_at=chosen)
    at(10)
    case.refresh_from_db()
    said = f"{timezone.localtime(case.due_at):%Y-%m-%d %H:%M}" if case.due_at else None
    assert (said, case.alarm_due_at) == (due, case.due_at)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("2026-11-17T11:59", "Choose a moment to come, within 60 days."),
        ("2027-01-17T12:00", "Choose a moment to come, within 60 days."),
        ("soon", "Give a day and a time"),
    ],
)
def test_a_moment_that_will_not_do_is_said_beside_it(desk, case, chosen, said):
    page = write(desk, case, again_at=chosen)
    assert page.status_code == 400
    assert said in page.content.decode() and f'value="{chosen}"' in page.content.decode()
    assert WORDS in page.content.decode()
    assert not Sending.objects.exists()


def test_going_private_asks_for_a_reason_once(desk, case, asker, at):
    page = write(desk, case, to="private")
    assert page.status_code == 400
    assert "Say why this goes on in private." in page.content.decode()
    assert WORDS in page.content.decode() and 'value="private" checked' in page.content.decode()
    assert write(desk, case, to="private", reason="Needs a customer number").status_code == 302
    assert "Your private message is on its way" in read(desk, case)
    at(10)
    read(desk, case)
    case.refresh_from_db()
    assert case.private_reason == "Needs a customer number"
    message = PrivateMessage.objects.get()
    assert (message.body, message.is_customers) == (WORDS, False)
    assert not Answer.objects.exists()
    case.refresh_from_db()
    assert case.state == CaseState.WAITING
    page = read(desk, case)
    assert "Why in private?" not in page and 'value="private" checked' in page
    assert write(desk, case, to="private", body="Ok, done!").status_code == 302


def test_taking_a_private_reply_back_takes_going_private_back(desk, case, question, at):
    write(desk, case, to="private", reason="Needs a customer number")
    case.refresh_from_db()
    assert case.private_at is None
    typed = {"sending": Sending.objects.get().pk}
    page = desk.post(f"/desk/{case.pk}/take-back/", typed, follow=True).content.decode()
    assert 'value="Needs a customer number"' in page and 'value="private" checked' in page
    at(60)
    assert 'value="public" checked' in read(desk, case)
    case.refresh_from_db()
    assert (case.private_at, case.private_by, case.private_reason) == (None, None, "")
    assert "Webcare goes on in private" not in desk.get(question.path()).content.decode()


def test_a_case_that_went_private_by_another_hand_keeps_that_reason(desk, case, lead, at):
    write(desk, case, to="private", reason="Needs a customer number")
    case.refresh_from_db()
    go_private(by=lead, case=case, reason="Spoke of her address", now=clock.now())
    at(10)
    case.refresh_from_db()
    assert case.private_reason == "Spoke of her address"
    assert PrivateMessage.objects.get().body == WORDS


def test_a_word_in_return_after_the_end_is_private(desk, case, agent, at, now):
    go_private(by=agent, case=case, reason="Needs a customer number", now=now)
    Case.objects.update(state=CaseState.RESOLVED, resolved_at=now - timedelta(minutes=1))
    assert 'value="public"' not in read(desk, case)
    assert write(desk, case, to="public").status_code == 400
    write(desk, case, to="private", body="You are welcome, Femke.")
    at(10)
    assert PrivateMessage.objects.get().body == "You are welcome, Femke."


def test_personal_data_is_pointed_out_before_it_is_public(desk, case):
    page = write(desk, case, body="Call Femke on 06 1234 5678 about her contract.")
    assert page.status_code == 400
    assert "This does not belong in public" in page.content.decode()
    assert "06 1234 5678 about her contract.</textarea>" in page.content.decode()
    assert not Sending.objects.exists()


def test_personal_data_can_be_masked_let_stand_or_said_privately(desk, case, at):
    body = "Call Femke on 06 1234 5678 about her contract."
    page = write(desk, case, body=body, guard="privately")
    assert page.status_code == 200
    assert (
        'value="private" checked' in page.content.decode() and f"{body}</textarea>" in page.content.decode()
    )
    assert not Sending.objects.exists()
    assert write(desk, case, body=body, guard="mask").status_code == 302
    assert "1234" not in Sending.objects.get().body
    digest = write(desk, case, body=body).context["box"].beside.guarded.digest
    assert write(desk, case, body=body, guard_kept=digest).status_code == 302
    assert Sending.objects.latest("pk").body == body


def test_what_only_the_customer_or_colleagues_read_is_not_guarded(desk, case):
    body = "Call Femke on 06 1234 5678 about her contract."
    assert write(desk, case, body=body, to="private", reason="Her own number").status_code == 302
    assert write(desk, case, body=body, to="note").status_code == 302


@pytest.mark.parametrize(
    ("to", "said", "marks"),
    [
        ("public", "As everyone will read it", 'id="preview-answer"'),
        ("private", "As Femke de Boer alone will read it", "as-sent is-private"),
        ("note", "As colleagues will read it", "as-sent is-note"),
    ],
)
def test_a_preview_shows_it_as_it_will_stand(desk, case, to, said, marks):
    page = write(desk, case, to=to, body="We *ended* it.", preview="1", form_key="one")
    assert page.status_code == 200
    html = page.content.decode()
    assert said in html and marks in html
    assert "<em>ended</em>" in html and "We *ended* it.</textarea>" in html
    assert 'value="one"' in html
    assert not Sending.objects.exists() and not Note.objects.exists()


@pytest.fixture
def macro(board):
    Macro.objects.create(name="Thanks", body="Dankjewel {name}.", language="nl")
    Macro.objects.create(name="Retired", body="Old words.", retired_at=clock.now())
    return Macro.objects.create(
        name="Visit", body="Hello {name}, we come by on [day] for {board}. {me}", language="en", board=board
    )


def test_ready_made_texts_speak_the_customers_language_first(desk, case, macro):
    page = write(desk, case, body="Typed before.", aid="macros").content.decode()
    assert page.index("Visit") < page.index("Thanks") and "Old words." not in page
    assert "Typed before.</textarea>" in page
    fragment = desk.get(f"/desk/{case.pk}/texts/?aid=macros").content.decode()
    assert "we come by on [day] for Internet and TV. Nienke" in fragment and "<html" not in fragment


def test_a_ready_made_text_goes_behind_what_was_typed(desk, case, macro):
    page = write(desk, case, body="Typed before.", put=f"macro:{macro.pk}").content.decode()
    assert "Typed before.\n\nHello Femke, we come by on [day] for Internet and TV. Nienke</textarea>" in page
    assert "Hello Femke" in desk.get(f"{case.path()}?macro={macro.pk}").content.decode()


@pytest.mark.parametrize(
    "key", ["macro:999", "macro:x", "answer:999", "article:9", "nonsense", "macro:" + "9" * 40]
)
def test_a_text_that_is_not_there_changes_nothing(desk, case, key):
    page = write(desk, case, body="Typed before.", put=key)
    assert page.status_code == 200 and "Typed before.</textarea>" in page.content.decode()


def test_a_text_of_another_board_is_not_offered(desk, case, macro):
    case.question.board.pk = None
    case.question.board.slug = "energy"
    case.question.board.save()
    Macro.objects.filter(pk=macro.pk).update(board=case.question.board)
    assert "Visit" not in desk.get(f"/desk/{case.pk}/texts/?aid=macros").content.decode()
    page = write(desk, case, body="Typed before.", put=f"macro:{macro.pk}").content.decode()
    assert "Typed before.</textarea>" in page


@pytest.mark.parametrize("to", ["public", "private"])
def test_places_that_nobody_touched_are_listed(desk, case, to):
    page = write(desk, case, body="We come by on [day] between [hours].", to=to, reason="Her address")
    assert page.status_code == 400
    assert "Still to fill in: [day], [hours]." in page.content.decode()
    assert "between [hours].</textarea>" in page.content.decode()
    assert not Sending.objects.exists()
    assert write(desk, case, body="A note on [day].", to="note").status_code == 302


@pytest.fixture
def answered_before(board, helper, stranger, now, monkeypatch):
    """Femke's question was asked before, twice; search finds both."""
    earlier = now - timedelta(days=30)
    asked = [
        make_question(board=board, by=stranger, now=earlier, title=f"Fibre drops {number}")
        for number in (1, 2)
    ]
    found = [
        make_answer(question=one, by=helper, now=earlier, body="Restart it [twice] a day.") for one in asked
    ]
    Answer.objects.filter(pk=found[0].pk).update(score=1)
    Answer.objects.filter(pk=found[1].pk).update(accepted_at=earlier, accepted_by=stranger)
    monkeypatch.setattr(
        "forum.search.face.similar",
        lambda *_, **asks: [Hit("question", one.pk, 1.0) for one in asked] if "kinds" not in asks else [],
    )
    return found


def test_what_solved_it_before_comes_first_and_goes_in_with_its_source(desk, case, answered_before, at):
    good, solved = answered_before
    fragment = desk.get(f"/desk/{case.pk}/texts/?aid=fits").content.decode()
    assert fragment.index("Fibre drops 2") < fragment.index("Fibre drops 1")
    assert "Solved it" in fragment and "Found good by others" in fragment
    page = write(desk, case, body="Try this:", put=f"answer:{solved.pk}")
    text = page.context["box"].form["body"].value()
    assert text == f"Try this:\n\n> Restart it \\[twice\\] a day.\n\n[Fibre drops 2](/answers/{solved.pk}/)"
    write(desk, case, body=text)
    at(10)
    assert f'href="/answers/{solved.pk}/"' in Answer.objects.latest("pk").body_html


@pytest.mark.parametrize(
    ("title", "is_offered"),
    [
        ("Fibre drops again", True),
        # Most of what it says is told in the case, though its title is another.
        ("My fibre connection drops nightly", True),
        ("First phone for a child of nine", False),
        ("Fibre in the garden, who digs the trench for it?", False),
    ],
)
def test_what_is_off_the_subject_is_not_offered(desk, case, answered_before, title, is_offered):
    for one in answered_before:
        Question.objects.filter(pk=one.question_id).update(title=title)
    Question.objects.filter(pk=case.question_id).update(
        title="Fibre drops", body_html="<p>My connection drops nightly.</p>"
    )
    page = desk.get(f"/desk/{case.pk}/texts/?aid=fits").content.decode()
    assert (title in page, "Nothing that was answered before fits" in page) == (is_offered, not is_offered)


def test_hidden_answers_and_those_nobody_found_good_are_not_offered(desk, case, answered_before, now):
    Answer.objects.update(accepted_at=None, accepted_by=None, score=0)
    assert (
        "Nothing that was answered before fits"
        in desk.get(f"/desk/{case.pk}/texts/?aid=fits").content.decode()
    )
    Answer.objects.update(score=5, hidden_at=now)
    page = write(desk, case, body="Try this:", put=f"answer:{answered_before[0].pk}").content.decode()
    assert "Try this:</textarea>" in page


def test_what_is_on_its_way_costs_one_query(desk, case):
    read(desk, case)
    with CaptureQueriesContext(connection) as before:
        read(desk, case)
    write(desk, case)
    read(desk, case)
    with CaptureQueriesContext(connection) as after:
        read(desk, case)
    assert len(after) == len(before) + 1


def test_who_goes_on_to_end_the_case_sends_what_waits_first(desk, case, question):
    write(desk, case)
    sending.send_now(by=case.owner, case=case, now=clock.now())
    assert Answer.objects.filter(question=question).count() == 1
    assert Sending.objects.get().state == SendingState.SENT


def test_handing_it_over_sends_what_the_owner_has_waiting(desk, case, question, other_agent):
    write(desk, case)
    given = {"to": other_agent.pk, "reason": "She speaks Polish, I do not."}
    assert desk.post(f"/desk/{case.pk}/hand-over/", given).status_code == 302
    assert Answer.objects.get(question=question).author == case.owner


def test_one_that_breaks_keeps_no_other_waiting(desk, case, question, at, monkeypatch):
    write(desk, case, body="This one breaks, today at least.", form_key="one")
    write(desk, case, form_key="two")
    reply = sending.reply

    def broken(*, body, **given):
        if body.startswith("This one"):
            raise RuntimeError
        return reply(body=body, **given)

    monkeypatch.setattr(sending, "reply", broken)
    at(10)
    assert [answer.body for answer in Answer.objects.filter(question=question)] == [WORDS]
    monkeypatch.setattr(sending, "reply", reply)
    at(20)
    assert Answer.objects.filter(question=question).count() == 2


def test_other_words_or_readers_under_a_used_key_are_another_reply(desk, case, agent, at):
    go_private(by=agent, case=case, reason="We need the number", now=clock.now())
    other = "Something quite different from what was written before."
    for body, to in (
        (WORDS, "public"),
        (WORDS, "public"),
        (other, "public"),
        (other, "public"),
        (other, "private"),
    ):
        write(desk, case, body, to=to, form_key="k")
    found = Sending.objects.order_by("pk")
    assert [(one.body, one.to) for one in found] == [(WORDS, "public"), (other, "public"), (other, "private")]


def test_a_promise_is_said_by_the_customers_clock_and_only_while_it_is_one(case, agent, asker, now):
    Case.objects.update(due_at=now + timedelta(hours=2))
    case = Case.objects.select_related("question__author", "question__board").get()
    here = macros.values(case, agent, "en", now)["promise"]
    assert "(" not in here
    case.question.author.time_zone = "America/New_York"
    there = macros.values(case, agent, "en", now)["promise"]
    assert there.endswith("(America/New York)") and there.partition(" (")[0] != here
    late = macros.values(case, agent, "en", now + timedelta(hours=3))["promise"]
    assert placeholders.untouched(late) == ["when we write again"]
