"""Whatever people do in whatever order, a question is never in an impossible state, and the ladder follows."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from community.events.models import Event
from forum import rules
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.ask_details import ask_for_details, close_unheard, end_waiting
from forum.actions.close import close_question
from forum.actions.curate import lock_question, pin_question, unlist_question
from forum.actions.duplicate import mark_duplicate
from forum.actions.move import move_question
from forum.actions.reopen import ask_to_reopen, decline_reopening, reopen_question
from forum.actions.visibility import hide_post, restore_post
from forum.escalation import sweep
from forum.escalation.ladder import Course
from forum.escalation.models import Climb, Policy
from forum.models import Board, CloseReason, Follow, LinkKind, Question, QuestionLink, Revision, Status
from forum.rules import NotAllowed
from forum.webcare.models import Case, CaseState
from reputation import standings
from tests.builders import make_answer, make_board, make_comment, make_question

pytestmark = pytest.mark.django_db
WHY = "Because of what it says."
PEOPLE = ["asker", "helper", "stranger", "employee", "agent", "moderator"]
DECIDED = frozenset({Status.DUPLICATE, Status.CLOSED})


def points(by) -> int:
    return standings.of(by)


# Verb: how it is done, the rule that allows it, the events that a success leaves (none: it was so already).
VERBS = {
    "details": (
        lambda w, by: ask_for_details(by=by, question=w.question, note=WHY, now=w.now),
        lambda w, by: rules.may_ask_for_details(by, w.question, points(by), w.now),
        {"question.info_asked"},
    ),
    "go on": (
        lambda w, by: end_waiting(by=by, question=w.question, now=w.now),
        lambda w, by: rules.may_end_waiting(by, w.question, w.now),
        {"question.info_given"},
    ),
    "duplicate": (
        lambda w, by: mark_duplicate(by=by, question=w.question, original=w.other, note="", now=w.now),
        lambda w, by: rules.may_mark_duplicate(by, w.question, points(by), w.now),
        {"question.duplicate_marked"},
    ),
    "the other way": (
        lambda w, by: mark_duplicate(by=by, question=w.other, original=w.question, note="", now=w.now),
        lambda w, by: rules.may_mark_duplicate(by, w.other, points(by), w.now),
        {"question.duplicate_marked"},
    ),
    "close": (
        lambda w, by: close_question(by=by, question=w.question, closed_as="other", note=WHY, now=w.now),
        lambda w, by: rules.may_close(by, w.question, w.now),
        {"question.closed"},
    ),
    "no longer needed": (
        lambda w, by: close_question(by=by, question=w.question, closed_as="not_needed", note="", now=w.now),
        lambda w, by: rules.may_close(by, w.question, w.now),
        {"question.closed"},
    ),
    "reopen": (
        lambda w, by: reopen_question(by=by, question=w.question, now=w.now),
        lambda w, by: rules.may_reopen(by, w.question, w.now),
        {"question.reopened"},
    ),
    "reopen the other": (
        lambda w, by: reopen_question(by=by, question=w.other, now=w.now),
        lambda w, by: rules.may_reopen(by, w.other, w.now),
        {"question.reopened"},
    ),
    "ask to reopen": (
        lambda w, by: ask_to_reopen(by=by, question=w.question, note=WHY, now=w.now),
        lambda w, by: rules.may_ask_to_reopen(by, w.question, w.now),
        {"question.reopening_asked"},
    ),
    "decline": (
        lambda w, by: decline_reopening(by=by, question=w.question, note=WHY, now=w.now),
        lambda w, by: rules.may_decline_reopening(by, w.question, w.now),
        {"question.reopening_declined"},
    ),
    "move": (
        lambda w, by: move_question(by=by, question=w.question, board=w.elsewhere(), now=w.now),
        lambda w, by: rules.may_move(by, w.question, w.now),
        {"question.moved"},
    ),
    **{
        f"{name} {on}": (
            lambda w, by, verb=verb, on=on: verb(by=by, question=w.question, on=on, reason=WHY, now=w.now),
            lambda w, by, rule=rule: rule(by, w.question, w.now),
            kinds,
        )
        for name, verb, rule, kinds in (
            ("lock", lock_question, rules.may_lock, {"question.locked", "question.unlocked"}),
            ("pin", pin_question, rules.may_pin, {"question.pinned", "question.unpinned"}),
            ("unlist", unlist_question, rules.may_unlist, {"question.unlisted", "question.listed"}),
        )
        for on in (True, False)
    },
    "comment": (
        lambda w, by: make_comment(question=w.question, by=by, now=w.now),
        lambda w, by: rules.may_comment(by, w.question, points(by), w.now),
        {"comment.posted"},
    ),
    "answer": (
        lambda w, by: make_answer(question=w.question, by=by, now=w.now),
        lambda w, by: rules.may_answer(by, w.question, w.now),
        {"answer.posted"},
    ),
    "hide": (
        lambda w, by: hide_post(by=by, post=w.question, reason=WHY, now=w.now),
        lambda w, by: rules.may_hide(by, w.now),
        {"question.hidden"},
    ),
    "restore": (
        lambda w, by: restore_post(by=by, post=w.question, reason=WHY, now=w.now),
        lambda w, by: rules.may_hide(by, w.now),
        {"question.restored"},
    ),
}
# What the word of the asker brings about besides.
FOLLOWING = {"question.info_given", "question.reopened"}
STEPS = st.lists(
    st.tuples(st.sampled_from(["a week", *VERBS]), st.sampled_from(PEOPLE)), min_size=4, max_size=14
)


class World:
    """Two questions, two boards and the cast; `now` goes on with each step."""

    def __init__(self, cast, board, now):
        self.cast, self.now = cast, now
        self.boards = [board, make_board("Billing")]
        self.first = make_question(board=board, by=cast["asker"], now=now).pk
        self.second = make_question(
            board=board, by=cast["stranger"], now=now, title="Fibre drops every evening at nine"
        ).pk

    # Rows as a page loads them: what a verb did is seen by the next one through the database alone.
    @property
    def question(self) -> Question:
        return Question.objects.get(pk=self.first)

    @property
    def other(self) -> Question:
        return Question.objects.get(pk=self.second)

    def elsewhere(self) -> Board:
        return next(board for board in self.boards if board.pk != self.question.board_id)


def act(world: World, name: str, by) -> None:
    do, rule, kinds = VERBS[name]
    allowed, last = rule(world, by), Event.objects.latest("pk").pk
    asks = by.pk == world.question.author_id
    try:
        with transaction.atomic():
            changed = do(world, by)
    except NotAllowed:
        assert not allowed, name
        assert not Event.objects.filter(pk__gt=last).exists()
        return
    except ValidationError:
        # Circles, originals nobody can find, a reason that is not for the asker to give.
        assert allowed and not Event.objects.filter(pk__gt=last).exists()
        return
    assert allowed, name
    left = list(Event.objects.filter(pk__gt=last).order_by("pk").values_list("kind", flat=True))
    if changed is False:
        assert left == []
        return
    assert left[0] in kinds and len(left) == len(set(left)) <= 2
    assert not left[1:] or (asks and name in ("comment", "answer") and left[1] in FOLLOWING)


def assert_possible(question: Question) -> None:
    waits, closed = question.status == Status.NEEDS_INFO, question.status == Status.CLOSED
    leads = question.status == Status.DUPLICATE
    assert waits == (question.status_due_at is not None)
    assert closed == (question.closed_as in CloseReason.values)
    assert leads == (question.duplicate_of_id is not None)
    assert (question.status == Status.OPEN) == (question.status_at is None)
    assert question.status_at is not None or (question.status_by_id is None and not question.status_reason)
    assert question.reopening_asked_at is None or closed or leads
    links = QuestionLink.objects.filter(source=question, kind=LinkKind.DUPLICATE)
    assert list(links.values_list("target", flat=True)) == ([question.duplicate_of_id] if leads else [])
    for column in ("locked", "pinned", "unlisted"):
        assert (getattr(question, f"{column}_at") is None) == (getattr(question, f"{column}_by_id") is None)


@given(steps=STEPS)
@settings(
    max_examples=20,
    # An example writes hundreds of rows; a failing one is short enough to be read as it is.
    phases=[Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_order_of_verbs_leads_to_an_impossible_state(
    board, asker, helper, stranger, employee, agent, moderator, now, steps
):
    cast = dict(zip(PEOPLE, (asker, helper, stranger, employee, agent, moderator), strict=True))
    with transaction.atomic():
        world = World(cast, board, now)
        for name, person in steps:
            world.now += timedelta(minutes=5)
            if name == "a week":
                world.now += timedelta(days=7)
                waited = world.question.status == Status.NEEDS_INFO
                assert close_unheard(now=world.now) == waited
            else:
                act(world, name, cast[person])
            for question in Question.objects.all():
                assert_possible(question)
            ends = [
                world.question.duplicate_of_id == world.second,
                world.other.duplicate_of_id == world.first,
            ]
            assert not all(ends), "a circle"
        boards = Revision.objects.filter(question=world.first).exclude(board="").order_by("number")
        moved = Event.objects.filter(kind="question.moved").count()
        assert boards.count() == 1 + moved
        transaction.set_rollback(True)


@pytest.fixture
def climbing(question, now) -> SimpleNamespace:
    """A question on the ladder, and ways to look at it."""
    sweep.run(now)
    return SimpleNamespace(
        question=question,
        course=lambda: Climb.objects.get(question=question).course,
        sweep=lambda at: sweep.run(at),
    )


def case_of(question) -> Case | None:
    return Case.objects.filter(question=question).first()


class TestTheLadderFollows:
    def test_it_pauses_while_the_asker_is_waited_for_and_goes_on_with_their_word(
        self, climbing, asker, employee, now
    ):
        ask_for_details(by=employee, question=climbing.question, note=WHY, now=now)
        climbing.sweep(now)
        assert climbing.course() == Course.PAUSED
        climbing.sweep(now + timedelta(days=3))
        assert case_of(climbing.question) is None
        make_comment(question=climbing.question, by=asker, now=now + timedelta(days=3))
        climbing.sweep(now + timedelta(days=3))
        assert climbing.course() == Course.CLIMBING

    def test_unheard_it_ends_and_their_word_sets_it_going_again(self, climbing, asker, employee, now):
        ask_for_details(by=employee, question=climbing.question, note=WHY, now=now)
        then = now + timedelta(days=7)
        close_unheard(now=then)
        climbing.sweep(then)
        assert climbing.course() == Course.ENDED
        make_comment(question=climbing.question, by=asker, now=then + timedelta(hours=1))
        climbing.sweep(then + timedelta(hours=1))
        assert climbing.course() == Course.CLIMBING

    @pytest.mark.parametrize("verb", ["close", "duplicate"])
    def test_decided_it_ends_with_its_case_and_opened_again_it_goes_on(
        self, climbing, board, stranger, moderator, now, verb
    ):
        late = now + timedelta(days=2)
        for hours in range(0, 48, 4):
            climbing.sweep(now + timedelta(hours=hours))
        climbing.sweep(late)
        assert case_of(climbing.question).state == CaseState.OPEN
        if verb == "close":
            close_question(by=moderator, question=climbing.question, closed_as="other", note=WHY, now=late)
        else:
            original = make_question(board=board, by=stranger, now=now, title="Fibre drops at nine again")
            mark_duplicate(by=moderator, question=climbing.question, original=original, note="", now=late)
        climbing.sweep(late)
        assert climbing.course() == Course.ENDED
        assert case_of(climbing.question).state == CaseState.CLOSED
        assert case_of(climbing.question).cause == climbing.question.status
        reopen_question(by=moderator, question=climbing.question, now=late + timedelta(hours=1))
        climbing.sweep(late + timedelta(hours=1))
        assert climbing.course() == Course.CLIMBING

    def test_on_another_board_that_boards_patience_counts_but_what_was_told_stays(
        self, climbing, moderator, now
    ):
        before = Climb.objects.get(question=climbing.question)
        other = make_board("Billing")
        # A policy of its own with more patience.
        policy = Policy(board=other)
        Policy.objects.create(
            board=other, helpers_after=policy.helpers_after + 60, webcare_after=2 * policy.webcare_after
        )
        move_question(by=moderator, question=climbing.question, board=other, now=now + timedelta(minutes=5))
        climbing.sweep(now + timedelta(minutes=5))
        after = Climb.objects.get(question=climbing.question)
        assert after.next_due_at == before.next_due_at + timedelta(hours=1)
        assert after.promise_at == before.promise_at
        assert after.course == Course.CLIMBING


def test_a_solution_undone_after_waiting_does_not_wait_again(question, answer, asker, employee, now):
    ask_for_details(by=employee, question=question, note=WHY, now=now)
    accept_answer(by=asker, answer=answer, now=now)
    undo_acceptance(by=asker, answer=answer, now=now)
    assert Question.objects.get(pk=question.pk).state == "answered"
    assert Follow.objects.filter(member=asker, question=question).exists()
