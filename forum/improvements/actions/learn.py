"""Noting what can be learned from a conversation or that it is the same again, and putting a learning aside."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.events.recording import record
from community.lib import nudges
from community.members.models import Department, Member
from forum.actions.drafting import line
from forum.improvements import rules
from forum.improvements.models import Cause, Learning, Recurrence
from forum.models import Question
from forum.rules import require

LINE, CAUSE = (10, 300), (3, 120)


@transaction.atomic
def note_learning(
    *, by: Member, question: Question, said: str, cause: str, department: Department | None, now: datetime
) -> Learning:
    """One line about a question, under a cause that is made when it is new. Said again it is the same one.

    Raises NotAllowed unless by someone who works here, ValidationError for lines that say too little or too much.
    """
    require(rules.may_note_learning(by, now), _("Learnings are noted by people who work here."))
    kept = line(said, least=LINE[0], most=LINE[1], refusal=_("Say in one line what the company can learn."))
    chosen = cause_of(cause, department)
    learning, is_new = Learning.objects.get_or_create(
        question=question, line=kept, cause=chosen,
        defaults={"department": department or chosen.department, "by": by, "at": now},
    )  # fmt: skip
    if not is_new:
        return learning
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


@transaction.atomic
def note_recurrence(
    *, by: Member, question: Question, cause: str, department: Department | None, now: datetime
) -> Recurrence:
    """The same again: it counts toward its cause. Raises NotAllowed, ValidationError without a cause."""
    require(rules.may_note_learning(by, now), _("Learnings are noted by people who work here."))
    chosen = cause_of(cause, department)
    recurrence, is_new = Recurrence.objects.get_or_create(
        question=question, cause=chosen,
        defaults={"department": department or chosen.department, "by": by, "at": now},
    )  # fmt: skip
    if is_new:
        record(
            "cause.recurred", by=by, now=now, subject=f"cause:{chosen.pk}", thread=question.subject,
            details={"cause": chosen.pk},
        )  # fmt: skip
        nudges.nudge("forum.improvements.tasks.sweep")
    return recurrence


def cause_of(raw: str, department: Department | None) -> Cause:
    """The cause of that name, made when it is new. Raises ValidationError."""
    name = line(
        raw, least=CAUSE[0], most=CAUSE[1], refusal=_("Name the cause, such as “invoice sent twice”.")
    )
    found = Cause.objects.filter(name__iexact=name).first()
    return found or _made(name, department)


def _made(name: str, department: Department | None) -> Cause:
    """Two who name the same new cause at once mean one."""
    try:
        with transaction.atomic():
            return Cause.objects.create(name=name, department=department)
    except IntegrityError:
        return Cause.objects.get(name__iexact=name)
