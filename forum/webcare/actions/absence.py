"""Being away from the desk: saying so, coming back early, and telling who watches what is left behind."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from community.events.recording import record
from community.lib import nudges
from community.members.models import Member
from community.notifications.models import Notification
from community.notifications.telling import tell
from forum.rules import require
from forum.webcare import attendance, rules
from forum.webcare.models import Absence, Case

# Longer than anybody is away and still comes back to this desk.
LONGEST = timedelta(days=550)
# A day without a worker must not hide that somebody went; after a week everybody knows.
TOLD_WITHIN = timedelta(days=7)


@transaction.atomic
def be_away(*, by: Member, member: Member, since: datetime, until: datetime, now: datetime) -> Absence:
    """Away from `since` until `until`, not included. Raises NotAllowed for others than oneself and the lead,
    ValidationError for a time that is over, runs backwards or is taken."""
    require(rules.may_plan(by, member, now), _("You say when you are away yourself, or the lead does."))
    if until <= since:
        raise ValidationError(_("This ends before it begins."))
    if until <= now:
        raise ValidationError(_("This time is over already."))
    if until - since > LONGEST:
        raise ValidationError(_("That is longer than a year and a half."))
    Member.objects.select_for_update().get(pk=member.pk)
    if Absence.objects.filter(member=member, since__lt=until, until__gt=since).exists():
        raise ValidationError(_("Part of this time is taken already; take that out first."))
    absence = Absence.objects.create(member=member, since=since, until=until, by=by, at=now)
    record("absence.planned", by=by, now=now, subject=f"member:{member.pk}")
    nudges.nudge("forum.webcare.tasks.watch")
    return absence


@transaction.atomic
def be_back(*, by: Member, absence: Absence, now: datetime) -> None:
    """One that runs ends now, a later one is taken out; one that is over stays as it was. Raises NotAllowed."""
    require(
        rules.may_plan(by, absence.member, now), _("You say when you are away yourself, or the lead does.")
    )
    same = Absence.objects.filter(pk=absence.pk, until__gt=now)
    changed = same.filter(since__gte=now).delete()[0] or same.filter(since__lt=now).update(until=now)
    if changed:
        record("absence.ended", by=by, now=now, subject=f"member:{absence.member_id}")


def tell_begun(now: datetime) -> int:
    """Tell who watches of everybody who went and left cases behind, once for each absence; how many absences."""
    begun = Absence.objects.filter(since__lte=now, since__gt=now - TOLD_WITHIN, until__gt=now)
    keys = {f"absence:{absence.pk}": absence for absence in begun.select_related("member")}
    if not keys:
        return 0
    watchers = attendance.who_watches(now).members
    known = Notification.objects.filter(member__in=watchers, key__in=keys).values_list("key", flat=True)
    fresh = {key: keys[key] for key in keys.keys() - set(known)}
    owners = [absence.member_id for absence in fresh.values()]
    left = dict(Case.objects.unfinished().filter(owner__in=owners).values_list("owner").annotate(Count("pk")))
    return sum(
        bool(_tell(watchers, absence, left[absence.member_id], key, now))
        for key, absence in fresh.items()
        if absence.member_id in left
    )


def _tell(watchers: list[int], absence: Absence, count: int, key: str, now: datetime) -> int:
    return tell(
        watchers, kind="colleague-away", subject=f"absence:{absence.pk}", actor=absence.member,
        link=f"/desk/leads/cases/?person={absence.member_id}", key=key, now=now,
        details={"count": count, "variant": "one" if count == 1 else ""},
    )  # fmt: skip
