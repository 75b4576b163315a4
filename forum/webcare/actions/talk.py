"""The private side of a case: webcare and the asker talk where nobody else reads along."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.lib import markup, nudges
from community.members.models import Member
from community.notifications.telling import clear, tell
from forum.actions import drafting
from forum.actions.attach import note_uses
from forum.actions.recording import go_on, hold
from forum.models import Question
from forum.rules import require
from forum.webcare import attendance, rules
from forum.webcare.actions import formkeys
from forum.webcare.actions.own import take_case
from forum.webcare.actions.recording import record_case
from forum.webcare.actions.reply import note_reply
from forum.webcare.actions.watch_case import tell_watchers
from forum.webcare.models import Case, CaseState, PrivateMessage

SIZES = (2, 30_000)
LEAST_REASON, MOST_REASON = 5, 300
# A beginning is enough to know what it is about: letters are read over shoulders.
QUOTED = 160


def reason_to_go(*, by: Member, case: Case, reason: str, now: datetime) -> str:
    """The reason as it is stored; nothing is written yet. Raises what `go_private` raises."""
    require(rules.may_go_private(by, case, now), _("Only who owns the case takes it into private."))
    return drafting.line(
        reason, least=LEAST_REASON, most=MOST_REASON, refusal=_("Say why this goes on in private.")
    )


@transaction.atomic
def go_private(*, by: Member, case: Case, reason: str, now: datetime) -> Case:
    """From now on webcare and the asker can talk in private. Everyone reads that they do, only the desk reads why.

    Going private twice changes nothing. Raises NotAllowed unless `by` may reply, ValidationError without a reason.
    """
    said = reason_to_go(by=by, case=case, reason=reason, now=now)
    fresh = _held(case)
    if fresh.private_at is None:
        _open(by, fresh, said, now)
    case.private_at, case.private_by = fresh.private_at, fresh.private_by
    case.private_reason = fresh.private_reason
    return fresh


@transaction.atomic
def say_privately(
    *,
    by: Member,
    case: Case,
    body: str,
    form_key: str | None,
    now: datetime,
    again_at: datetime | None = None,
) -> PrivateMessage:
    """The message, which is a reply under a name; the asker gets it by mail too. The same form twice is one message.

    With `again_at` they hear from us again by then. Raises NotAllowed unless `by` may reply and the talk is
    private, ValidationError when the text will not do.
    """
    require(
        rules.may_say_privately(by, case, now),
        _("First take the case into private, with a reason; only its owner or the lead writes there."),
    )

    def settle(case: Case, message: PrivateMessage) -> None:
        note_reply(case=case, at=now, again_at=again_at)
        clear(subject=case.subject, kind="case-back", now=now)
        _tell_asker(by, case, message, now)

    case = _held(case)
    if case.state == CaseState.OPEN:
        case = take_case(by=by, case=case, now=now)
    return _said(by, case, body, form_key, now, settle, is_customers=False)


@transaction.atomic
def say_back(*, by: Member, case: Case, body: str, form_key: str | None, now: datetime) -> PrivateMessage:
    """What the asker says to webcare alone; who asks privately from the start opens the private side with it.

    The owner is told, a question that waited for its asker goes on, and the ladder looks at it again.
    Raises NotAllowed for anybody but the asker, ValidationError when the text will not do.
    The same form twice is one message.
    """
    require(rules.may_say_back(by, case), _("Only who asked the question talks with webcare here."))

    def settle(case: Case, message: PrivateMessage) -> None:
        if case.private_at is None:
            _open(by, case, "", now)
        clear(subject=case.subject, kind="private-message", now=now)
        _tell_desk(by, case, message, now)

    return _said(by, _held(case), body, form_key, now, settle, is_customers=True)


def _held(case: Case) -> Case:
    """The question first, as everywhere; then the case as it is now."""
    hold(case.question)
    held = Case.objects.select_for_update(of=("self",))
    return held.select_related("question__board", "question__author", "owner").get(pk=case.pk)


def _open(by: Member, case: Case, reason: str, now: datetime) -> None:
    case.private_at, case.private_by, case.private_reason = now, by, reason
    case.save(update_fields=["private_at", "private_by", "private_reason"])
    record_case("case.private", by=by, now=now, case=case)


def _said(by, case: Case, body: str, form_key, now, settle, *, is_customers: bool) -> PrivateMessage:
    text = drafting.body(body, SIZES, _("The message"))
    message, is_new = _stored(form_key, case=case, by=by, at=now, is_customers=is_customers, text=text)
    if not is_new:
        return message
    note_uses(f"private:{message.pk}", text.source)
    settle(case, message)
    # Whoever follows the question's course looks at it again.
    Question.objects.filter(pk=case.question_id).update(watch_due_at=now)
    nudges.nudge("forum.escalation.tasks.sweep")
    # That something was said, and by which side; never what.
    details = {"side": "customer" if is_customers else "webcare"}
    event = record_case("case.private_word", by=by, now=now, case=case, details=details)
    if is_customers:
        go_on("case.private_word", by=by, now=now, question=case.question)
        tell_watchers(case=case, happened="customer", event=event, now=now, by=by, but=[case.owner_id])
    return message


def _stored(form_key: str | None, *, case: Case, by: Member, text, **said) -> tuple[PrivateMessage, bool]:
    """The message, and whether it is new: the same words from the same form are one, other words another."""
    earlier = PrivateMessage.objects.filter(by=by, form_key=form_key).first() if form_key else None
    if earlier is None:
        try:
            with transaction.atomic():
                row = {"case": case, "by": by, "body": text.source, "body_html": text.html, **said}
                return PrivateMessage.objects.create(form_key=form_key or None, **row), True
        except IntegrityError:
            # The same form came in by another request at the same moment.
            earlier = PrivateMessage.objects.get(by=by, form_key=form_key)
    if (earlier.case_id, earlier.body) == (case.pk, text.source):
        return earlier, False
    key = formkeys.another(form_key, case.pk, text.source)
    return _stored(key, case=case, by=by, text=text, **said)


def _tell_asker(by: Member, case: Case, message: PrivateMessage, now: datetime) -> None:
    tell(
        [case.question.author_id], kind="private-message", subject=case.subject, link=f"/private/{case.pk}/",
        key=f"private:{message.pk}", now=now, actor=by,
        details={"title": case.question.title, "quote": markup.plain(message.body_html, QUOTED)},
    )  # fmt: skip


def _tell_desk(by: Member, case: Case, message: PrivateMessage, now: datetime) -> None:
    """Without the words: they are read on the desk, where every look is written down."""
    tell(
        _who_hears(case, now), kind="case-back", subject=case.subject, link=case.path(),
        key=f"private:{message.pk}", now=now, actor=by, details={"title": case.question.title},
    )  # fmt: skip


def _who_hears(case: Case, now: datetime) -> list[int]:
    """The owner. A finished case stands in no list: whose owner is not there, or who has none, is for who is."""
    if not case.is_finished or rules.is_there(case.owner, attendance.away(now), now):
        return [case.owner_id] if case.owner_id else []
    watchers = attendance.who_watches(now)
    there = {*attendance.on_shift(now), *([] if watchers.are_managers else watchers.members)}
    return sorted(there) or watchers.members
