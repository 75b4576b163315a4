"""Resolving a case: with its cause, what was learned, and a line everyone reads."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from community.events.models import Event
from community.members.models import Department, Member
from community.notifications.telling import clear, tell
from forum.actions import drafting
from forum.actions.close import close_question
from forum.actions.recording import hold
from forum.models import Answer, CloseReason, Door, Question, Status
from forum.rules import TOO_LOW, NotAllowed, require
from forum.webcare import rules
from forum.webcare.actions.recording import record_case
from forum.webcare.actions.sending import send_now
from forum.webcare.actions.watch_case import tell_watchers
from forum.webcare.models import Case, CaseState, Outcome, PrivateMessage
from forum.webcare.queries.course import CAME

LEAST, CAUSE, PUBLIC_LINE, LEARNED = 3, 200, 500, 5_000
# "Solved" alone tells nobody how it ended.
LEAST_LINE = 10
# With these a reply is owed to the customer, whatever was said before.


class NoReplyYet(NotAllowed):
    """Nobody of the company has answered under their name yet."""


class NotOpen(NotAllowed):
    """Somebody resolved or closed the case in the meantime."""


@transaction.atomic
def resolve_case(
    *,
    by: Member,
    case: Case,
    cause: str,
    learned: str,
    public_line: str,
    now: datetime,
    outcome: str = Outcome.HELPED,
    door: Door | None = None,
    department: Department | None = None,
) -> Case:
    """The case, resolved; the asker is told. `learned` may be empty: not every case teaches something new.

    A refused question is closed with the public line, and with the `door` to take instead where there is one.
    Raises NotAllowed unless its owner or the lead resolves it, NoReplyYet without a reply under a name, NotOpen
    when it is finished already, ValidationError without a cause or a public line. The guard of personal data
    stands before it, with the form.
    """
    hold(case.question)
    _require_endable(by, case, outcome, now)
    texts = _texts(cause, learned, public_line)
    if outcome == Outcome.REFUSED:
        _close_question(by, case.question, texts["public_line"], door, now)
    resolved = Case.objects.unfinished().filter(pk=case.pk, owner=case.owner_id).update(
        state=CaseState.RESOLVED, resolved_at=now, resolved_by=by, due_at=None, alarm_due_at=None,
        snoozed_until=None, writing_by=None, writing_until=None, outcome=outcome, department=department, **texts
    )  # fmt: skip
    if not resolved:
        raise NotOpen(_("A colleague changed this case a moment ago. Please look at it again."))
    case.refresh_from_db()
    # Whoever follows the question's course looks at it again.
    Question.objects.filter(pk=case.question_id).update(watch_due_at=now)
    _tell(by, case, now)
    return case


def _require_endable(by: Member, case: Case, outcome: str, now: datetime) -> None:
    """Raises what `resolve_case` raises before it looks at the words."""
    require(rules.may_work(by, now), _("Only webcare resolves cases."))
    if case.is_finished:
        raise NotOpen(_("This case is finished already."))
    require(rules.may_resolve(by, case, now), _("Only its owner or the lead can resolve a case."))
    # Whoever ends it has had a second look at what they wrote.
    send_now(by=by, case=case, now=now)
    if not has_reply(case):
        if case.replied_at is not None:
            raise NoReplyYet(
                _("Your customer still waits: what was said did not help, or is gone. Answer them first.")
            )
        raise NoReplyYet(_("Answer under your name first: no case is closed in silence."))
    if outcome not in Outcome.values:
        raise ValidationError(_("Say whether the customer was helped."))


def _texts(cause: str, learned: str, public_line: str) -> dict[str, str]:
    """What was said about it, cleaned. Raises ValidationError."""
    return {
        "cause": drafting.line(cause, least=LEAST, most=CAUSE, refusal=_("Say what the cause was.")),
        "public_line": drafting.line(
            public_line,
            least=LEAST_LINE,
            most=PUBLIC_LINE,
            refusal=_("Write the line everyone reads: how it ended."),
        ),
        "learned": drafting.storable(learned).strip()[:LEARNED],
    }


def _close_question(by: Member, question: Question, line: str, door: Door | None, now: datetime) -> None:
    """Who asked is told by the closing: why, and where to go with it."""
    if question.status in (Status.CLOSED, Status.DUPLICATE):
        return
    close_question(
        by=by,
        question=question,
        closed_as=CloseReason.NOT_HERE,
        note=line[: drafting.REASON],
        door=door,
        now=now,
    )


def has_reply(case: Case) -> bool:
    """Whether somebody of the company said something to the customer by name: for everyone, or in private.

    Only since the case came to the desk, came back to it, or its customer said that it is not over: what was said
    before did not help. Neither did an answer that was judged down.
    """
    question, since = case.question, _came_at(case)
    staff = Q(author__is_agent=True) | Q(author__is_lead=True) | Q(author__department__isnull=False)
    answers = Answer.objects.shown().filter(
        staff, question=question, created_at__gte=since, score__gt=TOO_LOW
    )
    if answers.exclude(author=question.author_id).exists():
        return True
    return PrivateMessage.objects.filter(case=case, is_customers=False, at__gte=since).exists()


def _came_at(case: Case) -> datetime:
    came = Event.objects.filter(subject=case.subject, kind__in=CAME)
    return came.aggregate(at=Max("at"))["at"] or case.opened_at


def _tell(by: Member, case: Case, now: datetime) -> None:
    question, is_refused = case.question, case.outcome == Outcome.REFUSED
    # The closing of a refused question tells everyone; its case has nothing to add.
    # The line stays on the row, where it can be mended and masked; an event can not.
    event = record_case("case.refused" if is_refused else "case.resolved", by=by, now=now, case=case)
    for told in ("case-opened", "case-unowned", "case-late", "case-slipped", "case-back"):
        clear(subject=case.subject, kind=told, now=now)
    if question.author_id and not is_refused:
        tell(
            [question.author_id], kind="case-resolved", subject=case.subject, link=question.path(),
            key=f"{case.subject}:resolved:{event.pk}", now=now, actor=by,
            details={"title": question.title, "quote": case.public_line},
        )  # fmt: skip
    tell_watchers(case=case, happened="resolved", event=event, now=now, by=by, also=[case.owner_id])
