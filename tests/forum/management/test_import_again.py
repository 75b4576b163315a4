"""Importing again, importing a newer dump, and going on after an interruption: every row once."""

import pytest
from django.core.management import call_command

from forum.management import crediting
from forum.management.stackexchange import bringing, votes
from forum.models import Answer, Ballot, ImportedRow, Question, Revision
from reputation.models import Entry, Standing
from tests.forum.management import dumps
from tests.forum.management.dumps import answer, badge, comment, history, link, question, user, vote
from tests.forum.management.test_import_stackexchange import USERS, bring_in, points

pytestmark = pytest.mark.django_db

OLDER = {
    "Users": USERS,
    "Tags": [{"Id": 1, "TagName": "heat"}],
    "Posts": [question(1, AcceptedAnswerId=2), answer(2, 1), question(3, title="Is it really cold?")],
    "PostHistory": [
        history(1, 1, 2, "It is *warm*", change="a"),
        history(2, 1, 1, "Why is it warm?", change="a"),
    ],
    "Comments": [comment(1, 1), comment(2, 2, UserId=1)],
    "Votes": [vote(1, 1), vote(2, 2), vote(3, 2, 1), vote(4, 1, 5, UserId=2)],
    "PostLinks": [link(1, 3, 1)],
    "Badges": [badge(1, 1)],
}
COUNTED = (
    "questions",
    "answers",
    "accepted",
    "comments",
    "votes",
    "users",
    "tags",
    "badges",
    "links",
    "revisions",
)


def everything() -> dict[str, int]:
    models = (Question, Answer, Ballot, Revision, Entry, Standing, ImportedRow)
    return {model.__name__: model.objects.count() for model in models}


def test_the_same_dump_again_brings_nothing(tmp_path):
    first = bring_in(tmp_path, **OLDER)
    assert all(first[key] for key in COUNTED)
    before, standing = everything(), points("Bob")
    second = bring_in(tmp_path, **OLDER)
    assert not any(second[key] for key in COUNTED)
    assert second["skipped"]["already here"] > 0
    assert (everything(), points("Bob")) == (before, standing)


def test_a_newer_dump_brings_what_is_new_and_what_changed(tmp_path):
    bring_in(tmp_path, **OLDER)
    posts = [
        question(1, AcceptedAnswerId=4, title="Why is it so warm?", tags="<heat><summer>", ViewCount=80),
        # Answer 2 and its vote were deleted over there in the meantime.
        answer(4, 1, by=5),
        question(3, title="Is it really cold?", ClosedDate=dumps.T.format(9)),
    ]
    newer = OLDER | {
        "Users": [*USERS, user(5, "Cleo")],
        "Posts": posts,
        "PostHistory": [*OLDER["PostHistory"], history(3, 1, 5, "It is so *warm*", change="b", day=2)],
        "Votes": [*OLDER["Votes"], vote(5, 4), vote(6, 4, 1)],
        "PostLinks": [*OLDER["PostLinks"], link(2, 3, 1, 3)],
    }
    counts = bring_in(tmp_path, **newer)
    assert [counts[key] for key in COUNTED] == [0, 1, 1, 0, 1, 1, 0, 0, 1, 1]
    warm, cold = Question.objects.order_by("pk")
    assert (warm.title, warm.body, warm.view_count) == ("Why is it so warm?", "It is so *warm*", 80)
    assert sorted(warm.tags.values_list("slug", flat=True)) == ["heat", "summer"]
    assert (warm.answer_count, warm.accepted_count) == (2, 1)
    assert Answer.objects.get(accepted_at__isnull=False).author.name == "Cleo"
    assert (cold.status, cold.duplicate_of) == ("duplicate", warm)
    # Bob keeps the vote and loses the acceptance; Ada is thanked once: 1 + 5 + 2.
    assert (points("Bob"), points("Cleo"), points("Ada")) == (11, 26, 8)


def test_a_question_reopened_over_there_is_open_here(tmp_path):
    closed = question(1, ClosedDate=dumps.T.format(5))
    bring_in(tmp_path, Users=USERS, Posts=[closed, question(2)], PostLinks=[link(1, 1, 2, 3)])
    assert Question.objects.get(status="duplicate").duplicate_of is not None
    bring_in(tmp_path, Users=USERS, Posts=[question(1), question(2)])
    assert not Question.objects.exclude(status="open", duplicate_of=None).exists()


def test_an_interrupted_run_is_completed_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(bringing, "BATCH", 2)
    bring_in(tmp_path / "whole", board="whole", **OLDER)
    whole = (
        Question.objects.filter(board__slug="whole").count(),
        Ballot.objects.count(),
        Entry.objects.count(),
    )

    def breaks(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(votes, "_bring_follows", breaks)
        with pytest.raises(KeyboardInterrupt):
            bring_in(tmp_path / "half", board="half", **OLDER)
    assert not Ballot.objects.filter(question__board__slug="half").exists(), "the batch went back as a whole"
    assert Question.objects.filter(board__slug="half").count() == whole[0]
    bring_in(tmp_path / "half", board="half", **OLDER)
    assert Ballot.objects.count() == 2 * whole[1]
    assert Entry.objects.count() == 2 * whole[2]


def test_an_interruption_before_the_ledger_is_made_good(tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(crediting, "credit_board", lambda board: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bring_in(tmp_path, **OLDER)
    assert not Entry.objects.exists()
    bring_in(tmp_path, **OLDER)
    assert points("Bob") == 26


def test_one_edit_across_two_batches_is_one_revision(tmp_path, monkeypatch):
    monkeypatch.setattr(bringing, "BATCH", 2)
    rows = [
        history(1, 1, 2, "It is *cold*", change="a"),
        history(2, 1, 1, "Why is it cold?", change="a"),
        history(3, 1, 3, "<cold>", change="a"),
    ]
    bring_in(tmp_path, Users=USERS, Posts=[question(1)], PostHistory=rows)
    assert Revision.objects.values_list("title", "body", "tags").get() == (
        "Why is it cold?",
        "It is *cold*",
        "cold",
    )


def test_rebuilding_gives_what_the_import_gave(tmp_path):
    bring_in(tmp_path, **OLDER)
    numbers = list(
        Question.objects.values("score", "answer_count", "accepted_count", "comment_count", "active_at")
    )
    standings = list(Standing.objects.order_by("member").values_list("member", "total"))
    call_command("recount_questions")
    call_command("rebuild_standings", ledger=True)
    assert numbers == list(
        Question.objects.values("score", "answer_count", "accepted_count", "comment_count", "active_at")
    )
    assert standings == list(Standing.objects.order_by("member").values_list("member", "total"))
