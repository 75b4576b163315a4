"""What a question waits for and whether it goes on: details, closing, opening again, and who is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.lib import clock
from community.notifications.letters import sentence
from community.notifications.models import Notification
from forum import announcing, tasks
from forum.actions import ask_details
from forum.actions.accept import accept_answer
from forum.actions.ask_details import ask_for_details, close_unheard, end_waiting
from forum.actions.close import close_question
from forum.actions.edit import edit_question
from forum.actions.follow import follow_question
from forum.actions.reopen import ask_to_reopen, decline_reopening, reopen_question
from forum.actions.visibility import hide_post
from forum.models import Card, CloseReason, Question, Status
from forum.rules import NotAllowed
from reputation import ledger
from reputation.models import Reason
from tests.builders import make_answer, make_comment, make_member, make_question
from tests.forum.actions.ledgers import kinds

pytestmark = pytest.mark.django_db
MISSING = "Which type is on the box?"
LATER, WAITS_FOR = timedelta(hours=1), timedelta(days=7)


def again(question) -> Question:
    return Question.objects.get(pk=question.pk)


def told(kind: str, variant: str = "") -> dict[str, Notification]:
    rows = Notification.objects.filter(kind=kind).select_related("member")
    return {row.member.name: row for row in rows if row.details.get("variant", "") == variant}


@pytest.fixture
def waiting(question, employee, now):
    ask_for_details(by=employee, question=question, note=MISSING, now=now)
    return question


@pytest.fixture
def closed(question, moderator, now):
    close_question(
        by=moderator, question=question, closed_as="elsewhere", note="Read it under billing.", now=now
    )
    return question


class TestDetails:
    def test_the_question_waits_a_week_for_its_asker_who_is_told_what_is_missing(
        self, waiting, asker, employee, now
    ):
        row = again(waiting)
        assert (row.status, row.status_by, row.status_at) == (Status.NEEDS_INFO, employee, now)
        assert (row.status_reason, row.status_due_at) == (MISSING, now + timedelta(days=7))
        announcing.announce(now)
        letter = told("details-asked")
        assert letter.keys() == {asker.name}
        assert letter[asker.name].details["quote"] == MISSING
        assert "after 7 days" in sentence(letter[asker.name])
        assert letter[asker.name].letter_due_at == now

    @pytest.mark.parametrize("person", ["employee", "agent", "lead", "moderator"])
    def test_who_works_here_asks(self, request, question, now, person):
        ask_for_details(by=request.getfixturevalue(person), question=question, note=MISSING, now=now)
        assert again(question).state == "needs_info"

    @pytest.mark.parametrize("person", ["asker", "helper", "stranger"])
    def test_others_do_not(self, request, question, now, person):
        with pytest.raises(NotAllowed, match="Colleagues and reviewers"):
            ask_for_details(by=request.getfixturevalue(person), question=question, note=MISSING, now=now)
        assert kinds(question) == ["question.asked"]

    def test_a_reviewer_asks_too(self, question, now):
        reviewer = make_member("Reviewer")
        ledger.credit(
            reviewer, Reason.ANSWER_ACCEPTED, subject="x", post="answer:9", tag_ids=[], now=now
        )  # 15 points: not enough
        with pytest.raises(NotAllowed):
            ask_for_details(by=reviewer, question=question, note=MISSING, now=now)
        for number in range(10):
            ledger.credit(
                reviewer, Reason.ANSWER_ACCEPTED, subject=f"y{number}", post="answer:9", tag_ids=[], now=now
            )
        ask_for_details(by=reviewer, question=question, note=MISSING, now=now)
        assert again(question).status == Status.NEEDS_INFO

    @pytest.mark.parametrize("note", ["", "why", "  \n ", "With \x00 in it"])
    def test_it_says_what_is_missing(self, question, employee, now, note):
        with pytest.raises(ValidationError):
            ask_for_details(by=employee, question=question, note=note, now=now)
        assert again(question).status == Status.OPEN

    @pytest.mark.parametrize("word", ["comment", "answer", "edit"])
    def test_the_askers_next_word_ends_it(self, waiting, asker, employee, now, word):
        if word == "comment":
            make_comment(question=waiting, by=asker, now=now + LATER)
        elif word == "answer":
            make_answer(question=waiting, by=asker, now=now + LATER)
        else:
            edit_question(
                by=asker, question=waiting, title=waiting.title, body=f"{waiting.body} It is type 3.",
                tags=["fibre"], reason="", seen=1, now=now + LATER,
            )  # fmt: skip
        row = again(waiting)
        assert (row.status, row.status_by, row.status_at, row.status_reason, row.status_due_at) == (
            Status.OPEN, None, None, "", None,
        )  # fmt: skip
        assert kinds(waiting)[-1] == "question.info_given"
        assert kinds(waiting).count("question.info_given") == 1
        announcing.announce(now + LATER)
        assert told("details-given").keys() == {employee.name}

    def test_what_was_told_is_done_with_once_they_came_back(self, waiting, asker, now):
        announcing.announce(now)
        make_comment(question=waiting, by=asker, now=now + LATER)
        assert not Notification.objects.unread().filter(kind="details-asked").exists()

    def test_words_of_others_do_not_end_it(self, waiting, helper, agent, now):
        make_comment(question=waiting, by=helper, now=now)
        make_answer(question=waiting, by=agent, now=now)
        assert again(waiting).status == Status.NEEDS_INFO

    @pytest.mark.parametrize("person", ["asker", "employee", "agent", "moderator"])
    def test_who_may_say_that_the_details_are_there(self, request, waiting, now, person):
        end_waiting(by=request.getfixturevalue(person), question=waiting, now=now)
        assert again(waiting).state == "open"
        with pytest.raises(NotAllowed, match="does not wait"):
            end_waiting(by=request.getfixturevalue(person), question=waiting, now=now)

    def test_a_stranger_does_not_say_that(self, waiting, stranger, now):
        with pytest.raises(NotAllowed):
            end_waiting(by=stranger, question=waiting, now=now)

    def test_a_solution_ends_it_too(self, waiting, asker, helper, now):
        answer = make_answer(question=waiting, by=helper, now=now)
        accept_answer(by=asker, answer=answer, now=now + LATER)
        assert again(waiting).state == "solved"
        assert again(waiting).status == Status.OPEN
        assert close_unheard(now=now + 2 * WAITS_FOR) == 0


class TestSilence:
    def test_after_a_week_it_is_closed_once_and_the_asker_is_told(self, waiting, asker, now):
        assert close_unheard(now=now + WAITS_FOR - timedelta(seconds=1)) == 0
        then = now + WAITS_FOR
        assert close_unheard(now=then) == 1
        assert close_unheard(now=then) == 0
        row = again(waiting)
        assert (row.status, row.closed_as, row.status_by, row.status_at, row.status_due_at) == (
            Status.CLOSED, CloseReason.NO_REPLY, None, then, None,
        )  # fmt: skip
        assert row.status_reason == MISSING
        announcing.announce(then)
        assert told("question-decided", "unheard").keys() == {asker.name}
        assert not told("question-decided", "closed")

    def test_a_day_late_loses_nothing_and_many_are_closed_at_once(self, board, asker, employee, now):
        for number in range(5):
            question = make_question(board=board, by=asker, now=now, title=f"My fibre drops, number {number}")
            ask_for_details(by=employee, question=question, note=MISSING, now=now)
        assert close_unheard(now=now + timedelta(days=30)) == 5
        assert Question.objects.filter(status=Status.CLOSED).count() == 5

    def test_one_that_fails_does_not_hold_up_the_others(self, board, asker, employee, now, monkeypatch):
        for number in range(2):
            question = make_question(board=board, by=asker, now=now, title=f"My fibre drops, number {number}")
            ask_for_details(by=employee, question=question, note=MISSING, now=now)
        record, broken = ask_details.record_change, Question.objects.earliest("pk").pk

        def recording(kind, *, question, **rest):
            if question.pk == broken:
                raise RuntimeError("out of order")
            return record(kind, question=question, **rest)

        monkeypatch.setattr(ask_details, "record_change", recording)
        assert close_unheard(now=now + WAITS_FOR) == 1
        assert Question.objects.get(pk=broken).status == Status.NEEDS_INFO
        monkeypatch.undo()
        assert close_unheard(now=now + WAITS_FOR) == 1

    def test_the_worker_does_it(self, waiting, now):
        Question.objects.update(status_due_at=clock.now())
        assert tasks.close_unheard() == 1

    def test_the_next_word_of_the_asker_opens_it_again(self, waiting, asker, helper, now):
        follow_question(by=helper, question=waiting, now=now)
        close_unheard(now=now + WAITS_FOR)
        then = now + WAITS_FOR + LATER
        make_comment(question=waiting, by=helper, now=then)
        assert again(waiting).status == Status.CLOSED
        make_comment(question=waiting, by=asker, now=then)
        assert (again(waiting).status, again(waiting).closed_as) == (Status.OPEN, "")
        assert kinds(waiting)[-2:] == ["comment.posted", "question.reopened"]
        announcing.announce(then)
        assert told("question-reopened").keys() == {helper.name}

    def test_a_question_closed_for_another_reason_stays_closed(self, closed, asker, now):
        make_comment(question=closed, by=asker, now=now + LATER)
        assert again(closed).status == Status.CLOSED


class TestClosing:
    @pytest.mark.parametrize("person", ["agent", "lead", "moderator", "manager"])
    def test_who_curates_closes_with_a_reason_and_words(self, request, question, asker, now, person):
        by = request.getfixturevalue(person)
        close_question(by=by, question=question, closed_as="unclear", note="Say which box.", now=now)
        row = again(question)
        assert (row.state, row.closed_as, row.status_reason) == ("closed", "unclear", "Say which box.")
        assert (row.status_by, row.status_at) == (by, now)
        announcing.announce(now)
        assert told("question-decided", "closed")[asker.name].details["quote"] == "Say which box."
        with pytest.raises(NotAllowed):
            close_question(by=by, question=question, closed_as="unclear", note="Say which box.", now=now)

    @pytest.mark.parametrize("person", ["helper", "stranger", "employee"])
    def test_others_do_not(self, request, question, now, person):
        by = request.getfixturevalue(person)
        with pytest.raises(NotAllowed, match="Moderators close questions"):
            close_question(by=by, question=question, closed_as="not_needed", note="", now=now)

    def test_the_asker_closes_their_own_because_it_is_no_longer_needed(self, question, asker, now):
        with pytest.raises(ValidationError, match="one of the reasons"):
            close_question(by=asker, question=question, closed_as="other", note="Because I say so", now=now)
        close_question(by=asker, question=question, closed_as="not_needed", note="", now=now)
        assert again(question).closed_as == CloseReason.NOT_NEEDED
        announcing.announce(now)
        assert not told("question-decided", "closed")
        reopen_question(by=asker, question=question, now=now)
        assert again(question).state == "open"

    @pytest.mark.parametrize("closed_as", ["", "because", "\x00"])
    def test_a_reason_that_is_none_is_refused(self, question, moderator, now, closed_as):
        with pytest.raises(ValidationError):
            close_question(
                by=moderator, question=question, closed_as=closed_as, note="Say which box.", now=now
            )

    @pytest.mark.parametrize("closed_as", ["elsewhere", "unclear", "outdated", "other"])
    def test_most_reasons_need_words(self, question, moderator, now, closed_as):
        with pytest.raises(ValidationError):
            close_question(by=moderator, question=question, closed_as=closed_as, note="", now=now)

    def test_one_that_waited_no_longer_does(self, waiting, moderator, now):
        close_question(by=moderator, question=waiting, closed_as="other", note="Sold elsewhere.", now=now)
        assert again(waiting).status_due_at is None


class TestOpeningAgain:
    @pytest.mark.parametrize("person", ["agent", "moderator", "manager", "lead"])
    def test_who_curates_opens_it_again_and_the_asker_hears(self, request, closed, asker, now, person):
        by = request.getfixturevalue(person)
        reopen_question(by=by, question=closed, note="You were right.", now=now + LATER)
        row = again(closed)
        assert (row.status, row.status_at, row.closed_as, row.status_reason) == (Status.OPEN, None, "", "")
        announcing.announce(now + LATER)
        assert told("question-reopened")[asker.name].details["quote"] == "You were right."
        with pytest.raises(NotAllowed):
            reopen_question(by=by, question=closed, now=now + LATER)

    @pytest.mark.parametrize("person", ["asker", "helper", "stranger", "employee"])
    def test_others_do_not(self, request, closed, now, person):
        with pytest.raises(NotAllowed, match="you can ask them to"):
            reopen_question(by=request.getfixturevalue(person), question=closed, now=now)

    def test_the_asker_asks_and_moderators_and_who_closed_it_are_told(
        self, question, agent, asker, moderator, manager, now
    ):
        close_question(by=agent, question=question, closed_as="other", note="Sold elsewhere.", now=now)
        ask_to_reopen(by=asker, question=question, note="This is about fibre.", now=now + LATER)
        assert again(question).reopening_asked_at == now + LATER
        announcing.announce(now + LATER)
        letters = told("reopening-asked")
        assert letters.keys() == {agent.name, moderator.name, manager.name}
        assert letters[agent.name].details["quote"] == "This is about fibre."
        assert letters[agent.name].link == f"/questions/{question.pk}/reopen/"
        with pytest.raises(NotAllowed):
            ask_to_reopen(by=asker, question=question, note="Please hurry up.", now=now + LATER)

    @pytest.mark.parametrize("person", ["helper", "stranger", "moderator", "agent"])
    def test_only_the_asker_asks(self, request, closed, now, person):
        with pytest.raises(NotAllowed):
            ask_to_reopen(by=request.getfixturevalue(person), question=closed, note="Open it please", now=now)

    def test_opened_then_nobody_is_asked_any_more(self, closed, asker, moderator, now):
        ask_to_reopen(by=asker, question=closed, note="This is about fibre.", now=now)
        announcing.announce(now)
        reopen_question(by=moderator, question=closed, now=now)
        assert again(closed).reopening_asked_at is None
        assert not Notification.objects.unread().filter(kind="reopening-asked").exists()

    def test_it_stays_closed_with_words_and_can_be_asked_again(self, closed, asker, moderator, now):
        ask_to_reopen(by=asker, question=closed, note="This is about fibre.", now=now)
        announcing.announce(now)
        with pytest.raises(ValidationError):
            decline_reopening(by=moderator, question=closed, note="", now=now)
        decline_reopening(by=moderator, question=closed, note="It is answered there.", now=now + LATER)
        row = again(closed)
        assert (row.status, row.reopening_asked_at) == (Status.CLOSED, None)
        announcing.announce(now + LATER)
        assert told("question-decided", "declined")[asker.name].details["quote"] == "It is answered there."
        assert not Notification.objects.unread().filter(kind="reopening-asked").exists()
        with pytest.raises(NotAllowed, match="Nobody waits"):
            decline_reopening(by=moderator, question=closed, note="It is answered there.", now=now)
        ask_to_reopen(by=asker, question=closed, note="It is not, I looked.", now=now + 2 * LATER)

    @pytest.mark.parametrize("person", ["asker", "helper", "stranger", "employee"])
    def test_who_may_not_open_it_does_not_say_that_it_stays(self, request, closed, asker, now, person):
        ask_to_reopen(by=asker, question=closed, note="This is about fibre.", now=now)
        with pytest.raises(NotAllowed):
            decline_reopening(
                by=request.getfixturevalue(person), question=closed, note="It stays closed.", now=now
            )

    def test_told_late_nothing_is_asked_of_anybody(self, closed, asker, moderator, now):
        ask_to_reopen(by=asker, question=closed, note="This is about fibre.", now=now)
        reopen_question(by=moderator, question=closed, now=now)
        announcing.announce(now)
        assert not told("reopening-asked")


def test_what_is_over_before_it_is_told_is_not_told(waiting, asker, moderator, now):
    make_comment(question=waiting, by=asker, now=now)
    close_question(by=moderator, question=waiting, closed_as="other", note="Sold elsewhere.", now=now)
    reopen_question(by=moderator, question=waiting, now=now)
    announcing.announce(now)
    assert not told("details-asked") and not told("question-decided", "closed")
    assert told("question-reopened").keys() == {asker.name}


def test_a_hidden_question_tells_nobody(waiting, moderator, now):
    hide_post(by=moderator, post=waiting, reason="It names a person", now=now)
    announcing.announce(now)
    assert not Notification.objects.exclude(kind="post-hidden").exists()


def test_each_verb_makes_the_page_and_its_lists_out_of_date(question, moderator, now):
    Card.objects.all().delete()
    Question.objects.update(watch_due_at=None, index_due_at=None)
    close_question(by=moderator, question=question, closed_as="other", note="Sold elsewhere.", now=now)
    row = again(question)
    assert (row.watch_due_at, row.index_due_at) == (now, now)
    assert Card.objects.filter(question=question, answer=None).count() == 2


def test_events_hold_codes_and_reasons_only(waiting, asker, moderator, now):
    end_waiting(by=asker, question=waiting, now=now)
    close_question(by=moderator, question=waiting, closed_as="other", note="Sold elsewhere.", now=now)
    rows = {row.kind: row.details for row in Event.objects.filter(thread=waiting.subject)}
    assert rows["question.info_asked"] == {"reason": MISSING, "days": 7}
    assert rows["question.info_given"].keys() == {"asked_by"}
    assert rows["question.closed"] == {"as": "other", "reason": "Sold elsewhere."}
