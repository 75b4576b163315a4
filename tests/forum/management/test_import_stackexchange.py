"""What a dump becomes: rows, texts, states, standing; told by small hand-made dumps."""

import io
import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from community.members.models import Member
from community.notifications.models import Notification
from community.tags.models import Tag
from forum.actions.edit import edit_question
from forum.models import Answer, Ballot, Board, Card, Comment, Follow, Question, QuestionLink, Revision
from reputation.models import Award, Entry, Standing
from tests.forum.management import dumps
from tests.forum.management.dumps import answer, badge, comment, history, link, question, user, vote

pytestmark = pytest.mark.django_db

USERS = [user(-1, "Community"), user(1, "Ada"), user(2, "Bob")]


def bring_in(folder, board="site", **tables) -> dict:
    """Write these tables and import them; the JSON of the last line."""
    out = io.StringIO()
    call_command("import_stackexchange", dumps.write(folder, **tables), board=board, stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


def points(name: str) -> int:
    return Standing.objects.get(member__name=name).points


def test_the_last_line_has_the_agreed_keys(tmp_path):
    counts = bring_in(tmp_path)
    assert list(counts) == [
        *("questions", "answers", "accepted", "comments", "votes", "users", "tags", "badges", "links"),
        *("revisions", "skipped", "seconds", "peak_mb"),
    ]


def test_a_question_with_its_author_tags_and_cleaned_body(tmp_path):
    html = '<p onclick="x()">It <b>is</b>.</p><script>alert(1)</script>'
    bring_in(tmp_path, Users=USERS, Posts=[question(9, Body=html, tags="<heat><summer>")])
    made = Question.objects.get()
    assert (made.author.name, made.title, made.slug) == ("Ada", "Why is it warm?", "why-is-it-warm")
    assert sorted(made.tags.values_list("slug", flat=True)) == ["heat", "summer"]
    assert (made.body_format, made.body_html) == ("html", "<p>It <b>is</b>.</p>")
    assert (made.origin, made.watch_due_at) == ("import", None)
    assert made.index_due_at is not None
    assert made.created_at == datetime(2020, 1, 1, 10, tzinfo=UTC)


def test_members_come_in_without_address_or_password_and_hear_nothing(tmp_path):
    bring_in(tmp_path, Users=[*USERS, user(3, "\u202eEve  Evil ", AboutMe="<p>Hi &amp; bye</p>")])
    assert Member.objects.count() == 3
    eve = Member.objects.get(name="Eve Evil")
    assert (eve.email, eve.is_imported, eve.has_usable_password(), eve.about) == (
        None,
        True,
        False,
        "Hi & bye",
    )
    assert not Notification.objects.exists()


def test_an_answer_may_stand_before_its_question(tmp_path):
    bring_in(tmp_path, Users=USERS, Posts=[answer(1, 2), question(2)])
    assert Answer.objects.get().question.answer_count == 1


def test_acceptance_by_the_asker_at_the_day_of_the_vote(tmp_path):
    posts = [question(1, AcceptedAnswerId=2), answer(2, 1)]
    counts = bring_in(tmp_path, Users=USERS, Posts=posts, Votes=[vote(1, 2, kind=1)])
    accepted = Answer.objects.get()
    assert (accepted.accepted_by.name, accepted.accepted_at) == ("Ada", datetime(2020, 1, 3, tzinfo=UTC))
    assert counts["accepted"] == accepted.question.accepted_count == 1
    assert (points("Bob"), points("Ada")) == (16, 3)


def test_nobody_earns_by_accepting_themselves(tmp_path):
    bring_in(tmp_path, Users=USERS, Posts=[question(1, AcceptedAnswerId=2), answer(2, 1, by=1)])
    assert not Entry.objects.exists()


def test_votes_are_ballots_without_a_member_and_build_standing(tmp_path):
    votes = [vote(1, 1), vote(2, 1, 3), vote(3, 2), vote(4, 2), vote(5, 2, 3)]
    counts = bring_in(tmp_path, Users=USERS, Posts=[question(1), answer(2, 1)], Votes=votes)
    assert counts["votes"] == Ballot.objects.filter(member=None).count() == 5
    assert (Question.objects.get().score, Answer.objects.get().score) == (0, 1)
    # 1 + 5 - 2 and 1 + 10 + 10 - 2; no voter pays, as nobody knows them.
    assert (points("Ada"), points("Bob")) == (4, 19)
    assert Entry.objects.count() == 5


def test_posts_the_community_owned_earn_nothing(tmp_path):
    posts = [question(1, CommunityOwnedDate=dumps.T.format(1)), answer(2, 1)]
    bring_in(tmp_path, Users=USERS, Posts=posts, Votes=[vote(1, 1), vote(2, 2)])
    assert not Standing.objects.filter(member__name="Ada").exists()
    assert points("Bob") == 11


def test_favourites_become_follows(tmp_path):
    votes = [vote(1, 1, 5, UserId=2), vote(2, 1, 5, UserId=99)]
    counts = bring_in(tmp_path, Users=USERS, Posts=[question(1)], Votes=votes)
    assert Follow.objects.get().member.name == "Bob"
    assert counts["skipped"]["votes: favourite of a user who is not in the dump"] == 1


def test_comments_under_both(tmp_path):
    posts, words = [question(1), answer(2, 1)], [comment(1, 1, UserId=2), comment(2, 2), comment(3, 77)]
    counts = bring_in(tmp_path, Users=USERS, Posts=posts, Comments=words)
    assert Comment.objects.get(answer=None).body_html == "<p>Same <em>here</em>.</p>\n"
    assert Comment.objects.get(answer__isnull=False).author is None
    assert (Question.objects.get().comment_count, Answer.objects.get().comment_count) == (1, 1)
    assert counts["skipped"]["a comment on a post that did not come in"] == 1


def test_links_and_duplicates(tmp_path):
    posts = [question(1), question(2, ClosedDate=dumps.T.format(5)), question(3)]
    links = [link(1, 2, 1, 3), link(2, 3, 1), link(3, 3, 44), link(4, 3, 3), link(5, 3, 1)]
    counts = bring_in(tmp_path, Users=USERS, Posts=posts, PostLinks=links)
    again = Question.objects.get(status="duplicate")
    assert again.duplicate_of == Question.objects.order_by("pk").first()
    assert (counts["links"], QuestionLink.objects.count()) == (2, 2)
    assert counts["skipped"]["a link of a question to itself"] == 1
    assert counts["skipped"]["a link that is there twice"] == 1


def test_a_closed_question_says_why(tmp_path):
    posts = [question(1, ClosedDate=dumps.T.format(5))]
    closing = {**history(1, 1, 10, "{}", change="a"), "Comment": "102"}
    bring_in(tmp_path, Users=USERS, Posts=posts, PostHistory=[closing])
    made = Question.objects.get()
    assert (made.status, made.status_reason, made.status_by) == ("closed", "Off topic.", None)


def test_badges_and_what_the_tags_say(tmp_path):
    tags = [{"Id": 1, "TagName": "heat", "Count": 1, "ExcerptPostId": 5}, {"Id": 2, "TagName": "x" * 61}]
    posts = [question(1), {"Id": 5, "PostTypeId": 4, "Body": "About warmth."}, {"Id": 6, "PostTypeId": 5}]
    counts = bring_in(
        tmp_path, Users=USERS, Posts=posts, Tags=tags, Badges=[badge(1, 1), badge(2, 1), badge(3, 9)]
    )
    heat = Tag.objects.get()
    assert (heat.about, heat.question_count) == ("About warmth.", 1)
    assert (counts["tags"], counts["badges"], Award.objects.count()) == (1, 2, 2)


def test_the_robot_deleted_users_and_unknown_users_leave_posts_without_an_author(tmp_path):
    bring_in(tmp_path, Users=USERS, Posts=[question(1, by=-1), question(2, by=None), question(3, by=555)])
    assert Question.objects.filter(author=None).count() == 3


def test_rows_that_make_no_sense_stay_out_with_their_reason(tmp_path):
    posts = [question(1), question(1), answer(2, 99), {**question(3), "CreationDate": "yesterday"}]
    posts += [{"PostTypeId": 1, "Title": "x"}, {**question(4), "ViewCount": "many"}]
    counts = bring_in(tmp_path, Users=USERS, Posts=posts)
    assert counts["questions"] == Question.objects.count() == 1
    reasons = [
        "its id occurs twice",
        "an answer to a question that is not in the dump",
        "CreationDate is no date",
    ]
    assert {reason: counts["skipped"][reason] for reason in [*reasons, "ViewCount is no number"]} == {
        **dict.fromkeys(reasons, 1), "ViewCount is no number": 1,
    }  # fmt: skip
    assert counts["skipped"]["without Id"] >= 1


def test_texts_larger_than_people_may_write_come_in(tmp_path):
    bring_in(
        tmp_path, Users=USERS, Posts=[question(1, title="Long " * 100, Body="<p>" + "x" * 60_000 + "</p>")]
    )
    made = Question.objects.get()
    assert len(made.title) <= 300
    assert len(made.body_html) > 60_000


def test_edits_become_revisions_and_the_newest_markdown_the_body(tmp_path):
    rows = [
        history(1, 1, 2, "It is *cold*", change="a"),
        history(2, 1, 1, "Why is it cold?", change="a"),
        history(3, 1, 3, "<cold>", change="a"),
        history(4, 1, 4, "Why is it warm?", change="b", day=2, Comment="wrong way round"),
        history(5, 1, 5, "It is *warm*", change="c", day=3, UserId=2),
        history(6, 1, 9, "<heat>", change="c", day=3, UserId=2),
        history(7, 1, 24, "", change="c", day=3),
    ]
    counts = bring_in(tmp_path, Users=USERS, Posts=[question(1)], PostHistory=rows)
    found = list(
        Revision.objects.order_by("number").values_list("number", "title", "body", "tags", "by__name")
    )
    assert found == [
        (1, "Why is it cold?", "It is *cold*", "cold", "Ada"),
        (2, "Why is it warm?", "It is *cold*", "cold", "Ada"),
        (3, "Why is it warm?", "It is *warm*", "heat", "Bob"),
    ]
    made = Question.objects.get()
    assert (made.body_format, made.body, made.body_html) == (
        "markdown",
        "It is *warm*",
        "<p>It is <em>warm</em></p>\n",
    )
    assert (counts["revisions"], Revision.objects.get(number=2).reason) == (3, "wrong way round")


def test_what_was_edited_here_stays_as_it_is(tmp_path, moderator, now):
    tables = {"Users": USERS, "PostHistory": [history(1, 1, 2, "It is *cold*", change="a")]}
    bring_in(tmp_path, Posts=[question(1)], **tables)
    edit_question(
        by=moderator, question=Question.objects.get(), title="Why is it hot here?", body="It is hot, all day long.",
        tags=["heat"], reason="", seen=1, now=now,
    )  # fmt: skip
    tables["PostHistory"].append(history(2, 1, 5, "It is *lukewarm*", change="b", day=2))
    counts = bring_in(tmp_path, Posts=[question(1, title="Why is it lukewarm?")], **tables)
    made = Question.objects.get()
    assert (made.title, made.body) == ("Why is it hot here?", "It is hot, all day long.")
    assert counts["skipped"]["history: of a post that was edited here since"] == 1


def test_cards_are_rendered(tmp_path):
    bring_in(tmp_path, Users=USERS, Posts=[question(1), answer(2, 1)])
    assert sorted(Card.objects.values_list("language", flat=True)) == ["en", "en", "nl", "nl"]
    bring_in(tmp_path, Users=USERS, Posts=[question(1), answer(2, 1), answer(3, 1)])
    assert Card.objects.count() == 6


def test_two_boards_keep_their_own_rows(tmp_path):
    for board in ("one", "two"):
        bring_in(tmp_path, board=board, Users=USERS, Posts=[question(1)])
    assert [board.questions.count() for board in Board.objects.all()] == [1, 1]
    assert Member.objects.count() == 4


def test_the_board_is_named_after_the_site(tmp_path):
    for name in ("beer.stackexchange.com_2014", "beer.stackexchange.com", "bicycles.meta.stackexchange.com"):
        bring_in(tmp_path / name, board=None)
    assert sorted(Board.objects.values_list("slug", "name")) == [
        ("beer", "Beer"),
        ("bicycles-meta", "Bicycles meta"),
    ]
