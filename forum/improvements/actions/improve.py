"""Opening an improvement, giving it to someone, gathering questions in it and writing about it."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from community.members.models import Department, Member
from community.notifications.telling import tell
from forum.actions.drafting import line
from forum.improvements import rules
from forum.improvements.actions.recording import record_improvement
from forum.improvements.actions.tell_changes import tell_newcomers
from forum.improvements.models import (
    Cause,
    Improvement,
    ImprovementNote,
    ImprovementQuestion,
    Learning,
    Recurrence,
    State,
)
from forum.models import Question
from forum.rules import require

TITLE, NOTE = (10, 150), (5, 1000)


@transaction.atomic
def open_improvement(
    *,
    by: Member,
    title: str,
    title_nl: str,
    cause: Cause | None,
    department: Department | None,
    now: datetime,
) -> Improvement:
    """A proposal with a person's name under it; nobody is told before it has a public state.

    Raises NotAllowed, or ValidationError for a title that says too little.
    """
    require(rules.may_open_improvement(by, now), _("Managers and leads open improvements."))
    names = titles(title, title_nl)
    improvement = Improvement.objects.create(
        **names,
        cause=cause,
        department=department,
        state=State.PROPOSED,
        state_at=now,
        state_by=by,
        created_at=now,
    )
    record_improvement("improvement.opened", by=by, now=now, improvement=improvement)
    return improvement


def titles(title: str, title_nl: str) -> dict[str, str]:
    """Both titles, cleaned. Raises ValidationError."""
    least, most = TITLE
    refusal = _("Name it in a few words, such as “One invoice a month, not two”.")
    return {
        "title": line(title, least=least, most=most, refusal=refusal),
        "title_nl": line(title_nl, least=0, most=most, refusal=""),
    }


@transaction.atomic
def give(
    *,
    by: Member,
    improvement: Improvement,
    department: Department | None,
    owner: Member | None,
    now: datetime,
) -> None:
    """To a department, and to the person who looks after it, who is told. Raises NotAllowed, ValidationError."""
    require(rules.may_run(by, improvement, now), _("Its owner and managers can give it to someone."))
    if owner is not None and not (owner.is_employee or owner.has_staff_role):
        raise ValidationError(_("Choose somebody who works here."))
    is_new = owner is not None and owner.pk != improvement.owner_id
    improvement.department, improvement.owner = department, owner
    improvement.save(update_fields=["department", "owner"])
    given = record_improvement(
        "improvement.given", by=by, now=now, improvement=improvement,
        details={"department": department.pk if department else None, "owner": owner.pk if owner else None},
    )  # fmt: skip
    if is_new:
        tell(
            [owner.pk], kind="improvement-given", subject=improvement.subject, link=improvement.path(),
            key=f"{improvement.subject}:given:{given.pk}", now=now, actor=by,
            details={"title": improvement.title_in(owner.language)},
        )  # fmt: skip


@transaction.atomic
def gather(
    *, by: Member | None, improvement: Improvement, questions: Iterable[Question], now: datetime
) -> int:
    """Put questions in it, with what was learned from them; how many were new. Raises NotAllowed.

    `by=None` is the software that proposes, which says by itself which learnings belong there.
    """
    require(
        by is None or rules.may_run(by, improvement, now), _("Its owner and managers gather questions in it.")
    )
    questions = list(questions)
    if by is not None:
        for kind in (Learning, Recurrence):
            kind.objects.loose().filter(question__in=questions).update(improvement=improvement)
    before = improvement.gathered.count()
    ImprovementQuestion.objects.bulk_create(
        [ImprovementQuestion(improvement=improvement, question=each, at=now) for each in questions],
        ignore_conflicts=True,
    )
    added = improvement.gathered.count() - before
    if added:
        record_improvement(
            "improvement.gathered", by=by, now=now, improvement=improvement, details={"count": added}
        )
        tell_newcomers(improvement)
    return added


def gather_kin(improvement: Improvement, now: datetime) -> int:
    """Take in where its questions were merged to, and what was asked before as one of them; how many were new."""
    held = ImprovementQuestion.objects.filter(improvement=improvement).values("question")
    merged = Question.objects.filter(pk__in=held, merged_into__isnull=False).values("merged_into")
    kin = Question.objects.filter(Q(pk__in=merged) | Q(duplicate_of__in=held), hidden_at=None)
    return gather(by=None, improvement=improvement, questions=kin.exclude(pk__in=held), now=now)


@transaction.atomic
def gather_learning(*, by: Member, improvement: Improvement, learning: Learning, now: datetime) -> None:
    """The learning belongs to it from now on, with its question. Raises NotAllowed."""
    require(rules.may_run(by, improvement, now), _("Its owner and managers gather learnings in it."))
    Learning.objects.filter(pk=learning.pk).update(improvement=improvement, aside_at=None)
    gather(by=by, improvement=improvement, questions=[learning.question], now=now)


@transaction.atomic
def write_note(
    *, by: Member, improvement: Improvement, body: str, is_public: bool, now: datetime
) -> ImprovementNote:
    """A dated word on its page. Raises NotAllowed, ValidationError."""
    require(rules.may_write_note(by, improvement, now), _("Notes are written by those who work on it."))
    said = line(body, least=NOTE[0], most=NOTE[1], refusal=_("Write a few words."))
    note = ImprovementNote.objects.create(
        improvement=improvement, by=by, at=now, body=said, is_public=is_public
    )
    record_improvement(
        "improvement.noted", by=by, now=now, improvement=improvement, details={"public": is_public}
    )
    return note
