"""Noting what can be learned from a conversation, and putting a learning aside."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.events.recording import record
from community.lib import nudges
from community.members.models import Department, Member
from forum.actions.drafting import line
from forum.improvements import rules
from forum.improvements.models import Cause, Learning
from forum.models import Question
from forum.rules import require

LINE, CAUSE = (10, 300), (3, 120)


@transaction.atomic
def note_learning(
    *, by: Member, question: Question, said: str, cause: str, department: Department | None, now: datetime
) -> Learning:
    """One line about a question, under a cause that is made when it is new.

    Raises NotAllowed unless by someone who works here, ValidationError for lines that say too little or too much.
    """
    require(rules.may_note_learning(by, now), _("Learnings are noted by people who work here."))
    kept = line(said, least=LINE[0], most=LINE[1], refusal=_("Say in one line what the company can learn."))
    chosen = _cause(cause, department)
    learning = Learning.objects.create(
        question=question, line=kept, cause=chosen, department=department or chosen.department, by=by, at=now
    )
    record(
        "learning.noted", by=by, now=now, subject=learning.subject, thread=question.subject,
        details={"cause": chosen.pk},
    )  # fmt: skip
    nudges.nudge("forum.improvements.tasks.sweep")
    return learning


@transaction.atomic
def put_aside(*, by: Member, learning: Learning, now: datetime) -> None:
    """Good to know, and nothing follows from it. Raises NotAllowed unless a manager or lead says so."""
    require(rules.may_open_improvement(by, now), _("Managers and leads decide what follows from a learning."))
    done = Learning.objects.loose().filter(pk=learning.pk).update(aside_at=now)
    if done:
        record("learning.put_aside", by=by, now=now, subject=learning.subject)


def _cause(raw: str, department: Department | None) -> Cause:
    name = line(
        raw, least=CAUSE[0], most=CAUSE[1], refusal=_("Name the cause, such as “invoice sent twice”.")
    )
    found = Cause.objects.filter(name__iexact=name).first()
    return found or Cause.objects.create(name=name, department=department)
