"""The pages that decide about a question: who reaches them, what they do, and what the question says afterwards."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.actions.ask_details import ask_for_details, close_unheard
from forum.actions.close import close_question
from forum.actions.curate import lock_question, unlist_question
from forum.actions.duplicate import mark_duplicate
from forum.actions.reopen import ask_to_reopen
from forum.models import CloseReason, Question, Status
from forum.queries.question import question_page
from tests.builders import make_board, make_comment, make_question

pytestmark = pytest.mark.django_db
PEOPLE = ["asker", "helper", "stranger", "employee", "agent", "lead", "moderator", "manager"]
MODERATORS = {"moderator", "manager"}
CURATORS = MODERATORS | {"agent", "lead"}
MISSING = "Which type is on the box?"
WHY = "It went round in circles."


@pytest.fixture(autouse=True)
def fresh_pages():
    caches["pages"].clear()


@pytest.fixture
def original(board, stranger, now):
    return make_question(board=board, by=stranger, now=now, title="Fibre drops every evening at nine")


def at(question, verb: str) -> str:
    return f"/questions/{question.pk}/{verb}/"


def again(question) -> Question:
    return Question.objects.get(pk=question.pk)


def read(client, question) -> str:
    return client.get(question.path()).content.decode()


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("needs-info", CURATORS | {"employee"}),
        ("duplicate", CURATORS | {"asker"}),
        ("close", CURATORS | {"asker"}),
        ("move", CURATORS | {"asker"}),
        ("lock", MODERATORS),
        ("pin", MODERATORS),
        ("unlist", MODERATORS),
        ("reopen", set()),
    ],
)
@pytest.mark.parametrize("person", PEOPLE)
def test_who_reaches_which_page(request, signed_in, question, verb, allowed, person):
    client = signed_in(request.getfixturevalue(person))
    reply = client.get(at(question, verb))
    assert reply.status_code == (200 if person in allowed else 302)
    if person not in allowed:
        posted = client.post(at(question, verb), {"note": WHY, "choice": "other", "turn": "1"})
        if posted.status_code == 302:
            assert posted.url == f"/questions/{question.pk}/"
            posted = client.get(posted.url, follow=True)
        else:
            assert posted.status_code == 400 and WHY in posted.content.decode()
        assert "notice-bad" in posted.content.decode()
        now = again(question)
        assert (now.status, now.locked_at, now.pinned_at, now.unlisted_at) == (Status.OPEN, None, None, None)
        assert now.board_id == question.board_id


@pytest.mark.parametrize(
    "verb", ["needs-info", "duplicate", "close", "reopen", "move", "lock", "pin", "unlist"]
)
def test_a_visitor_signs_in_first_and_finds_the_words_back(client, signed_in, question, moderator, verb):
    reply = client.post(at(question, verb), {"note": WHY})
    assert reply.status_code == 302
    assert reply.url.startswith("/accounts/login/?next=")
    assert client.get(at(question, verb)).url.startswith("/accounts/login/?next=")


def test_what_was_typed_is_there_after_signing_in(client, question, moderator):
    reply = client.post(at(question, "needs-info"), {"note": MISSING})
    client.force_login(moderator)
    back = parse_qs(urlsplit(reply.url).query)["next"][0]
    assert MISSING in client.get(back).content.decode()


@pytest.mark.parametrize("verb", ["needs-info", "close", "move", "lock"])
def test_a_question_that_is_hidden_or_none_is_not_found(signed_in, question, agent, verb, now):
    Question.objects.update(hidden_at=now)
    assert signed_in(agent).get(at(question, verb)).status_code == 404
    assert signed_in(agent).get(f"/questions/999999/{verb}/").status_code == 404


class TestDetails:
    def test_asked_the_page_says_what_is_missing_until_when_and_by_whom(self, signed_in, question, employee):
        reply = signed_in(employee).post(at(question, "needs-info"), {"note": MISSING}, follow=True)
        page = reply.content.decode()
        assert "Waiting for Femke." in page and MISSING in page
        assert "Marijke asked for this on" in page and "the question closes on" in page
        assert "Marijke asked for a detail" in page

    def test_too_few_words_come_back_on_the_page(self, signed_in, question, employee):
        reply = signed_in(employee).post(at(question, "needs-info"), {"note": "why"})
        assert reply.status_code == 400
        assert "why</textarea>" in reply.content.decode()

    def test_the_asker_is_led_to_answer_back_and_others_are_not(
        self, signed_in, question, asker, helper, employee, now
    ):
        ask_for_details(by=employee, question=question, note=MISSING, now=now)
        assert "Answer the question back" in read(signed_in(asker), question)
        assert "Answer the question back" not in read(signed_in(helper), question)
        signed_in(asker).post(at(question, "comments"), {"body": "It says type 3.", "form_key": "k"})
        assert again(question).status == Status.OPEN

    @pytest.mark.parametrize("person", ["asker", "employee", "moderator"])
    def test_the_details_are_there(self, request, signed_in, question, employee, now, person):
        ask_for_details(by=employee, question=question, note=MISSING, now=now)
        client = signed_in(request.getfixturevalue(person))
        assert MISSING in client.get(at(question, "reopen")).content.decode()
        page = client.post(at(question, "reopen"), follow=True).content.decode()
        assert "says the details are there" in page
        assert again(question).status == Status.OPEN

    def test_closed_by_itself_it_says_how_to_go_on(self, client, signed_in, question, asker, employee, now):
        ask_for_details(by=employee, question=question, note=MISSING, now=now)
        close_unheard(now=now + timedelta(days=8))
        page = read(client, question)
        assert "Femke did not come back with the details." in page
        assert "It opens again as soon as Femke says more." in page and MISSING in page
        assert "Closed by itself, for want of a reply" in page
        assert "Former member" not in page
        assert "Open it again" in read(signed_in(asker), question)
        make_comment(question=question, by=asker, now=now + timedelta(days=9))
        assert "did not come back" not in read(client, question)


class TestDuplicates:
    @pytest.mark.parametrize(
        "typed",
        [
            "{pk}",
            "#{pk}",
            " /questions/{pk}/ ",
            "https://help.example.com/questions/{pk}/fibre-drops/?sort=newest#a",
        ],
    )
    def test_the_original_is_named_by_number_or_address(
        self, client, signed_in, question, original, moderator, typed
    ):
        reply = signed_in(moderator).post(
            at(question, "duplicate"), {"original": typed.format(pk=original.pk), "note": "Same box."}
        )
        assert reply.url == question.path()
        assert again(question).duplicate_of == original
        page = read(client, question)
        assert "Asked before." in page and original.path() in page and "Lotte found that on" in page
        assert "Same box." in page
        other = read(client, original)
        assert "Also asked as" in other and question.path() in other

    @pytest.mark.parametrize("typed", ["", "nothing", "0", "999999", "9" * 30, "/boards/7/", "\x00"])
    def test_what_names_no_question_comes_back(self, signed_in, question, moderator, typed):
        reply = signed_in(moderator).post(at(question, "duplicate"), {"original": typed, "note": "Same box."})
        assert reply.status_code == 400
        assert "Same box.</textarea>" in reply.content.decode()
        assert again(question).status == Status.OPEN

    def test_one_of_those_offered_is_ticked(self, signed_in, question, original, moderator):
        signed_in(moderator).post(at(question, "duplicate"), {"choice": str(original.pk)})
        assert again(question).duplicate_of == original

    def test_a_hidden_question_is_named_by_nobody_who_can_not_read_it(
        self, signed_in, question, original, agent, now
    ):
        Question.objects.filter(pk=original.pk).update(hidden_at=now)
        reply = signed_in(agent).post(at(question, "duplicate"), {"original": str(original.pk)})
        assert "no question was found there" in reply.content.decode()

    def test_the_asker_may_say_that_theirs_is_different(
        self, signed_in, question, original, asker, helper, moderator, now
    ):
        mark_duplicate(by=moderator, question=question, original=original, note="", now=now)
        assert "Ask to open it again" in read(signed_in(asker), question)
        assert "Ask to open it again" not in read(signed_in(helper), question)
        signed_in(asker).post(at(question, "reopen"), {"note": "Mine is another box."})
        assert "Femke asked on" in read(signed_in(helper), question)

    def test_no_answer_form_but_the_way_on(self, signed_in, question, original, helper, moderator, now):
        mark_duplicate(by=moderator, question=question, original=original, note="", now=now)
        page = read(signed_in(helper), question)
        assert "Answers go to the question that was asked before:" in page
        assert 'id="reply"' not in page


class TestClosing:
    def test_a_moderator_closes_with_a_reason_and_words(self, client, signed_in, question, moderator):
        page = signed_in(moderator).get(at(question, "close")).content.decode()
        assert page.count('type="radio"') == len(CloseReason)
        signed_in(moderator).post(at(question, "close"), {"choice": "elsewhere", "note": "See your bill."})
        page = read(client, question)
        assert "Closed by Lotte Brouwer." in page
        assert "This is answered somewhere else. See your bill." in page and "Closed on" in page
        assert "so it takes no more answers" in page

    def test_without_words_the_choice_is_kept(self, signed_in, question, moderator):
        reply = signed_in(moderator).post(at(question, "close"), {"choice": "elsewhere", "note": ""})
        assert reply.status_code == 400
        assert 'value="elsewhere" checked' in reply.content.decode()

    def test_the_asker_closes_their_own_with_one_press(self, signed_in, question, asker):
        client = signed_in(asker)
        assert 'type="radio"' not in client.get(at(question, "close")).content.decode()
        client.post(at(question, "close"), {"note": ""})
        page = read(client, question)
        assert "An answer is no longer needed." in page and "Open it again" in page
        client.post(at(question, "reopen"), {"note": ""})
        assert again(question).status == Status.OPEN

    def test_asked_to_open_it_again_a_moderator_sees_the_words_and_decides(
        self, signed_in, question, asker, moderator, now
    ):
        close_question(by=moderator, question=question, closed_as="other", note="Sold elsewhere.", now=now)
        assert "Ask to open it again" in read(signed_in(asker), question)
        signed_in(asker).post(at(question, "reopen"), {"note": "This is about fibre."})
        client = signed_in(moderator)
        assert "Look at the request" in read(client, question)
        page = client.get(at(question, "reopen")).content.decode()
        assert "This is about fibre." in page and "It stays as it is" in page
        refused = client.post(at(question, "reopen"), {"decision": "stays", "note": ""})
        assert refused.status_code == 400
        client.post(at(question, "reopen"), {"decision": "stays", "note": "It is answered there."})
        assert again(question).status == Status.CLOSED
        assert "Lotte looked again: it stays closed: It is answered there." in read(client, question)

    def test_or_opens_it(self, signed_in, question, asker, moderator, now):
        close_question(by=moderator, question=question, closed_as="other", note="Sold elsewhere.", now=now)
        ask_to_reopen(by=asker, question=question, note="This is about fibre.", now=now)
        signed_in(moderator).post(at(question, "reopen"), {"note": "You were right."})
        assert again(question).status == Status.OPEN


class TestPlaces:
    @pytest.mark.parametrize("person", ["asker", "agent", "moderator"])
    def test_it_moves_to_the_board_that_was_chosen(self, request, signed_in, question, now, person):
        other = make_board("Billing")
        make_board("Old things", archived_at=now)
        client = signed_in(request.getfixturevalue(person))
        page = client.get(at(question, "move")).content.decode()
        assert "Billing" in page and "Old things" not in page
        client.post(at(question, "move"), {"choice": str(other.pk)})
        assert again(question).board == other
        assert "moved it to another board" in read(client, question)

    @pytest.mark.parametrize("choice", ["", "0", "x", "9" * 30, "\x00"])
    def test_a_board_that_is_none_comes_back(self, signed_in, question, moderator, choice):
        assert signed_in(moderator).post(at(question, "move"), {"choice": choice}).status_code == 400

    def test_locked_it_says_so_calmly_and_takes_nothing(self, client, signed_in, question, helper, moderator):
        signed_in(moderator).post(at(question, "lock"), {"note": WHY, "turn": "1"})
        page = read(client, question)
        assert "This question is locked" in page and WHY in page and "Lotte Brouwer, " in page
        member = signed_in(helper)
        page = read(member, question)
        assert 'id="reply"' not in page and "takes no more words" in page
        reply = member.post(
            at(question, "answers"), {"body": "Set the time to four at night.", "form_key": "k"}
        )
        assert reply.status_code == 400
        assert 'id="reply"' in read(signed_in(moderator), question)
        signed_in(moderator).post(at(question, "lock"), {"turn": "0"})
        assert 'id="reply"' in read(member, question)

    def test_pressed_too_late_it_does_not_undo_what_a_colleague_did(
        self, signed_in, question, moderator, manager, now
    ):
        lock_question(by=manager, question=question, on=True, reason=WHY, now=now)
        signed_in(moderator).post(at(question, "lock"), {"note": "For good reason", "turn": "1"})
        assert again(question).locked_by == manager

    def test_unlisted_it_is_read_by_its_address_and_not_indexed(
        self, client, signed_in, question, helper, employee, moderator, now
    ):
        noindex, lists = (
            '<meta name="robots" content="noindex">',
            ("/questions/", "/sitemaps/questions-0.xml"),
        )

        def told() -> list[bool]:
            return [question.path() in client.get(address).getvalue().decode() for address in lists]

        assert noindex not in read(client, question)
        assert told() == [True, True]
        signed_in(moderator).post(at(question, "unlist"), {"note": WHY, "turn": "1"})
        assert noindex in read(client, question)
        assert "This question is in no list" not in read(signed_in(helper), question)
        assert "This question is in no list" in read(signed_in(employee), question)
        assert told() == [False, False]

    def test_on_top_needs_no_reason(self, signed_in, question, moderator):
        signed_in(moderator).post(at(question, "pin"), {"note": "", "turn": "1"})
        assert again(question).pinned_by == moderator
        signed_in(moderator).post(at(question, "pin"), {"note": "", "turn": "0"})
        assert again(question).pinned_at is None


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_state_has_a_sentence_without_places_left_open(
    question, original, asker, employee, moderator, now, language
):
    def sentences() -> str:
        page = question_page(question.pk, member=asker, language=language, now=now)
        told = " ".join(moment.text for moment in page.moments)
        words = " ".join(f"{notice.title} {notice.text}" for notice in page.notices)
        return f"{page.verdict.lead} {page.verdict.text} {page.verdict.more} {told} {words}"

    said = []
    ask_for_details(by=employee, question=question, note=MISSING, now=now)
    said.append(sentences())
    close_unheard(now=now + timedelta(days=8))
    said.append(sentences())
    make_comment(question=question, by=asker, now=now + timedelta(days=9))
    mark_duplicate(by=moderator, question=question, original=original, note="Same box.", now=now)
    said.append(sentences())
    ask_to_reopen(by=asker, question=question, note="Mine is another.", now=now)
    lock_question(by=moderator, question=question, on=True, reason=WHY, now=now)
    unlist_question(by=moderator, question=question, on=True, reason=WHY, now=now)
    said.append(sentences())
    assert not [words for words in said if "{" in words]


def test_a_page_costs_no_more_for_what_was_decided(
    client, board, question, original, stranger, moderator, now
):
    plain = make_question(board=board, by=stranger, now=now, title="How do I read the meter at night?")
    mark_duplicate(by=moderator, question=question, original=original, note="", now=now)
    lock_question(by=moderator, question=original, on=True, reason=WHY, now=now)

    def cost(each: Question) -> int:
        read(client, each)
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as asked:
            read(client, each)
        return len(asked)

    assert cost(question) <= cost(plain) >= cost(original)
