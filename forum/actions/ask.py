"""Asking a question."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.events.recording import record
from community.lib import markup
from community.members.models import Member
from community.tags.models import Tag
from forum import rules
from forum.actions import drafting
from forum.actions.ask_for import customer_of
from forum.actions.fields import checked, set_fields
from forum.actions.keeping import forget_draft
from forum.actions.recording import record_change
from forum.models import Board, Follow, Question, QuestionTag, Revision
from forum.models.drafts import ASK
from forum.models.questions import slug_of
from forum.queries.asked import asked_with


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
    fields: Mapping[str, str] | None = None,
    for_email: str = "",
) -> Question:
    """The question, asked; the asker follows it. The same form sent twice gives the same question.

    `fields` is what the board asks besides, by the names of its fields; None where there was no form to ask it.
    With `for_email` it is the question of whoever has that address, written down by `by`.
    Raises NotAllowed when the member may not write now, ValidationError when a text or the tags will not do.
    """
    rules.require(rules.may_ask(by, now), _("You can read here, but not write at the moment."))
    rules.require(
        board.archived_at is None, _("This board takes no new questions. Please choose another one.")
    )
    earlier = asked_with(by, form_key)
    if earlier is not None:
        return earlier
    said = drafting.title(title), drafting.body(body)
    values = checked(board, fields) if fields is not None else {}
    try:
        with transaction.atomic():
            author = customer_of(by=by, email=for_email, language=language, now=now) if for_email else by
            question = _written(author, by, board, *said, drafting.tags(tags), form_key, now, language)
            set_fields(question, values)
            return _told(question, author, by, now)
    except IntegrityError:
        # The same form came in by another request at the same moment.
        earlier = asked_with(by, form_key)
        if earlier is None:
            raise
        return earlier


def _written(author, by, board, heading, text, chosen, form_key, now, language) -> Question:
    question = Question.objects.create(
        author=author,
        asked_for_by=by if by != author else None,
        board=board,
        title=heading,
        slug=slug_of(heading),
        body=text.source,
        body_html=text.html,
        renderer=markup.RENDERER_VERSION,
        # The asker's own, until it is guessed from the words.
        language=language or author.language or get_language() or "",
        form_key=form_key,
        created_at=now,
        active_at=now,
    )
    QuestionTag.objects.bulk_create([QuestionTag(question=question, tag=tag) for tag in chosen])
    Tag.objects.filter(pk__in=[tag.pk for tag in chosen]).update(question_count=F("question_count") + 1)
    Follow.objects.create(member=author, question=question, since=now)
    Revision.objects.create(
        question=question,
        number=1,
        by=by,
        at=now,
        title=heading,
        body=text.source,
        tags=" ".join(tag.slug for tag in chosen),
        board=board.slug,
        language=question.language,
    )
    return question


def _told(question: Question, author: Member, by: Member, now: datetime) -> Question:
    """The question is the author's, whoever held the pen; that is an event of its own, told to the author."""
    forget_draft(by=by, place=ASK)
    details = {} if by == author else {"written_by": by.pk}
    record_change("question.asked", by=author, now=now, question=question, details=details, announce=True)
    if by != author:
        record(
            "question.written_down",
            by=by,
            now=now,
            subject=question.subject,
            thread=question.subject,
            announce=True,
        )
    return question
