"""Asking a question."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.lib import markup
from community.members.models import Member
from community.tags.models import Tag
from forum import rules
from forum.actions import drafting
from forum.actions.keeping import forget_draft
from forum.actions.recording import record_change
from forum.models import Board, Follow, Question, QuestionTag, Revision
from forum.models.drafts import ASK
from forum.models.questions import slug_of


def ask_question(
    *,
    by: Member,
    board: Board,
    title: str,
    body: str,
    tags: list[str],
    form_key: str | None,
    now: datetime,
    language: str = "",
) -> Question:
    """The question, asked; the asker follows it. The same form sent twice gives the same question.

    Raises NotAllowed when the member may not write now, ValidationError when a text or the tags will not do.
    """
    rules.require(rules.may_ask(by, now), _("You can read here, but not write at the moment."))
    rules.require(
        board.archived_at is None, _("This board takes no new questions. Please choose another one.")
    )
    earlier = Question.objects.filter(author=by, form_key=form_key).first() if form_key else None
    if earlier is not None:
        return earlier
    heading, text = drafting.title(title), drafting.body(body)
    try:
        with transaction.atomic():
            return _ask(by, board, heading, text, drafting.tags(tags), form_key, now, language)
    except IntegrityError:
        if form_key is None:
            raise
        # The same form came in by another request at the same moment.
        return Question.objects.get(author=by, form_key=form_key)


def _ask(by, board, heading, text, chosen, form_key, now, language) -> Question:
    question = Question.objects.create(
        author=by,
        board=board,
        title=heading,
        slug=slug_of(heading),
        body=text.source,
        body_html=text.html,
        renderer=markup.RENDERER_VERSION,
        # The asker's own, until it is guessed from the words.
        language=language or by.language or get_language() or "",
        form_key=form_key,
        created_at=now,
        active_at=now,
    )
    QuestionTag.objects.bulk_create([QuestionTag(question=question, tag=tag) for tag in chosen])
    Tag.objects.filter(pk__in=[tag.pk for tag in chosen]).update(question_count=F("question_count") + 1)
    Follow.objects.create(member=by, question=question, since=now)
    Revision.objects.create(
        question=question,
        number=1,
        by=by,
        at=now,
        title=heading,
        body=text.source,
        tags=" ".join(tag.slug for tag in chosen),
    )
    forget_draft(by=by, place=ASK)
    record_change("question.asked", by=by, now=now, question=question, announce=True)
    return question
