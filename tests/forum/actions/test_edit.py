"""Editing: every text is kept, and nobody overwrites what they have not seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.tags.models import Synonym, Tag
from forum.actions.edit import EditedMeanwhile, edit_answer, edit_question
from forum.actions.language import change_language
from forum.actions.merging import fingerprint, stands
from forum.actions.retag import retag_question
from forum.actions.vote import cast_vote, withdraw_vote
from forum.models import Answer, BodyFormat, Card, Question, Revision, Status, Suggestion
from forum.rules import NotAllowed
from reputation.models import Standing
from tests.builders import BODY, make_answer, make_comment, make_member
from tests.forum.actions.ledgers import kinds

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=10)


def edit(question, by, now, *, seen=1, **words):
    return edit_question(
        by=by,
        question=question,
        title=words.get("title", "My fibre drops, and I know when"),
        body=words.get("body", BODY + " It began on Monday."),
        tags=words.get("tags", ["fibre", "modem"]),
        reason=words.get("reason", "More detail"),
        seen=seen,
        now=now,
    )


def test_an_edit_is_a_revision(question, asker, now):
    revision = edit(question, asker, now + LATER)
    again = Question.objects.get(pk=question.pk)
    assert (again.title, again.slug) == ("My fibre drops, and I know when", "my-fibre-drops-and-i-know-when")
    assert "It began on Monday" in again.body_html
    assert (again.edited_at, again.active_at) == (now + LATER, now + LATER)
    assert (revision.number, revision.reason, revision.tags) == (2, "More detail", "fibre modem")
    assert Revision.objects.filter(question=question).count() == 2
    assert kinds(question)[-1] == "question.edited"


def test_tags_are_counted_anew(question, asker, now):
    Synonym.objects.create(slug="router", tag=Tag.objects.create(slug="modem"))
    edit(question, asker, now, tags=["router", "modem"])
    assert dict(Tag.objects.values_list("slug", "question_count")) == {"fibre": 0, "modem": 1}
    assert list(Question.objects.get(pk=question.pk).tags.values_list("slug", flat=True)) == ["modem"]


def test_an_edit_in_between_keeps_both_texts(question, asker, moderator, now):
    edit(question, moderator, now, body=BODY + " The moderator was first.")
    with pytest.raises(EditedMeanwhile) as conflict:
        edit(question, asker, now + LATER, seen=1, body=BODY + " The asker was second.")
    assert conflict.value.latest.number == 2
    assert "moderator was first" in conflict.value.latest.body
    assert "moderator was first" in Question.objects.get(pk=question.pk).body
    edit(question, asker, now + LATER, seen=2, body=BODY + " The asker was second.")
    bodies = list(
        Revision.objects.filter(question=question).order_by("number").values_list("body", flat=True)
    )
    assert [body.removeprefix(BODY) for body in bodies] == [
        "",
        " The moderator was first.",
        " The asker was second.",
    ]


def test_an_answer_has_revisions_of_its_own(answer, helper, asker, now):
    edit(answer.question, asker, now)
    revision = edit_answer(
        by=helper, answer=answer, body="Set the time to five at night.", reason="", seen=1, now=now + LATER
    )
    assert revision.number == 2
    assert Answer.objects.get(pk=answer.pk).edited_at == now + LATER
    with pytest.raises(EditedMeanwhile):
        edit_answer(
            by=helper, answer=answer, body="Set the time to six at night.", reason="", seen=1, now=now + LATER
        )


def test_imported_html_becomes_markdown_when_it_is_edited(answer, helper, now):
    Answer.objects.update(body_format=BodyFormat.HTML, body="<p>Old</p>")
    Revision.objects.all().delete()
    edit_answer(
        by=helper, answer=answer, body="Set the **time** to five at night.", reason="", seen=0, now=now
    )
    again = Answer.objects.get(pk=answer.pk)
    assert again.body_format == BodyFormat.MARKDOWN and "<strong>time</strong>" in again.body_html


@pytest.mark.parametrize(
    ("person", "may"),
    [
        ("asker", True),
        ("moderator", True),
        ("manager", True),
        ("stranger", False),
        ("employee", False),
        ("agent", False),
        ("lead", False),
    ],
)
def test_who_edits_a_question(request, question, now, person, may):
    by = request.getfixturevalue(person)
    if may:
        edit(question, by, now)
    else:
        with pytest.raises(NotAllowed, match="can not edit"):
            edit(question, by, now)


def test_a_hidden_text_is_not_edited_by_its_author(question, asker, moderator, now):
    Question.objects.update(hidden_at=now)
    with pytest.raises(NotAllowed):
        edit(question, asker, now)
    edit(question, moderator, now)


@pytest.mark.parametrize(
    "words",
    [
        {"title": "Short"},
        {"body": "x" * 1_000_000},
        {"tags": []},
        {"reason": "No\x00 database keeps it"},
    ],
)
def test_what_will_not_do_changes_nothing(question, asker, now, words):
    with pytest.raises(ValidationError):
        edit(question, asker, now, **words)
    assert Revision.objects.count() == 1
    assert Question.objects.get(pk=question.pk).title == question.title


def test_who_is_silenced_does_not_edit(question, asker, now):
    asker.silenced_until = now + LATER
    with pytest.raises(NotAllowed):
        edit(question, asker, now)


def test_an_edit_by_someone_else_keeps_the_author(question, asker, moderator, now):
    edit(question, moderator, now)
    assert Question.objects.get(pk=question.pk).author == asker
    assert Revision.objects.get(number=2).by == moderator


def test_a_thousand_points_edit_without_review(question, now):
    trusted = make_member("Trusted")
    with pytest.raises(NotAllowed):
        edit(question, trusted, now)
    Standing.objects.create(member=trusted, total=999)
    edit(question, trusted, now)


def test_a_slip_seen_right_after_posting_is_no_history(question, asker, now):
    revision = edit(question, asker, now + timedelta(minutes=4))
    again = Question.objects.get(pk=question.pk)
    assert (revision.number, revision.at, again.edited_at) == (1, now, None)
    assert again.body == revision.body == BODY + " It began on Monday."
    assert kinds(question)[-1] == "question.corrected"
    assert edit(question, asker, now + timedelta(minutes=5), body=BODY + " On Tuesday.").number == 2
    assert Question.objects.get(pk=question.pk).edited_at == now + timedelta(minutes=5)


@pytest.mark.parametrize("reaction", ["answer", "comment", "vote", "suggestion", "details"])
def test_words_that_others_reacted_to_are_kept(question, asker, helper, moderator, now, reaction):
    if reaction == "answer":
        make_answer(question=question, by=helper, now=now)
    elif reaction == "comment":
        make_comment(question=question, by=moderator, now=now)
    elif reaction == "vote":
        cast_vote(by=moderator, post=question, value=1, now=now)
    elif reaction == "details":
        Question.objects.update(status=Status.NEEDS_INFO, status_at=now)
    else:
        Suggestion.objects.create(question=question, by=helper, at=now, seen=1, body=BODY)
    assert edit(question, asker, now + timedelta(minutes=1)).number == 2
    assert Question.objects.get(pk=question.pk).edited_at == now + timedelta(minutes=1)


def test_a_vote_on_words_that_changed_may_be_taken_back_later(answer, helper, stranger, now):
    """Within the minutes of grace too: the edit counts as one, because somebody had voted."""
    cast_vote(by=stranger, post=answer, value=1, now=now)
    edit_answer(
        by=helper, answer=answer, body="Set the time to five at night.", reason="", seen=1,
        now=now + timedelta(minutes=1),
    )  # fmt: skip
    withdraw_vote(by=stranger, post=Answer.objects.get(pk=answer.pk), now=now + timedelta(days=1))


def test_nobody_overwrites_a_slip_they_have_not_seen(question, asker, moderator, now):
    opened = fingerprint(stands(question))
    edit(question, asker, now + timedelta(minutes=1), body=BODY + " It began on Monday.")
    with pytest.raises(EditedMeanwhile) as conflict:
        edit_question(
            by=moderator, question=question, title=question.title, body=BODY + " Other words.", tags=["fibre"],
            reason="", seen=1, seen_text=opened, now=now + timedelta(minutes=2),
        )  # fmt: skip
    assert conflict.value.latest.body == BODY + " It began on Monday."


def test_two_edits_of_different_things_are_put_together(question, asker, moderator, now):
    edit(question, moderator, now, title="My fibre stops at nine sharp", body=BODY, tags=["fibre"])
    edit(
        question, asker, now + LATER, title=question.title, body=BODY + " Every day.", tags=["fibre"], seen=1
    )
    retag_question(by=moderator, question=question, tags=["fibre", "modem"], seen=["fibre"], now=now + LATER)
    change_language(by=asker, question=question, language="nl", now=now + LATER)
    edit(
        question,
        asker,
        now + 2 * LATER,
        title="My fibre stops at nine sharp",
        body=BODY + " Always.",
        tags=["fibre"],
        seen=3,
    )
    again = Question.objects.get(pk=question.pk)
    assert (again.title, again.body) == ("My fibre stops at nine sharp", BODY + " Always.")
    assert sorted(again.tags.values_list("slug", flat=True)) == ["fibre", "modem"]
    assert list(Revision.objects.of(again).order_by("number").values_list("number", "language", "tags")) == [
        (1, "en", "fibre"), (2, "en", "fibre"), (3, "en", "fibre"), (4, "en", "fibre modem"),
        (5, "nl", "fibre modem"), (6, "nl", "fibre modem"),
    ]  # fmt: skip


@pytest.mark.parametrize("words", [{"title": "A title of somebody else"}, {"tags": ["wifi"]}])
def test_two_titles_or_tags_are_a_conflict(question, asker, moderator, now, words):
    plain = {"title": question.title, "body": BODY, "tags": ["fibre"]}
    edit(question, moderator, now, **plain | words)
    mine = {"title": "My own better title here"} if "title" in words else {"tags": ["modem"]}
    with pytest.raises(EditedMeanwhile):
        edit(question, asker, now + LATER, **plain | mine)


def test_saving_without_a_change_changes_nothing(question, asker, now):
    same = {"title": question.title, "body": BODY, "tags": ["fibre"]}
    assert edit(question, asker, now + LATER, **same).number == 1
    assert Question.objects.get(pk=question.pk).edited_at is None
    assert kinds(question) == ["question.asked"]


def test_the_language_is_said_in_the_same_form(question, asker, now):
    edit_question(
        by=asker, question=question, title=question.title, body=BODY, tags=["fibre"], reason="", seen=1,
        language="nl", now=now + LATER,
    )  # fmt: skip
    again = Question.objects.get(pk=question.pk)
    assert (again.language, again.language_chosen) == ("nl", True)
    assert Revision.objects.get(number=2).language == "nl"


def test_who_edited_is_named_on_the_card(question, asker, moderator, now):
    edit(question, asker, now + LATER)
    assert Question.objects.get(pk=question.pk).edited_by == asker
    card = Card.objects.get(question=question, answer=None, language="en")
    assert f'href="/questions/{question.pk}/history/"' in card.html and "12:10 by" not in card.html
    edit(question, moderator, now + 2 * LATER, body=BODY + " And so on.", seen=2)
    card.refresh_from_db()
    assert "edited 17 Nov 2026, 12:20 by" in card.html
    assert moderator.pk in card.people and moderator.name not in card.html
