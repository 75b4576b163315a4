"""The language of a question follows its words, until a person says it."""

import pytest
from django.core.management import call_command

from community.lib import guessing
from forum.actions.edit import edit_question
from forum.actions.guess import guess_due, guess_missing
from forum.actions.language import change_language
from forum.models import Card, Question
from tests import builders

pytestmark = pytest.mark.django_db

ARABIC = "لماذا يتوقف الإنترنت كل مساء في الساعة التاسعة؟"
DUTCH = "Waarom valt mijn internet elke avond om negen uur weg?"


@pytest.fixture
def ask(board, asker, now):
    def asked(title: str, body: str | None = None, **words) -> Question:
        return builders.make_question(
            board=board, by=asker, now=now, title=title, body=body or title, **words
        )

    return asked


def language_of(question) -> str:
    return Question.objects.get(pk=question.pk).language


def test_what_is_asked_gets_the_language_of_its_words(ask, now):
    arabic, dutch = ask(ARABIC, language="en"), ask(DUTCH, language="en")
    Question.objects.update(index_due_at=None)
    assert guess_due(now) == 2
    assert (language_of(arabic), language_of(dutch)) == ("ar", "nl")
    assert not Card.objects.filter(question=arabic).exists(), "its cards say the language: rendered when read"
    assert Question.objects.filter(index_due_at=None).count() == 0
    assert guess_due(now) == 0


def test_a_doubtful_text_keeps_the_askers_language(ask, asker, now):
    asker.language = "nl"
    asker.save()
    question = ask("Box 6 LED 0x80 0x81", "SSID 802.11ax WPA3 0x80004005", language="")
    assert language_of(question) == "nl"
    guess_due(now)
    assert language_of(question) == "nl"


def test_code_is_in_no_language(ask, now):
    log = "\n".join(["connection to the server was lost, please try again"] * 20)
    question = ask(DUTCH, f"Dit staat er in het logboek van mijn modem, elke avond:\n\n```\n{log}\n```")
    guess_due(now)
    assert language_of(question) == "nl"


def test_an_edit_is_guessed_again_but_never_what_a_person_said(ask, asker, now):
    question = ask(DUTCH)
    guess_due(now)
    edit = {"by": asker, "question": question, "tags": ["wifi"], "reason": "", "now": now}
    edit_question(**edit, title=ARABIC, body=ARABIC, seen=1)
    guess_due(now)
    assert language_of(question) == "ar"
    change_language(by=asker, question=question, language="fa", now=now)
    edit_question(**edit, title=DUTCH, body=DUTCH, seen=2)
    assert guess_due(now) == 1
    assert language_of(question) == "fa"
    assert guess_due(now) == 0


def test_a_question_edited_while_it_was_guessed_stays_due(ask, now, monkeypatch):
    question = ask(DUTCH)
    later = now.replace(hour=now.hour + 1)

    def edited_meanwhile(texts):
        Question.objects.filter(pk=question.pk).update(language_due_at=later)
        return ["nl"] * len(texts)

    monkeypatch.setattr(guessing, "guess", edited_meanwhile)
    guess_due(now)
    assert Question.objects.get(pk=question.pk).language_due_at == later


def test_when_the_guesser_fails_everything_stays_due(ask, now, monkeypatch):
    ask(DUTCH)

    def failing(texts):
        raise guessing.GuesserFailed("out of memory")

    monkeypatch.setattr(guessing, "guess", failing)
    assert guess_due(now) == 0
    assert Question.objects.filter(language_due_at__isnull=False).count() == 1


def test_what_came_in_without_a_language_is_guessed_in_bulk(ask, now):
    questions = [ask(DUTCH), ask(f"{DUTCH} Echt waar."), ask("Box 6 LED 0x80", "WPA3 802.11ax 0x80004005")]
    kept = ask(ARABIC)
    Question.objects.exclude(pk=kept.pk).update(language="", origin="import", language_due_at=None)
    assert guess_missing(Question.objects.all(), now) == 3
    assert {language_of(question) for question in questions} == {"nl"}, "the doubtful one like its neighbours"
    assert language_of(kept) == "en"


def test_the_command_says_how_many(ask, capsys):
    ask(DUTCH)
    Question.objects.update(language="")
    call_command("guess_languages")
    assert "1 questions got a language" in capsys.readouterr().out
