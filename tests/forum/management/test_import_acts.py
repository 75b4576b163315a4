"""What was done to a question over there: closed, locked, merged, moved away; and what its page says of it here."""

import pytest

from community.events.recording import record
from community.members.models import Member
from forum.models import Answer, Question, Revision, Status
from tests.forum.management import dumps
from tests.forum.management.dumps import answer, history, link, question, user
from tests.forum.management.test_import_stackexchange import USERS, bring_in

pytestmark = pytest.mark.django_db

SITE = "http://beer.stackexchange.com/questions"


def act(number: int, post: int, kind: int, comment: str = "", *, day: int = 5, **more) -> dict:
    return history(number, post, kind, "{}", change=f"act{number}", day=day, Comment=comment, **more)


@pytest.mark.parametrize(
    ("code", "closed_as", "words"),
    [
        ("101", "elsewhere", "Asked before."),
        ("102", "other", "Off topic."),
        ("103", "unclear", ""),
        ("4", "unclear", "Not a real question."),
        ("10", "elsewhere", "General reference."),
        ("999", "other", "Closed on the site it came from."),
    ],
)
def test_a_closing_has_our_reason_and_theirs_in_words(tmp_path, client, code, closed_as, words):
    posts = [question(1, ClosedDate=dumps.T.format(5))]
    bring_in(tmp_path, Users=USERS, Posts=posts, PostHistory=[act(1, 1, 10, code)])
    made = Question.objects.get()
    assert (made.status, made.closed_as, made.status_reason) == (Status.CLOSED, closed_as, words)
    assert words in client.get(made.path()).content.decode()


def test_a_closing_that_was_taken_back_says_nothing(tmp_path):
    rows = [act(1, 1, 10, "102"), act(2, 1, 11, day=6)]
    counts = bring_in(tmp_path, Users=USERS, Posts=[question(1)], PostHistory=rows)
    made = Question.objects.get()
    assert (made.status, made.closed_as, made.status_reason) == (Status.OPEN, "", "")
    assert counts["skipped"]["history: closings, locks and moves that no longer hold"] == 2


def test_the_original_of_a_duplicate_takes_the_reason_away(tmp_path):
    posts = [question(1, ClosedDate=dumps.T.format(5)), question(2)]
    bring_in(
        tmp_path, Users=USERS, Posts=posts, PostHistory=[act(1, 1, 10, "101")], PostLinks=[link(1, 1, 2, 3)]
    )
    twin = Question.objects.get(status=Status.DUPLICATE)
    assert (twin.closed_as, twin.status_reason, twin.duplicate_of.pk != twin.pk) == ("", "", True)


def test_a_lock_names_who_and_when_and_ends_with_its_row(tmp_path, client):
    tables = {"Users": USERS, "Posts": [question(1), question(2)]}
    bring_in(tmp_path, PostHistory=[act(1, 1, 14, UserId=2), act(2, 2, 14), act(3, 2, 15, day=6)], **tables)
    locked, free = Question.objects.order_by("pk")
    assert (locked.locked_by.name, locked.locked_at.day) == ("Bob", 5)
    assert (free.locked_at, free.locked_by) == (None, None)
    assert client.get(locked.path()).status_code == 200


def test_a_move_that_was_refused_leaves_no_lock(tmp_path):
    away = f"to http://homebrew.stackexchange.com/questions/{7}/x"
    rows = [act(1, 1, 14, UserId=-1), act(2, 1, 35, away), act(3, 1, 10, "102"), act(4, 1, 11, day=6)]
    bring_in(tmp_path, Users=USERS, Posts=[question(1)], PostHistory=rows)
    made = Question.objects.get()
    assert (made.locked_at, made.status) == (None, Status.OPEN)


def test_a_question_that_moved_to_another_site_says_where(tmp_path, client):
    rows = [act(1, 1, 35, "to http://homebrew.stackexchange.com/questions/15280/x"), act(2, 1, 10, "102")]
    bring_in(tmp_path, Users=USERS, Posts=[question(1, ClosedDate=dumps.T.format(5))], PostHistory=rows)
    made = Question.objects.get()
    assert (made.closed_as, made.status_reason) == ("elsewhere", "Moved to homebrew.stackexchange.com.")


def test_a_merged_question_leads_to_the_other(tmp_path, client):
    posts = [question(1), question(2, title="Why is it really warm?"), question(3), answer(4, 3)]
    rows = [
        act(1, 1, 37, f"to {SITE}/2/x"),
        act(2, 2, 38, f"from {SITE}/1/x"),
        act(3, 3, 37, f"to {SITE}/2/x"),
    ]
    rows.append(act(4, 2, 37, f"to {SITE}/99/x"))
    for _again in range(2):
        bring_in(tmp_path, Users=USERS, Posts=posts, PostHistory=rows)
        stub, target, with_answers = Question.objects.order_by("pk")
        assert (stub.status, stub.duplicate_of, stub.merged_into) == (Status.DUPLICATE, target, target)
        assert (target.status, target.merged_into) == (Status.OPEN, None)
        assert (with_answers.merged_into, with_answers.status) == (None, Status.OPEN)
    assert client.get(stub.path(), follow=True).status_code == 200


def test_what_was_decided_here_stays(tmp_path, moderator, now):
    tables = {"Users": USERS, "Posts": [question(1)]}
    bring_in(tmp_path, **tables)
    made = Question.objects.get()
    record("question.unlocked", by=moderator, now=now, subject=made.subject, thread=made.subject)
    counts = bring_in(tmp_path, PostHistory=[act(1, 1, 14)], **tables)
    assert Question.objects.get().locked_at is None
    assert counts["skipped"]["history: of a question about which was decided here"] == 1


def test_acts_come_in_once(tmp_path):
    rows = [act(1, 1, 14), act(2, 1, 10, "102"), act(3, 1, 24, "Proposed by 2 approved by 1 edit id of 1")]
    rows.append(history(4, 1, 5, "It is *hot*", change="b", day=5, UserId=2))
    tables = {"Users": USERS, "Posts": [question(1, ClosedDate=dumps.T.format(5))], "PostHistory": rows}
    bring_in(tmp_path, **tables)
    before = list(Question.objects.values())
    assert bring_in(tmp_path, **tables)["skipped"]["already here"] >= len(rows)
    assert [{**row, "index_due_at": None} for row in Question.objects.values()] == [
        {**row, "index_due_at": None} for row in before
    ]


def test_acts_that_say_nothing_here_are_counted_by_name(tmp_path):
    rows = [act(1, 1, 19), act(2, 1, 52), act(3, 1, 12), act(4, 1, 777), act(5, 9, 14)]
    counts = bring_in(tmp_path, Users=USERS, Posts=[question(1)], PostHistory=rows)["skipped"]
    assert counts["history: protection against newcomers"] == 1
    assert counts["history: shown on other sites"] == 1
    assert counts["history: deletions of posts that are there again"] == 1
    assert counts["history: of another kind"] == 1
    assert counts["history: of a post that did not come in"] == 1


def test_a_suggested_edit_names_who_approved_it(tmp_path):
    rows = [
        history(1, 1, 2, "It is *cold*", change="a"),
        history(2, 1, 5, "It is *warm*", change="b", day=3, UserId=2, Comment="typo"),
        history(3, 1, 24, "", change="b", day=3, Comment="Proposed by 2 approved by -1, 1 edit id of 4"),
        history(4, 1, 24, "", change="z", day=4, Comment="Proposed by 2 approved by 1 edit id of 5"),
    ]
    counts = bring_in(tmp_path, Users=USERS, Posts=[question(1)], PostHistory=rows)
    edited = Revision.objects.get(number=2)
    assert (edited.by.name, edited.approved_by.name, edited.reason) == ("Bob", "Ada", "typo")
    assert counts["skipped"]["history: an approval whose edit or approver is not here"] == 1


def test_the_last_editor_and_the_community_as_owner(tmp_path, client):
    more = {"LastEditorUserId": 2, "LastEditDate": dumps.T.format(6), "CommunityOwnedDate": dumps.T.format(7)}
    bring_in(tmp_path, Users=USERS, Posts=[question(1, **more), answer(2, 1, **more)])
    for post in (Question.objects.get(), Answer.objects.get()):
        assert (post.edited_by.name, post.edited_at.day, post.communal_at.day) == ("Bob", 6, 7)
    assert client.get(Question.objects.get().path()).status_code == 200


def test_an_earlier_import_learns_who_edited_and_what_is_communal(tmp_path):
    posts = [question(1), answer(2, 1)]
    bring_in(tmp_path, Users=USERS, Posts=posts)
    more = {"LastEditorUserId": 2, "LastEditDate": dumps.T.format(6), "CommunityOwnedDate": dumps.T.format(7)}
    bring_in(tmp_path, Users=USERS, Posts=[{**post, **more} for post in posts])
    for post in (Question.objects.get(), Answer.objects.get()):
        assert (post.edited_by.name, post.communal_at.day) == ("Bob", 7)


@pytest.mark.parametrize("kind", ["question.removed", "question.rolled_back"])
def test_words_that_were_taken_away_here_do_not_come_back(tmp_path, moderator, now, kind):
    tables = {"Users": USERS, "PostHistory": [history(1, 1, 2, "It is *cold*", change="a")]}
    bring_in(tmp_path, Posts=[question(1)], **tables)
    made = Question.objects.get()
    Question.objects.update(body="", body_html="", title="Gone")
    record(kind, by=moderator, now=now, subject=made.subject, thread=made.subject)
    tables["PostHistory"].append(history(2, 1, 5, "It is *lukewarm*", change="b", day=2))
    bring_in(tmp_path, Posts=[question(1, title="Why is it lukewarm?")], **tables)
    assert Question.objects.values_list("title", "body", "body_html").get() == ("Gone", "", "")


def test_what_was_given_back_to_its_author_here_stays_theirs(tmp_path, moderator, now):
    tables = {"Users": USERS, "Posts": [question(1, CommunityOwnedDate=dumps.T.format(7))]}
    bring_in(tmp_path, **tables)
    Question.objects.update(communal_at=None)
    subject = Question.objects.get().subject
    record("question.uncommunal", by=moderator, now=now, subject=subject, thread=subject)
    bring_in(tmp_path, **tables)
    assert Question.objects.get().communal_at is None


def test_strange_words_in_acts_harm_nobody(tmp_path):
    rows = [
        act(1, 1, 37, f"to {SITE}/{'9' * 40}/x"),
        act(2, 1, 35, "to javascript:alert(1)"),
        act(3, 1, 24, "approved by " + "9" * 40),
        act(4, 1, 14, UserId=77),
        act(5, 1, 37, f"to {SITE}/1/x"),
    ]
    bring_in(tmp_path, Users=[*USERS, user(3, "Cleo")], Posts=[question(1)], PostHistory=rows)
    made = Question.objects.get()
    assert (made.merged_into, made.locked_by) == (None, None)
    assert Member.objects.filter(name="Cleo").exists()
