"""Replies on their way: stored, ten seconds in which the writer can take them back, then sent by a job."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from community.lib import nudges
from community.lib.onebyone import one_by_one
from community.members.models import Member
from community.notifications.telling import clear, tell
from forum.actions import drafting
from forum.rules import NotAllowed, may_answer, require
from forum.webcare import placeholders, rules
from forum.webcare.actions import claim, formkeys, talk
from forum.webcare.actions.own import Finished, take_case
from forum.webcare.actions.reply import reply, say_word
from forum.webcare.attendance import who_watches
from forum.webcare.models import Case, CaseState, Sending, SendingState, To

# Long enough to notice the slip one sees right after pressing the button, short enough that nobody waits for it.
TEN_SECONDS = timedelta(seconds=10)
# Whoever promises to come back after more than two months promises nothing.
LATEST_AGAIN = timedelta(days=60)
BATCH = 200
FAILED = "reply-failed"
_SIZES = {To.PUBLIC: drafting.BODY, To.WORD: drafting.COMMENT, To.PRIVATE: talk.SIZES}


class Gone(NotAllowed):
    """The reply was sent before it could be taken back."""


class WasTakenBack(NotAllowed):
    """This very form was taken back, or failed, before: its text has to be sent anew."""


class Untouched(ValidationError):
    """Places of a ready-made text stand there as they came; `places` are their words."""

    def __init__(self, places: list[str]) -> None:
        self.places = places
        super().__init__(
            _("Still to fill in: %(places)s. Meant as it stands? Put a backslash before it, as in \\[this].")
            % {"places": ", ".join(f"[{words}]" for words in places)}
        )


@transaction.atomic
def send_soon(
    *,
    by: Member,
    case: Case,
    to: To,
    body: str,
    form_key: str,
    again_at: datetime | None,
    now: datetime,
    reason: str = "",
) -> Sending:
    """The reply, to be sent in ten seconds; the same form twice is one. A case nobody owns becomes the writer's.

    With `again_at` the customer is told that they hear from us again by then. Going private the first time
    needs a `reason`, and happens when the reply is sent. Raises NotAllowed (AlreadyOwned, Claimed, Finished,
    WasTakenBack among them) and ValidationError, Untouched among them.
    """
    require(rules.may_work(by, now), _("Only webcare replies from the desk."))
    sizes, what = _SIZES[to], "" if to == To.PUBLIC else _("The message")
    source = drafting.body(body, sizes, what).source
    form_key, earlier = _earlier(by, form_key, case, to, source)
    if earlier:
        return earlier
    _require_open(by, case, to, now)
    if places := placeholders.untouched(source):
        raise Untouched(places)
    _check_again(again_at, now)
    claim.hold(by=by, case=case, now=now)
    if case.state == CaseState.OPEN:
        case = take_case(by=by, case=case, now=now)
    reason = _reason_to_go(by, case, reason, now) if to == To.PRIVATE and case.private_at is None else ""
    words = {"to": to, "body": source, "reason": reason, "again_at": again_at}
    sending = _stored(by=by, form_key=form_key, case=case, written_at=now, **words)
    let_rest(by=by, case=case, now=now)
    nudges.nudge_in(TEN_SECONDS.seconds, "forum.webcare.tasks.send")
    return sending


@transaction.atomic
def take_back(*, by: Member, sending: Sending, now: datetime) -> Sending:
    """The reply, not sent: its text is the writer's again. Taking back twice is taking back once.

    Raises NotAllowed for anybody else's reply, Gone when it was sent a moment ago.
    """
    require(sending.by_id == by.pk, _("Only who wrote a reply takes it back."))
    # The database decides between this and the job that sends it: one of them finds no row.
    waiting = Sending.objects.filter(pk=sending.pk, state=SendingState.WAITING)
    waiting.update(state=SendingState.TAKEN_BACK, settled_at=now)
    sending.refresh_from_db()
    if sending.state == SendingState.SENT:
        at = {"time": time_format(localtime(sending.settled_at), "H:i:s")}
        raise Gone(_("It was sent at %(time)s, just before you took it back.") % at)
    return sending


@transaction.atomic
def let_rest(*, by: Member, case: Case, now: datetime) -> None:
    """What could not be sent is done with: it was written anew, or thrown away."""
    failed = Sending.objects.filter(case=case, by=by, state=SendingState.FAILED)
    if failed.update(state=SendingState.TAKEN_BACK, settled_at=now):
        clear(subject=case.subject, kind=FAILED, now=now)


def release(now: datetime, *, case: Case | None = None) -> int:
    """Send what has waited long enough, of one case or of all, oldest first; how many were sent.

    One that can not be sent any more fails with the reason in words, and its writer is told.
    """
    due = Sending.objects.filter(state=SendingState.WAITING, send_at__lte=now)
    return _each(due.filter(case=case) if case else due, now)


def send_now(*, by: Member, case: Case, now: datetime) -> int:
    """Whoever goes on to end the case has had a second look: what they have waiting in it is sent at once."""
    waiting = Sending.objects.filter(case=case, by=by, state=SendingState.WAITING)
    return _each(waiting, now)


def _reason_to_go(by: Member, case: Case, reason: str, now: datetime) -> str:
    try:
        return talk.reason_to_go(by=by, case=case, reason=reason, now=now)
    except ValidationError as fault:
        # Said beside the field.
        raise ValidationError({"reason": fault.messages}) from None


def _earlier(by: Member, form_key: str, case: Case, to: To, body: str) -> tuple[str, Sending | None]:
    """The key to store this under, and what this very form brought before: the same words to the same people."""
    earlier = Sending.objects.filter(by=by, form_key=form_key).first()
    if earlier and (earlier.case_id, earlier.to, earlier.body) != (case.pk, to, body):
        form_key = formkeys.another(form_key, case.pk, to, body)
        earlier = Sending.objects.filter(by=by, form_key=form_key).first()
    if earlier and earlier.state in (SendingState.TAKEN_BACK, SendingState.FAILED):
        raise WasTakenBack(_("You took this reply back. Send it once more if it should go out after all."))
    return form_key, earlier


def _stored(*, by: Member, form_key: str, written_at: datetime, **reply) -> Sending:
    try:
        with transaction.atomic():
            return Sending.objects.create(
                by=by, form_key=form_key, written_at=written_at, send_at=written_at + TEN_SECONDS, **reply
            )
    except IntegrityError:
        # The same form came in by another request at the same moment.
        return Sending.objects.get(by=by, form_key=form_key)


def _require_open(by: Member, case: Case, to: To, now: datetime) -> None:
    # Once a talk was private, a word in return stays possible there.
    if case.is_finished and not (to == To.PRIVATE and case.private_at):
        raise Finished(_("This case is finished already."))
    require(rules.may_reply(by, case, now), _("This case belongs to a colleague; leave a note instead."))
    if to != To.PRIVATE:
        _require_unlocked(by, case, now)


def _require_unlocked(by: Member, case: Case, now: datetime) -> None:
    takes_none = _("The question takes no answers at the moment. Say it privately, or leave a note.")
    require(may_answer(by, case.question, now), takes_none)


def _check_again(again_at: datetime | None, now: datetime) -> None:
    if again_at is not None and not now < again_at <= now + LATEST_AGAIN:
        raise ValidationError(
            {"again_at": _("Choose a moment to come, within %(days)d days.") % {"days": LATEST_AGAIN.days}}
        )


def _each(sendings, now: datetime) -> int:
    """One transaction a reply: one that breaks is logged, tried again, and keeps no other waiting."""
    waiting = list(sendings.order_by("send_at", "pk").values_list("pk", flat=True)[:BATCH])
    return sum(one_by_one(waiting, lambda number: _settle(number, now), failed="sending_failed"))


def _settle(sending_id: int, now: datetime) -> bool:
    """Whether this call sent it; two workers send it once."""
    locked = Sending.objects.select_for_update(skip_locked=True, of=("self",))
    found = locked.select_related("by", "case__question__board", "case__owner")
    sending = found.filter(pk=sending_id, state=SendingState.WAITING).first()
    if sending is None:
        return False
    with translation.override(sending.by.language or settings.LANGUAGE_CODE):
        try:
            with transaction.atomic():
                _send(sending, now)
        except (NotAllowed, ValidationError) as refusal:
            _fail(sending, " ".join(getattr(refusal, "messages", [str(refusal)])), now)
            return False
    Sending.objects.filter(pk=sending.pk).update(state=SendingState.SENT, settled_at=now)
    return True


def _send(sending: Sending, now: datetime) -> None:
    case = sending.case
    if case.is_finished and not (case.resolved_at and case.resolved_at <= sending.written_at):
        raise Finished(_("The case was finished before this was sent."))
    if sending.to != To.PRIVATE and case.question.locked_at is not None:
        _require_unlocked(sending.by, case, now)
    # After a day without a worker the moment may have passed: then the board's own promise holds.
    again_at = sending.again_at if sending.again_at and sending.again_at > now else None
    said = {"by": sending.by, "case": case, "body": sending.body, "form_key": sending.form_key, "now": now}
    if sending.to == To.PRIVATE and case.private_at is None:
        talk.go_private(by=sending.by, case=case, reason=sending.reason, now=now)
    if sending.to == To.WORD:
        say_word(**said)
    else:
        (reply if sending.to == To.PUBLIC else talk.say_privately)(**said, again_at=again_at)
    claim.let_go(by=sending.by, case=case)


def _fail(sending: Sending, why: str, now: datetime) -> None:
    case, title = sending.case, sending.case.question.title
    told = {"kind": FAILED, "subject": case.subject, "key": f"sending:{sending.pk}:failed", "now": now}
    is_at_work = rules.may_work(sending.by, now)
    if not is_at_work:
        why = _("You may not write for webcare at the moment. A colleague was told that this was not sent.")
    Sending.objects.filter(pk=sending.pk).update(state=SendingState.FAILED, settled_at=now, failure=why[:500])
    tell([sending.by_id], link=case.path(), details={"title": title, "quote": why[:300]}, **told)
    if not is_at_work:
        # Nobody else knows that the customer still waits for it.
        watch = who_watches(now)
        others = [case.owner_id] if rules.may_work(case.owner, now) else watch.members
        link = "/desk/leads/" if watch.are_managers and others == watch.members else case.path()
        tell(others, link=link, actor=sending.by, details={"title": title, "variant": "colleague"}, **told)
