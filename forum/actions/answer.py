"""Answering: officially inside one's own expertise, personally outside it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.lib import markup
from community.members.models import Member
from forum import rules
from forum.actions import drafting, mention
from forum.actions.keeping import forget_draft
from forum.actions.recording import hold, record_change
from forum.models import Answer, Expertise, Follow, Question, Revision, Status
from forum.models.drafts import place_of_answer


def answer_question(
    *, by: Member, question: Question, body: str, form_key: str | None, now: datetime
) -> Answer:
    """The answer, given; its author follows the question. The same form sent twice gives the same answer.

    Raises NotAllowed when the question takes no answers from this member, ValidationError when the text will not do.
    """
    rules.require(rules.may_answer(by, question, now), _refusal(question))
    earlier = Answer.objects.filter(author=by, form_key=form_key).first() if form_key else None
    if earlier is not None:
        return earlier
    text = drafting.body(mention.linked(body, question, drafting.BODY[1]))
    try:
        with transaction.atomic():
            return _answer(by, question, text, form_key, now)
    except IntegrityError:
        if form_key is None:
            raise
        # The same form came in by another request at the same moment.
        return Answer.objects.get(author=by, form_key=form_key)


def _answer(by, question, text, form_key, now) -> Answer:
    hold(question)
    rules.require(rules.may_answer(by, question, now), _refusal(question))
    official = speaks_officially(by, question)
    answer = Answer.objects.create(
        author=by,
        question=question,
        body=text.source,
        body_html=text.html,
        renderer=markup.RENDERER_VERSION,
        form_key=form_key,
        created_at=now,
        official_for=by.department if official else None,
        official_at=now if official else None,
        official_by=by if official else None,
        personal=by.is_employee and not official,
    )
    Revision.objects.create(question=question, answer=answer, number=1, by=by, at=now, body=text.source)
    Follow.objects.get_or_create(member=by, question=question, defaults={"since": now})
    forget_draft(by=by, place=place_of_answer(question.pk))
    record_change(
        "answer.posted",
        by=by,
        now=now,
        question=question,
        answer=answer,
        announce=True,
        details={"official": official, "department": by.department_id if official else None},
    )
    return answer


def speaks_officially(member: Member, question: Question) -> bool:
    """Whether what the member answers here is the company's word."""
    return member.is_employee and rules.may_answer_officially(
        member,
        question,
        question.taggings.values_list("tag_id", flat=True),
        Expertise.objects.confirmed().filter(member=member),
    )


def _refusal(question: Question) -> str:
    if question.status == Status.CLOSED:
        return _("This question is closed, so it takes no more answers.")
    if question.status == Status.DUPLICATE:
        return _("This was asked before. Please answer the question it points to.")
    return _("You can read here, but not write at the moment.")
