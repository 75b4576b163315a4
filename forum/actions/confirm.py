"""Making somebody else's answer official, and taking that back; its author stays its author."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum import rules
from forum.actions.answer import speaks_officially
from forum.actions.recording import hold_post, record_change
from forum.models import Answer


@transaction.atomic
def confirm_answer(*, by: Member, answer: Answer, now: datetime) -> None:
    """The answer counts as the department's own word. Raises NotAllowed unless `by` could give it officially."""
    hold_post(answer)
    rules.require(
        rules.may_confirm(by, answer, speaks_officially(by, answer.question), now), _refusal(by, answer)
    )
    answer.official_for, answer.official_by, answer.official_at = by.department, by, now
    _keep(answer)
    record_change(
        "answer.confirmed",
        by=by,
        now=now,
        question=answer.question,
        answer=answer,
        details={"department": by.department_id},
        announce=True,
    )


@transaction.atomic
def unconfirm_answer(*, by: Member, answer: Answer, now: datetime) -> None:
    """It is its author's word again. Raises NotAllowed unless whoever confirmed it, or a moderator, does it."""
    hold_post(answer)
    if answer.official_at is None:
        return
    rules.require(
        rules.may_unconfirm(by, answer, now),
        _("Only who confirmed this answer, or a moderator, can take that back."),
    )
    answer.official_for = answer.official_by = answer.official_at = None
    _keep(answer)
    record_change(
        "answer.unconfirmed", by=by, now=now, question=answer.question, answer=answer, announce=True
    )


def _keep(answer: Answer) -> None:
    answer.save(update_fields=["official_for", "official_by", "official_at"])


def _refusal(by: Member, answer: Answer) -> str:
    if answer.official_at is not None:
        return _("This answer is official already.")
    if answer.author_id == by.pk:
        return _("Nobody makes their own answer official.")
    return _("Only colleagues who know this subject can make an answer official.")
