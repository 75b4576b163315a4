"""Passing on what lies with somebody who is not there: many cases at once, each of them a hand-over."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.telling import tell
from forum.rules import require
from forum.webcare import rules
from forum.webcare.actions.own import give_back, hand_over
from forum.webcare.models import Case

# More than anybody can look after; the rest is chosen again.
MOST = 200


@transaction.atomic
def reassign(*, by: Member, case_ids: Collection[int], to: Member | None, reason: str, now: datetime) -> int:
    """These cases are `to`'s from now on, or anybody's when it is None; how many changed hands.

    What was finished in the meantime, or lies where it should go, is left as it is. `to` is told once, and so is
    everybody who had them. Raises NotAllowed unless `by` leads the desk, ValidationError without a reason or a case.
    """
    require(rules.may_lead(by, now), _("Only the lead of the desk and managers pass on others' cases."))
    if not case_ids:
        raise ValidationError(_("Choose at least one case."))
    held = Case.objects.select_for_update(of=("self",)).select_related("question").order_by("pk")
    cases = [
        case for case in held.unfinished().filter(pk__in=case_ids)[:MOST]
        if (case.owner_id != to.pk if to else case.owner_id is not None)
    ]  # fmt: skip
    former = Counter(case.owner_id for case in cases)
    several = len(cases) > 1
    for case in cases:
        if to is None:
            give_back(by=by, case=case, reason=reason, now=now, is_one_of_many=several)
        else:
            hand_over(by=by, to=to, case=case, reason=reason, now=now, is_one_of_many=several)
    if several:
        _tell(by, to, former, now)
    return len(cases)


def _tell(by: Member, to: Member | None, former: Counter, now: datetime) -> None:
    key = f"reassigned:{by.pk}:{now:%Y%m%d%H%M%S%f}"
    about = {
        "kind": "cases-passed-on",
        "subject": f"member:{by.pk}",
        "link": "/desk/",
        "now": now,
        "actor": by,
    }
    if to is not None:
        tell([to.pk], key=key, details={"count": former.total(), "variant": "to_you"}, **about)
    for owner_id, count in former.items():
        if owner_id is not None:
            tell(
                [owner_id], key=key, details={"count": count, "variant": "one" if count == 1 else ""}, **about
            )
