"""Putting a case before the others, and back among them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.events.models import Event
from community.members.models import Member
from community.notifications.telling import tell
from forum.rules import require
from forum.webcare import rules
from forum.webcare.actions.recording import record_case
from forum.webcare.actions.watch_case import tell_watchers
from forum.webcare.models import Case, CaseState, Priority


@transaction.atomic
def prioritise(*, by: Member, case: Case, priority: int, now: datetime) -> bool:
    """The case has this priority; whether that changes anything.

    Raises NotAllowed outside the desk and for a finished case, ValidationError for what is no priority.
    """
    require(
        rules.may_work(by, now) and not case.is_finished, _("Webcare says which open cases go before others.")
    )
    if priority not in Priority.values:
        raise ValidationError(_("Choose one of the priorities."))
    changed = (
        Case.objects.unfinished().filter(pk=case.pk).exclude(priority=priority).update(priority=priority)
    )
    if changed:
        case.priority = priority
        record_case("case.prioritised", by=by, now=now, case=case, details={"priority": int(priority)})
    return bool(changed)


def put_first(*, case: Case, now: datetime, alarm_at: datetime | None = None) -> None:
    """Its customer can not wait: the unfinished case goes before the others, and is no longer put aside.

    With `alarm_at` the lead looks at it then.
    """
    unfinished = Case.objects.unfinished().filter(pk=case.pk)
    unfinished.filter(snoozed_until__gt=now).update(state=CaseState.OWNED, snoozed_until=None)
    unfinished.update(priority=Priority.HIGH, **({"alarm_due_at": alarm_at} if alarm_at else {}))
    case.refresh_from_db()


def tell_urgent(*, case: Case, event: Event, by: Member, now: datetime) -> None:
    """Its owner, and who watches it, hear that the customer says that it became urgent."""
    if case.owner_id:
        tell(
            [case.owner_id], kind="case-back", subject=case.subject, link=case.path(),
            key=f"{case.subject}:urgent:{event.pk}", now=now, actor=by,
            details={"title": case.question.title, "variant": "urgent"},
        )  # fmt: skip
    tell_watchers(case=case, happened="urgent", event=event, now=now, by=by, but=[case.owner_id])
