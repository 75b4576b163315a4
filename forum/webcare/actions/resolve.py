"""Resolving a case: with its cause, what was learned, and a line everyone reads."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.telling import clear, tell
from forum.actions import drafting
from forum.models import Answer
from forum.rules import NotAllowed, require
from forum.webcare import rules
from forum.webcare.actions.recording import record_case
from forum.webcare.models import Case, CaseState

LEAST, CAUSE, PUBLIC_LINE, LEARNED = 5, 200, 500, 5_000


class NoReplyYet(NotAllowed):
    """Nobody of the company has answered under their name yet."""


class NotOpen(NotAllowed):
    """Somebody resolved or closed the case in the meantime."""


@transaction.atomic
def resolve_case(
    *, by: Member, case: Case, cause: str, learned: str, public_line: str, now: datetime
) -> Case:
    """The case, resolved; the asker is told. `learned` may be empty: not every case teaches something new.

    Raises NotAllowed unless its owner or the lead resolves it, NoReplyYet without an answer under a name,
    NotOpen when it is finished already, ValidationError without a cause or a public line.
    """
    require(rules.may_work(by, now), _("Only webcare resolves cases."))
    if case.is_finished:
        raise NotOpen(_("This case is finished already."))
    require(rules.may_resolve(by, case, now), _("Only its owner or the lead can resolve a case."))
    if not has_reply(case):
        raise NoReplyYet(_("Answer under your name first: no case is closed in silence."))
    texts = {
        "cause": drafting.line(cause, least=LEAST, most=CAUSE, refusal=_("Say what the cause was.")),
        "public_line": drafting.line(
            public_line,
            least=LEAST,
            most=PUBLIC_LINE,
            refusal=_("Write the line everyone reads: how it ended."),
        ),
        "learned": drafting.storable(learned).strip()[:LEARNED],
    }
    resolved = Case.objects.unfinished().filter(pk=case.pk, owner=case.owner_id).update(
        state=CaseState.RESOLVED, resolved_at=now, resolved_by=by, due_at=None, alarm_due_at=None, **texts
    )  # fmt: skip
    if not resolved:
        raise NotOpen(_("A colleague changed this case a moment ago. Please look at it again."))
    case.refresh_from_db()
    _tell(by, case, now)
    return case


def has_reply(case: Case) -> bool:
    """Whether somebody of the company, by name, answered where everyone reads it."""
    question = case.question
    staff = Q(author__is_agent=True) | Q(author__is_lead=True) | Q(author__department__isnull=False)
    return Answer.objects.shown().filter(staff, question=question).exclude(author=question.author_id).exists()


def _tell(by: Member, case: Case, now: datetime) -> None:
    question = case.question
    event = record_case("case.resolved", by=by, now=now, case=case, details={"public_line": case.public_line})
    for kind in ("case-opened", "case-unowned", "case-late", "case-back"):
        clear(subject=case.subject, kind=kind, now=now)
    if question.author_id:
        tell(
            [question.author_id], kind="case-resolved", subject=case.subject, link=question.path(),
            key=f"{case.subject}:resolved:{event.pk}", now=now, actor=by,
            details={"title": question.title, "quote": case.public_line},
        )  # fmt: skip
