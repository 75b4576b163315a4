"""The claim on writing: for a quarter of an hour one person writes on a case, and the others see who."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.rules import NotAllowed, require
from forum.webcare import rules
from forum.webcare.actions.recording import record_case
from forum.webcare.models import Case

# Long enough to look something up between two sentences, short enough that a forgotten tab holds nobody up.
FOR = timedelta(minutes=15)


class Claimed(NotAllowed):
    """A colleague is writing; `by` is who, `until` when their claim ends unless they write on."""

    def __init__(self, by: Member | None, until: datetime) -> None:
        self.by, self.until = by, until
        super().__init__(" ".join((sentence(by, until), _("Your text is kept."))))


def sentence(by: Member | None, until: datetime) -> str:
    """Who holds the claim, and until when, in words."""
    said = {"name": by.name if by else _("A colleague"), "time": time_format(localtime(until), "H:i")}
    return _("%(name)s is writing the reply, until %(time)s at the latest.") % said


@transaction.atomic
def hold(*, by: Member, case: Case, now: datetime) -> datetime:
    """Until when `by` holds the case for writing, claimed or renewed.

    No event: it ends by itself and says nothing about the case. Raises NotAllowed outside the desk, Claimed
    while a colleague writes.
    """
    require(rules.may_work(by, now), _("Only webcare writes on cases."))
    # The database decides between two who begin at once: one of them finds no row.
    is_free = Q(writing_by=None) | Q(writing_by=by) | Q(writing_until__lte=now)
    until = now + FOR
    if Case.objects.filter(is_free, pk=case.pk).update(writing_by=by, writing_until=until):
        case.writing_by, case.writing_until = by, until
        return until
    fresh = Case.objects.select_related("writing_by").get(pk=case.pk)
    case.writing_by, case.writing_until = fresh.writing_by, fresh.writing_until
    raise Claimed(fresh.writing_by, fresh.writing_until or now)


@transaction.atomic
def let_go(*, by: Member, case: Case) -> None:
    """Ends the claim of `by`, where there is one; a colleague's claim stays."""
    if Case.objects.filter(pk=case.pk, writing_by=by).update(writing_by=None, writing_until=None):
        case.writing_by = case.writing_until = None


@transaction.atomic
def break_claim(*, by: Member, case: Case, now: datetime) -> None:
    """The lead writes in somebody's place: whose claim it was keeps their text, and is refused when they send it.

    Raises NotAllowed for anybody but a lead.
    """
    require(rules.may_break_claim(by, now), _("Only the lead writes in somebody's place."))
    held = Case.objects.filter(pk=case.pk, writing_until__gt=now).exclude(writing_by=by)
    if held.update(writing_by=by, writing_until=now + FOR):
        case.refresh_from_db(fields=["writing_by", "writing_until"])
        record_case("case.claim_broken", by=by, now=now, case=case)
