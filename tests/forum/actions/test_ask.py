"""Asking: what is kept, what is refused, and that one form is one question."""

import pytest
from django.core.exceptions import ValidationError

from community.events.models import Event
from community.tags.models import Synonym, Tag
from forum.models import Follow, Question, Revision
from forum.rules import NotAllowed
from tests.builders import BODY, make_member, make_question
from tests.forum.actions.ledgers import kinds

pytestmark = pytest.mark.django_db


def test_a_question_is_kept_with_its_revision_follow_and_event(board, asker, now):
    question = make_question(
        board=board, by=asker, now=now, title="  My  fibre connection\tdrops  ", body="Why?\r\n" + BODY
    )
    question.refresh_from_db()
    assert question.title == "My fibre connection drops"
    assert question.path() == f"/questions/{question.pk}/my-fibre-connection-drops/"
    assert "\r" not in question.body and "<p>" in question.body_html
    assert (question.created_at, question.active_at, question.state) == (now, now, "open")
    assert question.index_due_at == question.watch_due_at == now
    revision = Revision.objects.get(question=question)
    assert (revision.number, revision.title, revision.tags) == (1, question.title, "fibre")
    assert Follow.objects.filter(member=asker, question=question).exists()
    event = Event.objects.get(thread=question.subject)
    assert (event.kind, event.actor, event.at, event.announce_due_at) == ("question.asked", asker, now, now)
    assert Tag.objects.get(slug="fibre").question_count == 1


def test_the_same_form_sent_twice_is_one_question(board, asker, now):
    first = make_question(board=board, by=asker, now=now, form_key="k1")
    assert make_question(board=board, by=asker, now=now, form_key="k1") == first
    assert kinds(first) == ["question.asked"]
    other = make_question(board=board, by=make_member("Another"), now=now, form_key="k1")
    assert other != first
    assert Question.objects.count() == 2


def test_forms_without_a_key_are_questions_of_their_own(board, asker, now):
    assert make_question(board=board, by=asker, now=now) != make_question(board=board, by=asker, now=now)


@pytest.mark.parametrize(
    "words",
    [
        {"title": "Too short"},
        {"title": "   " + "a" + " " * 40},
        {"title": "x" * 151},
        {"title": "A title with \x00 in it, for all to see"},
        {"title": "A title with \ud800 in it, for all to see"},
        {"title": "\u200b" * 20},
        {"title": "!?!?!?!?!?!?!?!"},
        {"body": "Too short."},
        {"body": "x" * 30_001},
        {"body": "x" * 1_000_000},
        {"body": "Half a body\x00 with something no database keeps"},
        {"body": "---\n\n---\n\n---\n\n---\n\n---"},
        {"body": "\u200b" * 30},
        {"tags": []},
        {"tags": ["  ", "#"]},
        {"tags": ["..", "--"]},
        {"tags": ["a", "b", "c", "d", "e", "f"]},
        {"tags": ["fib\x00re"]},
    ],
    ids=lambda words: (
        next(iter(words)) + ":" + str(next(iter(words.values())))[:12].encode("ascii", "replace").decode()
    ),
)
def test_what_will_not_do_is_refused_with_a_sentence(board, asker, now, words):
    with pytest.raises(ValidationError) as refusal:
        make_question(board=board, by=asker, now=now, **words)
    assert refusal.value.messages[0].endswith(".")
    assert not Question.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("letter", ["\u202e", "\u2066", "\x07", "\x1b", "\u0085"])
def test_a_title_has_no_marks_that_turn_or_hide_text(board, asker, now, letter):
    question = make_question(board=board, by=asker, now=now, title=f"My fibre {letter} drops every evening")
    assert letter not in question.title
    assert question.title == "My fibre drops every evening"


@pytest.mark.parametrize(
    "title",
    ["为什么我的光纤每天晚上都断线呢", "لماذا ينقطع الإنترنت كل مساء", "Waarom valt mijn glasvezel uit? 🤔"],
)
def test_every_script_makes_a_question_with_an_address(board, asker, now, title):
    question = make_question(board=board, by=asker, now=now, title=title)
    assert question.title == title
    assert question.slug


def test_tags_follow_synonyms_and_one_spelling(board, asker, now):
    fibre = Tag.objects.create(slug="fibre")
    Synonym.objects.create(slug="glasvezel", tag=fibre)
    question = make_question(board=board, by=asker, now=now, tags=["Glasvezel", "#Fibre", "Wi-Fi 6", "C++"])
    assert set(question.tags.values_list("slug", flat=True)) == {"fibre", "wi-fi-6", "c++"}
    fibre.refresh_from_db()
    assert fibre.question_count == 1


def test_who_is_silenced_does_not_ask(board, now):
    silenced = make_member("Silent", silenced_until=now.replace(hour=23))
    with pytest.raises(NotAllowed, match="can read here"):
        make_question(board=board, by=silenced, now=now)


def test_an_archived_board_takes_no_questions(board, asker, now):
    board.archived_at = now
    with pytest.raises(NotAllowed, match="takes no new questions"):
        make_question(board=board, by=asker, now=now)
