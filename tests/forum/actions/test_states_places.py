"""Where a question leads and stands: duplicates, another board, locked, on top, in no list."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.lib import clock, slots
from community.notifications.letters import sentence
from community.notifications.models import Notification
from forum import announcing, tasks
from forum.actions.close import close_question
from forum.actions.curate import lock_question, pin_question, unlist_question
from forum.actions.delete import delete_post, undelete_post
from forum.actions.duplicate import mark_duplicate
from forum.actions.follow import follow_question, join_question
from forum.actions.move import move_question
from forum.actions.reopen import ask_to_reopen, reopen_orphans, reopen_question
from forum.actions.visibility import CHANGE_OF_MIND, hide_post
from forum.actions.vote import cast_vote
from forum.models import (
    BoardField,
    FieldValue,
    Follow,
    LinkKind,
    Question,
    QuestionLink,
    Revision,
    Status,
)
from forum.queries.beside import others_asked
from forum.queries.home import home_page
from forum.queries.sitemap import questions as in_site_map
from forum.rules import NotAllowed
from forum.search import questions as documents
from tests.builders import make_answer, make_board, make_comment, make_question
from tests.forum.actions.ledgers import kinds

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)
WHY = "It went round in circles."


def again(question) -> Question:
    return Question.objects.get(pk=question.pk)


def told(kind: str, variant: str = "") -> set[str]:
    rows = Notification.objects.filter(kind=kind).select_related("member")
    return {row.member.name for row in rows if row.details.get("variant", "") == variant}


@pytest.fixture
def original(board, stranger, now):
    return make_question(board=board, by=stranger, now=now - LATER, title="Fibre drops every evening at nine")


@pytest.fixture
def elsewhere(db):
    return make_board("Billing")


def followers(question) -> set[str]:
    return set(Follow.objects.filter(question=question).values_list("member__name", flat=True))


class TestDuplicates:
    @pytest.mark.parametrize("person", ["asker", "agent", "moderator", "manager"])
    def test_it_leads_to_the_original_with_a_kind_word(self, request, question, original, now, person):
        by = request.getfixturevalue(person)
        end = mark_duplicate(by=by, question=question, original=original, note="Same box.", now=now)
        assert end == original
        row = again(question)
        assert (row.status, row.duplicate_of, row.status_reason) == (
            Status.DUPLICATE, original, "Same box.",
        )  # fmt: skip
        assert (row.status_by, row.status_at) == (by, now)
        link = QuestionLink.objects.get()
        assert (link.source, link.target, link.kind) == (question, original, LinkKind.DUPLICATE)

    @pytest.mark.parametrize("person", ["helper", "stranger", "employee"])
    def test_others_do_not_say_so(self, request, question, original, now, person):
        with pytest.raises(NotAllowed, match="that ability"):
            mark_duplicate(
                by=request.getfixturevalue(person), question=question, original=original, note="", now=now
            )

    def test_its_followers_follow_the_original_and_are_told_once(
        self, question, original, asker, helper, employee, moderator, now
    ):
        follow_question(by=helper, question=question, now=now)
        follow_question(by=employee, question=question, now=now)
        follow_question(by=employee, question=original, now=now)
        mark_duplicate(by=moderator, question=question, original=original, note="Same box.", now=now)
        assert followers(original) >= {asker.name, helper.name, employee.name}
        announcing.announce(now)
        assert told("question-decided", "duplicate") == {asker.name}
        assert told("follow-moved") == {helper.name, employee.name}
        letter = Notification.objects.get(kind="follow-moved", member=helper)
        assert letter.link == original.path()
        reopen_question(by=moderator, question=question, now=now)
        assert followers(original) >= {asker.name, helper.name, employee.name}
        mark_duplicate(by=moderator, question=question, original=original, note="", now=now + LATER)
        announcing.announce(now + LATER)
        assert Notification.objects.filter(kind="follow-moved").count() == 2

    def test_undone_it_is_open_as_before(self, question, original, moderator, now):
        mark_duplicate(by=moderator, question=question, original=original, note="Same box.", now=now)
        reopen_question(by=moderator, question=question, now=now + LATER)
        row = again(question)
        assert (row.status, row.duplicate_of, row.status_reason, row.status_by) == (
            Status.OPEN,
            None,
            "",
            None,
        )
        assert not QuestionLink.objects.exists()

    def test_whoever_marked_it_may_undo_it_and_the_asker_may_ask(
        self, question, original, asker, moderator, now
    ):
        mark_duplicate(by=moderator, question=question, original=original, note="", now=now)
        with pytest.raises(NotAllowed):
            reopen_question(by=asker, question=question, now=now)
        ask_to_reopen(by=asker, question=question, note="Mine is another box.", now=now)
        assert again(question).reopening_asked_at == now
        reopen_question(by=moderator, question=question, now=now)
        mark_duplicate(by=asker, question=question, original=original, note="", now=now)
        reopen_question(by=asker, question=question, now=now)
        assert again(question).status == Status.OPEN

    def test_a_way_over_another_duplicate_leads_to_its_end(
        self, board, question, original, asker, moderator, now
    ):
        between = make_question(board=board, by=asker, now=now, title="Fibre drops at night as well")
        mark_duplicate(by=moderator, question=between, original=original, note="", now=now)
        assert mark_duplicate(by=moderator, question=question, original=between, note="", now=now) == original
        assert again(question).duplicate_of == original

    def test_there_are_no_circles(self, board, question, original, asker, moderator, now):
        between = make_question(board=board, by=asker, now=now, title="Fibre drops at night as well")
        mark_duplicate(by=moderator, question=original, original=between, note="", now=now)
        mark_duplicate(by=moderator, question=between, original=question, note="", now=now)
        for way in (original, between, question):
            with pytest.raises(ValidationError, match="one that leads here"):
                mark_duplicate(by=moderator, question=question, original=way, note="", now=now)
        assert again(question).status == Status.OPEN

    def test_once_the_original_is_gone_it_is_open_again_and_its_asker_is_told(
        self, question, original, asker, stranger, moderator, now
    ):
        mark_duplicate(by=moderator, question=question, original=original, note="", now=now)
        delete_post(by=stranger, post=original, now=now)
        assert reopen_orphans(now=now + CHANGE_OF_MIND - timedelta(seconds=1)) == 0
        then = now + CHANGE_OF_MIND
        assert (reopen_orphans(now=then), reopen_orphans(now=then)) == (1, 0)
        row = again(question)
        assert (row.status, row.duplicate_of, row.status_due_at) == (Status.OPEN, None, None)
        announcing.announce(then)
        assert told("question-reopened", "orphaned") == {asker.name}
        assert "is gone" in sentence(Notification.objects.get(kind="question-reopened"))

    def test_one_that_is_brought_back_in_time_keeps_its_duplicates(
        self, question, original, stranger, moderator, now
    ):
        mark_duplicate(by=moderator, question=question, original=original, note="", now=now)
        delete_post(by=stranger, post=original, now=now)
        undelete_post(by=stranger, post=original, now=now)
        assert reopen_orphans(now=now + LATER) == 0
        assert again(question).duplicate_of == original

    def test_the_worker_opens_what_is_left_alone(self, question, original, moderator, now):
        mark_duplicate(by=moderator, question=question, original=original, note="", now=now)
        hide_post(by=moderator, post=original, reason="It is an advertisement.", now=clock.now() - LATER)
        assert tasks.reopen_orphans() == 1
        assert again(question).status == Status.OPEN

    def test_what_not_everyone_can_read_is_no_original(self, question, original, moderator, now):
        unlist_question(by=moderator, question=original, on=True, reason=WHY, now=now)
        with pytest.raises(ValidationError, match="Not everyone"):
            mark_duplicate(by=moderator, question=question, original=original, note="", now=now)
        unlist_question(by=moderator, question=original, on=False, reason="", now=now)
        hide_post(by=moderator, post=original, reason=WHY, now=now)
        with pytest.raises(ValidationError, match="Not everyone"):
            mark_duplicate(by=moderator, question=question, original=original, note="", now=now)

    def test_a_closed_one_is_opened_first(self, question, original, moderator, now):
        close_question(by=moderator, question=question, closed_as="other", note="Sold elsewhere.", now=now)
        with pytest.raises(NotAllowed):
            mark_duplicate(by=moderator, question=question, original=original, note="", now=now)

    def test_the_page_of_the_original_names_it(self, settings, tmp_path, question, original, moderator, now):
        settings.VAR_DIR = tmp_path
        assert others_asked(original).same == ()
        mark_duplicate(by=moderator, question=question, original=original, note="", now=now)
        assert [other.id for other in others_asked(original).same] == [question.pk]
        unlist_question(by=moderator, question=question, on=True, reason=WHY, now=now)
        assert others_asked(original).same == ()
        unlist_question(by=moderator, question=question, on=False, reason="", now=now)
        assert [other.id for other in others_asked(original).same] == [question.pk]
        reopen_question(by=moderator, question=question, now=now)
        assert others_asked(original).same == ()


class TestMoving:
    @pytest.mark.parametrize("person", ["asker", "agent", "lead", "moderator", "manager"])
    def test_it_stands_on_the_other_board_with_its_tags(
        self, request, question, elsewhere, board, now, person
    ):
        by = request.getfixturevalue(person)
        before = slots.versions([f"board:{board.pk}", f"board:{elsewhere.pk}"])
        move_question(by=by, question=question, board=elsewhere, note="It is about money.", now=now)
        assert again(question).board == elsewhere
        assert [tag.slug for tag in question.tags.all()] == ["fibre"]
        after = slots.versions([f"board:{board.pk}", f"board:{elsewhere.pk}"])
        assert all(old != new for old, new in zip(before, after, strict=True))
        revision = Revision.objects.filter(question=question).latest("number")
        assert (revision.number, revision.board, revision.by, revision.body) == (
            2, elsewhere.slug, by, question.body,
        )  # fmt: skip
        row = again(question)
        assert (row.index_due_at, row.watch_due_at) == (now, now)

    @pytest.mark.parametrize("person", ["helper", "stranger", "employee"])
    def test_others_do_not_move_it(self, request, question, elsewhere, now, person):
        with pytest.raises(NotAllowed, match="another board"):
            move_question(by=request.getfixturevalue(person), question=question, board=elsewhere, now=now)

    def test_the_asker_is_told_and_followers_of_the_board_are_not(
        self, question, elsewhere, asker, helper, moderator, now
    ):
        Follow.objects.create(member=helper, board=elsewhere, since=now)
        announcing.announce(now)
        move_question(by=moderator, question=question, board=elsewhere, note="It is about money.", now=now)
        announcing.announce(now)
        assert told("question-decided", "moved") == {asker.name}
        assert not Notification.objects.filter(member=helper).exists()

    def test_a_board_that_will_not_do(self, question, elsewhere, board, moderator, now):
        with pytest.raises(ValidationError, match="already"):
            move_question(by=moderator, question=question, board=board, now=now)
        elsewhere.archived_at = now
        elsewhere.save()
        with pytest.raises(ValidationError, match="no questions any more"):
            move_question(by=moderator, question=question, board=elsewhere, now=now)

    def test_what_was_said_to_a_field_of_the_same_name_goes_with_it(
        self, question, board, elsewhere, moderator, now
    ):
        here = BoardField.objects.create(board=board, slug="product", label="Product")
        there = BoardField.objects.create(board=elsewhere, slug="product", label="Product")
        other = BoardField.objects.create(board=board, slug="box", label="Box")
        for field in (here, other):
            FieldValue.objects.create(question=question, field=field, value="Fibre 500")
        move_question(by=moderator, question=question, board=elsewhere, now=now)
        assert set(FieldValue.objects.values_list("field", flat=True)) == {there.pk, other.pk}

    def test_it_is_on_top_of_its_new_board_no_longer(self, question, elsewhere, moderator, now):
        pin_question(by=moderator, question=question, on=True, now=now)
        move_question(by=moderator, question=question, board=elsewhere, now=now)
        assert (again(question).pinned_at, again(question).pinned_by) == (None, None)


class TestCurating:
    @pytest.mark.parametrize("verb", [lock_question, pin_question, unlist_question])
    @pytest.mark.parametrize("person", ["asker", "helper", "stranger", "employee", "agent", "lead"])
    def test_only_moderators(self, request, question, now, verb, person):
        with pytest.raises(NotAllowed, match="Only moderators"):
            verb(by=request.getfixturevalue(person), question=question, on=True, reason=WHY, now=now)

    @pytest.mark.parametrize(
        ("verb", "column", "events"),
        [
            (lock_question, "locked", ["question.locked", "question.unlocked"]),
            (pin_question, "pinned", ["question.pinned", "question.unpinned"]),
            (unlist_question, "unlisted", ["question.unlisted", "question.listed"]),
        ],
    )
    @pytest.mark.parametrize("person", ["moderator", "manager"])
    def test_it_is_done_and_undone_once(self, request, question, now, verb, column, events, person):
        by = request.getfixturevalue(person)
        assert verb(by=by, question=question, on=True, reason=WHY, now=now) is True
        assert verb(by=by, question=question, on=True, reason=WHY, now=now + LATER) is False
        row = again(question)
        assert (getattr(row, f"{column}_at"), getattr(row, f"{column}_by")) == (now, by)
        assert verb(by=by, question=question, on=False, reason="", now=now) is True
        assert verb(by=by, question=question, on=False, reason="", now=now) is False
        row = again(question)
        assert (getattr(row, f"{column}_at"), getattr(row, f"{column}_by")) == (None, None)
        assert kinds(question)[-2:] == events

    @pytest.mark.parametrize("verb", [lock_question, unlist_question])
    def test_a_reason_is_given(self, question, moderator, now, verb):
        with pytest.raises(ValidationError):
            verb(by=moderator, question=question, on=True, reason="", now=now)

    def test_the_asker_hears_of_a_lock_and_of_lists_but_not_of_the_top(self, question, asker, moderator, now):
        for verb in (lock_question, pin_question, unlist_question):
            verb(by=moderator, question=question, on=True, reason=WHY, now=now)
        announcing.announce(now)
        rows = Notification.objects.filter(member=asker).order_by("pk")
        assert [row.details["variant"] for row in rows] == ["locked", "unlisted"]
        assert {row.details["quote"] for row in rows} == {WHY}

    def test_a_locked_question_takes_words_and_votes_of_moderators_only(
        self, question, answer, asker, stranger, moderator, now
    ):
        lock_question(by=moderator, question=question, on=True, reason=WHY, now=now)
        for write in (
            lambda by: make_answer(question=question, by=by, now=now),
            lambda by: make_comment(question=question, by=by, now=now),
            lambda by: cast_vote(by=by, post=answer, value=1, now=now),
        ):
            with pytest.raises(NotAllowed):
                write(asker)
            with pytest.raises(NotAllowed):
                write(stranger)
            write(moderator)

    def test_an_unlisted_question_is_in_no_list(
        self, settings, tmp_path, board, question, original, moderator, now
    ):
        settings.VAR_DIR = tmp_path

        def found() -> list[bool]:
            home = home_page(member=None, language="en")
            return [
                question.pk in {row.id for row in home.waiting},
                question.path() in {path for path, _moment in in_site_map(0)},
                question.pk in {document.id for document in documents.documents([question.pk])},
            ]

        assert found() == [True] * 3
        unlist_question(by=moderator, question=question, on=True, reason=WHY, now=now)
        assert found() == [False] * 3
        assert Question.objects.visible_to(None).filter(pk=question.pk).exists()
        unlist_question(by=moderator, question=question, on=False, reason="", now=now)
        assert found() == [True] * 3


def test_a_moderator_who_decides_about_their_own_question_is_told_nothing(board, moderator, now):
    question = make_question(board=board, by=moderator, now=now)
    lock_question(by=moderator, question=question, on=True, reason=WHY, now=now)
    announcing.announce(now)
    assert not Notification.objects.exists()


def test_votes_views_and_me_toos_of_a_duplicate_stay(question, original, helper, stranger, moderator, now):
    cast_vote(by=helper, post=question, value=1, now=now)
    join_question(by=helper, question=question, now=now)
    Question.objects.filter(pk=question.pk).update(view_count=7)
    mark_duplicate(by=moderator, question=question, original=original, note="", now=now)
    row, first = again(question), again(original)
    assert (row.score, row.me_too_count, row.view_count) == (1, 1, 7)
    assert (first.score, first.me_too_count, first.view_count) == (0, 0, 0)


def test_whatever_is_told_can_be_said(question, original, elsewhere, asker, helper, moderator, now):
    follow_question(by=helper, question=question, now=now)
    lock_question(by=moderator, question=question, on=True, reason=WHY, now=now)
    unlist_question(by=moderator, question=question, on=True, reason=WHY, now=now)
    lock_question(by=moderator, question=question, on=False, reason="", now=now)
    move_question(by=moderator, question=question, board=elsewhere, note=WHY, now=now)
    mark_duplicate(by=moderator, question=question, original=original, note=WHY, now=now)
    ask_to_reopen(by=asker, question=question, note="Mine is another box.", now=now)
    announcing.announce(now)
    said = {sentence(row) for row in Notification.objects.exclude(kind="question-asked")}
    assert len(said) == 6
    assert all(question.title in each and "%(" not in each for each in said)
