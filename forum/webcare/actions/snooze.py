"""Putting a case aside with a promise, its coming back by itself, and taking it up before that."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.lib.onebyone import one_by_one
from community.members.models import Member
from community.notifications.telling import tell
from forum.actions.recording import hold
from forum.models import Comment, Question
from forum.rules import NotAllowed, require
from forum.webcare import rules
from forum.webcare.actions.recording import record_case
from forum.webcare.actions.reply import say_word
from forum.webcare.actions.resolve import has_reply
from forum.webcare.actions.talk import say_privately
from forum.webcare.actions.watch_case import tell_watchers
from forum.webcare.models import UNFINISHED, Case, CaseState, PrivateMessage

# Whoever puts something off for longer does not mean to come back to it.
LONGEST = timedelta(days=60)
BATCH = 200


class SayItFirst(NotAllowed):
    """The customer has not heard from anybody by name, and nothing was said to them now."""


@transaction.atomic
def snooze(
    *,
    by: Member,
    case: Case,
    until: datetime,
    now: datetime,
    hear_by: datetime | None = None,
    word: str = "",
    form_key: str | None = None,
) -> Case:
    """The case is out of sight until then; the asker is told that they hear from us before `hear_by`.

    That is the promise, and at `until` itself where it is left out. `word` is read by everyone, and by the
    asker alone where they talk with webcare in private; it is no answer. Without it somebody must have replied
    under their name before.
    Raises NotAllowed unless the owner or the lead does it (SayItFirst in silence), ValidationError for a moment
    that is past or too far, or a word that will not do.
    """
    require(rules.may_snooze(by, case, now), _("Only its owner or the lead can put a case aside."))
    _check(until, now)
    if word.strip():
        say = say_privately if case.private_at else say_word
        say(by=by, case=case, body=word, form_key=form_key, now=now)
    elif not has_reply(case) or _customer_wrote_since(case):
        raise SayItFirst(_("Say something to the customer first: nobody is left waiting in silence."))
    aside = Case.objects.filter(pk=case.pk, state__in=UNFINISHED, owner__isnull=False).update(
        state=CaseState.WAITING, snoozed_until=until, due_at=hear_by or until, alarm_due_at=hear_by or until
    )
    if not aside:
        raise NotAllowed(_("A colleague changed this case a moment ago. Please look at it again."))
    case.refresh_from_db()
    # Whoever follows the question's course keeps this promise from now on.
    Question.objects.filter(pk=case.question_id).update(watch_due_at=now)
    details = {"until": until.isoformat()}
    event = record_case("case.snoozed", by=by, now=now, case=case, details=details)
    _tell_asker(by, case, event.pk, now)
    tell_watchers(case=case, happened="snoozed", event=event, now=now, by=by, also=[case.owner_id])
    return case


def _check(until: datetime, now: datetime) -> None:
    if until <= now:
        raise ValidationError(_("Choose a moment that is still to come."))
    if until > now + LONGEST:
        raise ValidationError(
            _("Sixty days is the longest a customer can be asked to wait. Choose an earlier moment.")
        )


def come_back(now: datetime) -> int:
    """Cases whose moment has come are at hand again and their owners are told; how many. Repeatable."""
    due = Case.objects.filter(state=CaseState.WAITING, snoozed_until__lte=now).order_by("snoozed_until")
    waiting = list(due.values_list("pk", flat=True)[:BATCH])
    return sum(one_by_one(waiting, lambda case_id: _is_back(case_id, now), failed="case_not_back"))


def _is_back(case_id: int, now: datetime) -> bool:
    waiting = Case.objects.select_related("question").select_for_update(skip_locked=True, of=("self",))
    case = waiting.filter(pk=case_id, state=CaseState.WAITING, snoozed_until__lte=now).first()
    if case is None:
        return False
    until = case.snoozed_until
    Case.objects.filter(pk=case_id).update(state=CaseState.OWNED, snoozed_until=None)
    case.refresh_from_db()
    record_case("case.came_back", by=None, now=now, case=case)
    tell(
        [case.owner_id], kind="case-back", subject=case.subject, link=case.path(), now=now,
        key=f"{case.subject}:aside:{until.isoformat()}",
        details={"title": case.question.title, "variant": "aside"},
    )  # fmt: skip
    return True


@transaction.atomic
def take_up(*, by: Member, case: Case, reply_by: datetime, now: datetime) -> datetime | None:
    """Before its moment the case is at hand again, and the customer hears by `reply_by` where that is sooner.

    The new promise; None where the one that runs stays. Raises NotAllowed unless it is theirs.
    """
    hold(case.question)
    require(rules.may_give_away(by, case, now), _("Only its owner or the lead can take it up."))
    aside = Case.objects.select_for_update(of=("self",)).filter(pk=case.pk, snoozed_until__isnull=False)
    fresh = aside.first()
    if fresh is None:
        return None
    sooner = reply_by if fresh.due_at is not None and reply_by < fresh.due_at else None
    clocks = {"due_at": sooner, "alarm_due_at": sooner} if sooner else {}
    Case.objects.filter(pk=case.pk).update(state=CaseState.OWNED, snoozed_until=None, **clocks)
    case.refresh_from_db()
    Question.objects.filter(pk=case.question_id).update(watch_due_at=now)
    details = {"until": sooner.isoformat()} if sooner else None
    record_case("case.taken_up", by=by, now=now, case=case, details=details)
    return sooner


def _customer_wrote_since(case: Case) -> bool:
    """Whether the customer's is the last word: they wait for ours, not for a moment."""
    author, since = case.question.author_id, case.replied_at or case.opened_at
    if author is None:
        return False
    words = Comment.objects.shown().filter(question=case.question_id, author=author, created_at__gt=since)
    return (
        words.exists() or PrivateMessage.objects.filter(case=case, is_customers=True, at__gt=since).exists()
    )


def _tell_asker(by: Member, case: Case, number: int, now: datetime) -> None:
    question = case.question
    if question.author_id:
        tell(
            [question.author_id], kind="case-snoozed", subject=case.subject, link=question.path(),
            key=f"{case.subject}:snoozed:{number}", now=now, actor=by,
            details={"title": question.title, "until": case.due_at.isoformat()},
        )  # fmt: skip
