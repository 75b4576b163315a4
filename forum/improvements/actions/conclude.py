"""Ending a case together with what it taught: a learning, or the honest word that it was the same again."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Department, Member
from forum.improvements.actions.learn import note_learning, note_recurrence
from forum.models import Door
from forum.webcare.actions.resolve import resolve_case
from forum.webcare.models import Case


@transaction.atomic
def conclude(
    *,
    by: Member,
    case: Case,
    cause: str,
    department: Department | None,
    public_line: str,
    said: str,
    is_nothing_new: bool,
    outcome: str,
    door: Door | None,
    now: datetime,
) -> Case:
    """The case is resolved, and its question counts toward its cause; both or neither.

    One of the two is required: what was learned, or that there is nothing new. Raises what `resolve_case` and
    `note_learning` raise, ValidationError when both or none of them is said.
    """
    if bool(said.strip()) == is_nothing_new:
        raise ValidationError(
            {"said": _("Both can not be: write what can be learned, or say that there is nothing new.")}
            if is_nothing_new
            else {"said": _("Say in one line what the company can learn, or that there is nothing new.")}
        )
    resolved = resolve_case(
        by=by, case=case, cause=cause, learned=said, public_line=public_line, outcome=outcome, door=door,
        department=department, now=now,
    )  # fmt: skip
    given = {"by": by, "question": case.question, "cause": cause, "department": department, "now": now}
    if is_nothing_new:
        note_recurrence(**given)
    else:
        note_learning(said=said, **given)
    return resolved
