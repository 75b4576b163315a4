"""Taking a case, giving it back, handing it over: one owner at any time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.telling import clear, tell
from forum.rules import NotAllowed, require
from forum.webcare import rules
from forum.webcare.actions.note import write_note
from forum.webcare.actions.recording import record_case
from forum.webcare.models import Case, CaseState


class AlreadyOwned(NotAllowed):
    """Somebody else was quicker; `owner` is who."""

    def __init__(self, owner: Member | None) -> None:
        self.owner = owner
        name = owner.name if owner else _("A colleague")
        super().__init__(_("%(name)s took this case a moment ago.") % {"name": name})


class Finished(NotAllowed):
    """The case is resolved or closed in the meantime."""


@transaction.atomic
def take_case(*, by: Member, case: Case, now: datetime) -> Case:
    """`by` owns the case. Taking one's own case again changes nothing.

    Raises AlreadyOwned naming the owner when somebody was quicker, NotAllowed for who does not work at the desk.
    """
    require(rules.may_work(by, now), _("Only webcare takes cases."))
    # The database decides between two who take it at once: one of them finds no row.
    won = Case.objects.to_take().filter(pk=case.pk).update(state=CaseState.OWNED, owner=by, owned_at=now)
    fresh = Case.objects.select_related("owner", "question").get(pk=case.pk)
    if won:
        record_case("case.taken", by=by, now=now, case=fresh)
        clear(subject=fresh.subject, kind="case-opened", now=now)
        return fresh
    if fresh.is_finished:
        raise Finished(_("This case is finished already."))
    if fresh.owner_id != by.pk:
        raise AlreadyOwned(fresh.owner)
    return fresh


@transaction.atomic
def give_back(*, by: Member, case: Case, reason: str, now: datetime) -> None:
    """Anybody may take it again. Raises NotAllowed unless the owner or the lead gives it back."""
    require(rules.may_give_away(by, case, now), _("Only its owner or the lead can give a case back."))
    changed = Case.objects.unfinished().filter(pk=case.pk, owner=case.owner_id).update(
        state=CaseState.OPEN, owner=None, owned_at=None
    )  # fmt: skip
    if changed:
        case.refresh_from_db()
        record_case("case.handed_over", by=by, now=now, case=case)
        _explain(by, case, reason, now)


@transaction.atomic
def hand_over(*, by: Member, to: Member, case: Case, reason: str, now: datetime) -> None:
    """`to` owns the case from now on and is told. Raises NotAllowed unless the owner or the lead hands it over."""
    require(rules.may_give_away(by, case, now), _("Only its owner or the lead can hand a case over."))
    require(rules.may_work(to, now), _("A case can only be handed to somebody of webcare."))
    changed = Case.objects.unfinished().filter(pk=case.pk, owner=case.owner_id).update(owner=to, owned_at=now)
    if not changed or case.owner_id == to.pk:
        return
    case.refresh_from_db()
    event = record_case("case.handed_over", by=by, now=now, case=case)
    _explain(by, case, reason, now)
    tell(
        [to.pk], kind="case-handed-over", subject=case.subject, link=case.path(),
        key=f"{case.subject}:handed:{event.pk}", now=now, actor=by, details={"title": case.question.title},
    )  # fmt: skip


def _explain(by: Member, case: Case, reason: str, now: datetime) -> None:
    """The reason is a note for colleagues: the public only sees that webcare still has it."""
    if reason.strip():
        write_note(by=by, case=case, body=reason, now=now)
