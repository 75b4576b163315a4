"""What readers found: one mark each, shown with its day, and a warning when an answer no longer works."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from forum import announcing
from forum.actions.curate import lock_question
from forum.actions.edit import edit_answer
from forum.actions.mark import mark_answer, remove_mark, unmark_answer
from forum.management import carding
from forum.models import Answer, AnswerMark, Card, Question
from forum.queries import cards
from forum.queries.people import people
from forum.rules import NotAllowed
from tests.builders import make_member
from tests.forum.actions.ledgers import kinds
from tests.forum.test_announcing import told

pytestmark = pytest.mark.django_db


def shown(answer, language="en") -> str:
    card = Card.objects.get(answer=answer, language=language)
    return cards.assembled(card.html, people(card.people, language), lambda post: "")


def mark(answer, kind, now, *, note="", by=None) -> AnswerMark:
    return mark_answer(by=by or make_member("Reader"), answer=answer, kind=kind, note=note, now=now)


def test_one_mark_per_reader_the_last_one_counts(answer, stranger, now):
    mark(answer, "works", now, by=stranger)
    mark(answer, "outdated", now + timedelta(days=2), by=stranger, note="the menu moved")
    row = AnswerMark.objects.get()
    assert (row.kind, row.note, row.at) == ("outdated", "the menu moved", now + timedelta(days=2))
    assert unmark_answer(by=stranger, answer=answer, now=now)
    assert not unmark_answer(by=stranger, answer=answer, now=now)
    assert kinds(answer.question)[-3:] == ["answer.marked", "answer.marked", "answer.unmarked"]


def test_the_card_counts_by_kind_and_says_when(answer, stranger, now):
    for day in range(3):
        mark(answer, "works", now + timedelta(days=day))
    mark(answer, "outdated", now)
    mark(answer, "careful", now, note="only with <firmware> 3", by=stranger)
    html = shown(answer)
    assert "Works for 3 readers, last on 19 November 2026" in html
    assert "1 reader says it is outdated, on 17 November 2026" in html
    assert "Careful: “<bdi>only with &lt;firmware&gt; 3</bdi>” (Wouter Smit," in html
    assert "no longer works" not in html
    assert "Wouter" not in Card.objects.get(answer=answer, language="en").html


def test_three_notes_stand_on_the_card_and_the_rest_on_a_page(client, answer, now):
    for number in range(5):
        mark(answer, "careful", now + timedelta(hours=number), note=f"detail number {number}")
    html = shown(answer)
    assert [number for number in range(5) if f"detail number {number}" in html] == [2, 3, 4]
    assert "2 more notes" in html
    assert client.get(f"/answers/{answer.pk}/marks/").content.count(b"detail number") == 5


def test_marks_before_an_edit_are_said_to_be_older(answer, helper, stranger, now):
    mark(answer, "works", now)
    mark(answer, "careful", now, note="not with version two")
    edit_answer(
        by=helper, answer=answer, body="Set the time to five at night instead.", reason="", seen=1,
        now=now + timedelta(days=1),
    )  # fmt: skip
    html = shown(answer)
    assert "Worked for 1 reader before the last edit, on 17 November 2026" in html
    assert "Careful, said before the last edit:" in html
    mark(answer, "works", now + timedelta(days=2))
    assert "Works for 1 reader, on 19 November 2026 (1 more before the last edit)" in shown(answer)


def test_more_outdated_than_works_warns_and_tells_once(answer, helper, moderator, now):
    mark(answer, "works", now - timedelta(days=181))
    mark(answer, "works", now - timedelta(days=181))
    mark(answer, "outdated", now)
    assert "no longer works" not in shown(answer), "one reader may be mistaken"
    late = mark(answer, "outdated", now)
    assert "Readers say this no longer works." in shown(answer)
    announcing.announce(now)
    assert told("answer-outdated") == {helper.name, moderator.name}
    unmark_answer(by=late.member, answer=answer, now=now)
    assert "no longer works" not in shown(answer)
    mark(answer, "outdated", now)
    announcing.announce(now)
    assert moderator.notifications.filter(kind="answer-outdated").count() == 1


def test_readers_for_whom_it_works_outweigh_and_an_edit_begins_anew(answer, helper, now):
    for _number in range(2):
        mark(answer, "works", now - timedelta(days=30))
        mark(answer, "outdated", now)
    assert "no longer works" not in shown(answer)
    mark(answer, "outdated", now)
    assert "no longer works" in shown(answer)
    edit_answer(
        by=helper, answer=answer, body="Set the time to five at night instead.", reason="", seen=1,
        now=now + timedelta(days=1),
    )  # fmt: skip
    assert "no longer works" not in shown(answer)


@pytest.mark.parametrize("who", ["helper", "silenced"])
def test_who_may_not_mark(answer, helper, now, who):
    members = {"helper": helper, "silenced": make_member("Silent", silenced_until=now + timedelta(days=1))}
    with pytest.raises(NotAllowed):
        mark(answer, "works", now, by=members[who])


@pytest.mark.parametrize("taken", [Question, Answer])
def test_hidden_answers_take_no_marks(answer, stranger, now, taken):
    taken.objects.update(hidden_at=now)
    with pytest.raises(NotAllowed):
        mark(answer, "works", now, by=stranger)


@pytest.mark.parametrize(
    ("kind", "note"),
    [("", ""), ("splendid", ""), ("careful", ""), ("careful", "x" * 201), ("outdated", "\x00")],
)
def test_what_says_nothing_is_refused(answer, stranger, now, kind, note):
    with pytest.raises(ValidationError):
        mark(answer, kind, now, note=note, by=stranger)


def test_a_moderator_takes_a_note_away(answer, stranger, helper, moderator, now):
    rude = mark(answer, "careful", now, note="rude words here", by=stranger)
    with pytest.raises(NotAllowed):
        remove_mark(by=helper, mark=rude, now=now)
    remove_mark(by=moderator, mark=rude, now=now)
    assert "rude" not in shown(answer)


def test_a_rebuilt_card_says_the_same(answer, now):
    mark(answer, "careful", now, note="only with version three")
    before = shown(answer)

    carding.rebuild(Question.objects.all())
    assert shown(answer) == before


def test_a_mark_stays_while_the_question_is_locked(answer, stranger, moderator, now):
    mark_answer(by=stranger, answer=answer, kind="works", now=now)
    lock_question(by=moderator, question=answer.question, on=True, reason="It got heated", now=now)
    with pytest.raises(NotAllowed, match="locked"):
        unmark_answer(by=stranger, answer=answer, now=now)
    assert AnswerMark.objects.exists()


def test_braces_in_a_note_stay_as_they_were_typed(answer, stranger, now):
    mark_answer(by=stranger, answer=answer, kind="careful", note="Write {name} and {date} in it", now=now)
    assert "“<bdi>Write {name} and {date} in it</bdi>”" in shown(answer)
