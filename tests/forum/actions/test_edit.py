"""Editing: every text is kept, and nobody overwrites what they have not seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from community.tags.models import Synonym, Tag
from forum.actions.edit import EditedMeanwhile, edit_answer, edit_question
from forum.models import Answer, BodyFormat, Question, Revision
from forum.rules import NotAllowed
from reputation.models import Standing
from tests.builders import BODY, make_member
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
