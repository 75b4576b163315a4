"""In whatever order things are done: counters equal a recount, standings the entries, hidden posts earn nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from community.tags.models import Tag
from forum.actions.accept import accept_answer, undo_acceptance
from forum.actions.communal import give_back, give_to_community
from forum.actions.convert import make_answer_of, make_comment_of
from forum.actions.delete import delete_post, undelete_post
from forum.actions.visibility import hide_post, restore_post
from forum.actions.vote import cast_vote, withdraw_vote
from forum.management.recounting import recount
from forum.models import Answer, Comment, Question
from forum.rules import NotAllowed
from reputation import standings
from reputation.models import Entry, Standing, TagStanding
from tests.builders import make_answer, make_board, make_comment, make_member, make_question

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)
REASON = "It names a person"
REMARK = "Did you look at the cable behind it first?"
VERBS = (
    "up", "down", "withdraw", "accept", "undo", "hide", "show", "delete", "undelete", "to comment", "to answer",
    "give", "give back", "up the question", "hide the question", "show the question",
)  # fmt: skip
STEP = st.tuples(st.sampled_from(VERBS), st.integers(0, 2), st.integers(0, 3))


class Thread:
    """A question with answers and comments by the same few people, and every verb on one of them."""

    def __init__(self):
        self.people = [make_member(f"Member {number}") for number in range(4)]
        self.moderator = make_member("Moderator", is_moderator=True)
        self.question = make_question(board=make_board(), by=self.people[0], now=START)
        for by in self.people[:3]:
            make_answer(question=self.question, by=by, now=START)
            make_comment(question=self.question, by=by, now=START, body=REMARK)

    def do(self, verb: str, which: int, who: int, now: datetime) -> None:
        by = self.people[who]
        question = Question.objects.select_related("author").get(pk=self.question.pk)
        answers = list(Answer.objects.select_related("question", "author").order_by("pk"))
        comments = list(Comment.objects.select_related("question", "author").order_by("pk"))
        answer = answers[which % len(answers)] if answers else None
        comment = comments[which % len(comments)] if comments else None
        acts = {
            "up the question": lambda: cast_vote(by=by, post=question, value=1, now=now),
            "hide the question": lambda: hide_post(by=self.moderator, post=question, reason=REASON, now=now),
            "show the question": lambda: restore_post(
                by=self.moderator, post=question, reason=REASON, now=now
            ),
        }
        if comment is not None:
            acts["to answer"] = lambda: make_answer_of(by=comment.author, comment=comment, now=now)
        if answer is not None:
            acts |= {
                "up": lambda: cast_vote(by=by, post=answer, value=1, now=now),
                "down": lambda: cast_vote(by=self.moderator, post=answer, value=-1, now=now),
                "withdraw": lambda: withdraw_vote(by=by, post=answer, now=now),
                "accept": lambda: accept_answer(by=question.author, answer=answer, now=now),
                "undo": lambda: undo_acceptance(by=question.author, answer=answer, now=now),
                "hide": lambda: hide_post(by=self.moderator, post=answer, reason=REASON, now=now),
                "show": lambda: restore_post(by=self.moderator, post=answer, reason=REASON, now=now),
                "delete": lambda: delete_post(by=answer.author, post=answer, now=now),
                "undelete": lambda: undelete_post(by=answer.author, post=answer, now=now),
                "to comment": lambda: make_comment_of(by=answer.author, answer=answer, under=None, now=now),
                "give": lambda: give_to_community(by=answer.author, post=answer, now=now),
                "give back": lambda: give_back(by=self.moderator, post=answer, now=now),
            }
        try:
            acts.get(verb, lambda: None)()
        except (NotAllowed, ValidationError):
            pass


def numbers() -> list:
    columns = ("pk", "score", "answer_count", "accepted_count", "comment_count", "me_too_count", "active_at")
    return [
        *Question.objects.values_list(*columns),
        *Answer.objects.order_by("pk").values_list("pk", "score", "comment_count"),
        *Tag.objects.values_list("slug", "question_count"),
    ]


def sums() -> tuple:
    kept = Standing.objects.exclude(total=0).order_by("member").values_list("member", "total")
    tags = (
        TagStanding.objects.exclude(total=0).order_by("member", "tag").values_list("member", "tag", "total")
    )
    return list(kept), list(tags)


def points_of(subject: str) -> int:
    return sum(Entry.objects.filter(post=subject).values_list("points", flat=True))


@given(steps=st.lists(STEP, min_size=3, max_size=14))
@settings(max_examples=25, deadline=None)
def test_whatever_is_done_in_whatever_order(steps):
    with transaction.atomic():
        thread = Thread()
        for turn, (verb, which, who) in enumerate(steps):
            thread.do(verb, which, who, START + timedelta(seconds=turn + 1))
        before = numbers(), sums()
        recount()
        standings.rebuild()
        assert (numbers(), sums()) == before
        for post in (*Answer.objects.exclude(hidden_at=None), *Question.objects.exclude(hidden_at=None)):
            assert points_of(post.subject) == 0
        alive = {post.subject for post in (*Answer.objects.all(), *Question.objects.all())}
        for subject in set(Entry.objects.values_list("post", flat=True)) - alive:
            assert points_of(subject) == 0
        # Each example begins anew.
        transaction.set_rollback(True)
