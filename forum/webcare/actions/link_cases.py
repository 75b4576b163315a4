"""Linking cases that belong together; both show it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from forum.rules import require
from forum.webcare import rules
from forum.webcare.actions.recording import record_case
from forum.webcare.models import Case, CaseLink


@transaction.atomic
def link_cases(*, by: Member, case: Case, other: Case, now: datetime) -> bool:
    """Both belong together; whether that is new. Raises NotAllowed outside the desk, ValidationError for one case."""
    require(rules.may_work(by, now), _("Only webcare links cases."))
    if case.pk == other.pk:
        raise ValidationError(_("That is this case itself. Name another one."))
    older, newer = sorted((case, other), key=lambda one: one.pk)
    _link, is_new = CaseLink.objects.get_or_create(case=older, other=newer, defaults={"by": by, "at": now})
    if is_new:
        _record_both("case.linked", by, case, other, now)
    return is_new


@transaction.atomic
def unlink_cases(*, by: Member, case: Case, other: Case, now: datetime) -> bool:
    """They no longer belong together; whether that changes anything. Raises NotAllowed outside the desk."""
    require(rules.may_work(by, now), _("Only webcare links cases."))
    older, newer = sorted((case, other), key=lambda one: one.pk)
    gone, _kinds = CaseLink.objects.filter(case=older, other=newer).delete()
    if gone:
        _record_both("case.unlinked", by, case, other, now)
    return bool(gone)


def _record_both(kind: str, by: Member, case: Case, other: Case, now: datetime) -> None:
    for one, far in ((case, other), (other, case)):
        record_case(kind, by=by, now=now, case=one, details={"other": far.pk})
