"""Saying which language a question is in, when the guess was wrong."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.lib import languages
from community.members.models import Member
from forum import rules
from forum.actions.recording import hold, record_change
from forum.actions.revising import add_revision, held, keep_first
from forum.models import Question
from forum.queries import cards
from reputation import standings


@transaction.atomic
def change_language(*, by: Member, question: Question, language: str, now: datetime) -> None:
    """From now on the question is in this language, whatever its words look like.

    Raises NotAllowed, or ValidationError for a language that is not on the list.
    """
    hold(question)
    rules.require(
        rules.may_change_language(by, question, standings.of(by), now),
        _("You can not change the language of this question."),
    )
    if language not in languages.known():
        raise ValidationError(_("Choose a language from the list."))
    before = Question.objects.values_list("language", flat=True).get(pk=question.pk)
    Question.objects.filter(pk=question.pk).update(
        language=language, language_chosen=True, language_due_at=None
    )
    question.language, question.language_chosen = language, True
    if language == before:
        return
    _keep(question, before, by, now)
    # Answers are taken to be in the language of what they answer.
    cards.refresh_thread(question)
    record_change(
        "question.language",
        by=by,
        now=now,
        question=question,
        details={"language": languages.name(language), "code": language, "before": before},
    )


def _keep(question: Question, before: str, by: Member, now: datetime) -> None:
    """The history of the question shows it; the words are those that stand."""
    stored = held(question)
    stored.language = before
    keep_first(stored)
    stored.language = question.language
    add_revision(stored, by=by, now=now)
