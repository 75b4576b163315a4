"""Taking a case, giving it back, handing it over: one owner at any time."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case as Choose
from django.db.models import F, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from community.members.models import Member
from community.notifications.telling import clear, tell
from forum.actions import drafting
from forum.models import Question
from forum.rules import NotAllowed, require
from forum.webcare import rules
from forum.webcare.actions.note import keep_note
from forum.webcare.actions.recording import record_case
from forum.webcare.actions.watch_case import tell_watchers
from forum.webcare.models import Case, CaseState, Note

# Fewer letters explain nothing to who takes over.
LEAST_REASON = 5
# Put aside it would have come back to its owner then: now the lead hears that nobody has it.
_WHEN_IT_CAME_BACK = Coalesce(F("snoozed_until"), F("alarm_due_at"))
# A claim on writing was the former owner's.
_NOBODY_WRITES = {"writing_by": None, "writing_until": None}


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
    if won:
        # Whoever began to write is told that the answer is the owner's now.
        Case.objects.filter(pk=case.pk).exclude(writing_by=by).update(**_NOBODY_WRITES)
    fresh = Case.objects.select_related("owner", "question").get(pk=case.pk)
    if won:
        record_case("case.taken", by=by, now=now, case=fresh)
        for told in ("case-opened", "case-unowned"):
            clear(subject=fresh.subject, kind=told, now=now)
        return fresh
    if fresh.is_finished:
        raise Finished(_("This case is finished already."))
    if fresh.owner_id != by.pk:
        raise AlreadyOwned(fresh.owner)
    return fresh


@transaction.atomic
def give_back(*, by: Member, case: Case, reason: str, now: datetime, is_one_of_many: bool = False) -> None:
    """Anybody may take it again; the next owner is another hand, so it counts as one.

    What the customer was told stays: by then they hear from whoever takes it.

    Of many at once the former owner is told in one sentence by whoever passes them on.

    Raises NotAllowed unless the owner or the lead gives it back (AlreadyOwned, Finished when it changed meanwhile),
    ValidationError without a reason.
    """
    require(
        rules.may_give_away(by, case, now) and case.owner_id is not None,
        _("Only its owner or the lead can give a case back."),
    )
    said = _because(reason)
    changed = Case.objects.unfinished().filter(pk=case.pk, owner=case.owner_id).update(
        state=CaseState.OPEN, owner=None, owned_at=None, snoozed_until=None,
        alarm_due_at=_WHEN_IT_CAME_BACK, hand_overs=F("hand_overs") + 1, **_NOBODY_WRITES
    )  # fmt: skip
    if not changed:
        raise _too_late(case)
    # Whoever follows the question's course looks at it again: a case nobody owns may have nothing left to do.
    Question.objects.filter(pk=case.question_id).update(watch_due_at=now)
    note = _explain(by, case, said, now)
    details = {"from": case.owner_id, "to": None, "note": note.pk}
    case.refresh_from_db()
    event = record_case("case.handed_over", by=by, now=now, case=case, details=details)
    heard = {"but": [details["from"]]} if is_one_of_many else {"also": [details["from"]]}
    tell_watchers(case=case, happened="given_back", event=event, now=now, by=by, **heard)


@transaction.atomic
def hand_over(
    *, by: Member, to: Member, case: Case, reason: str, now: datetime, is_one_of_many: bool = False
) -> None:
    """`to` owns the case from now on and is told. A case that nobody owned is given, which is no other hand.

    Of many at once old and new owner are told in one sentence by whoever passes them on.

    Raises NotAllowed unless the owner or the lead hands it over (AlreadyOwned, Finished when it changed meanwhile),
    ValidationError without a reason.
    """
    require(rules.may_give_away(by, case, now), _("Only its owner or the lead can hand a case over."))
    require(rules.may_work(to, now), _("A case can only be handed to somebody of webcare."))
    said, former = _because(reason), case.owner_id
    if former == to.pk:
        return
    state = Choose(When(state=CaseState.OPEN, then=Value(CaseState.OWNED)), default=F("state"))
    changed = Case.objects.unfinished().filter(pk=case.pk, owner=former).update(
        owner=to, owned_at=now, state=state, hand_overs=F("hand_overs") + (1 if former else 0), **_NOBODY_WRITES
    )  # fmt: skip
    if not changed:
        raise _too_late(case)
    note = _explain(by, case, said, now)
    case.refresh_from_db()
    details = {"from": former, "to": to.pk, "note": note.pk}
    event = record_case("case.handed_over", by=by, now=now, case=case, details=details)
    for heard in ("case-opened", "case-unowned"):
        clear(subject=case.subject, kind=heard, now=now)
    if not is_one_of_many:
        tell(
            [to.pk], kind="case-handed-over", subject=case.subject, link=case.path(),
            key=f"{case.subject}:handed:{event.pk}", now=now, actor=by,
            details={"title": case.question.title, "quote": said},
        )  # fmt: skip
    heard = {"but": [to.pk, former]} if is_one_of_many else {"also": [former], "but": [to.pk]}
    tell_watchers(case=case, happened="handed_over", event=event, now=now, by=by, **heard)


def _too_late(case: Case) -> NotAllowed:
    """What happened to the case since it was read."""
    fresh = Case.objects.select_related("owner").get(pk=case.pk)
    return Finished(_("This case is finished already.")) if fresh.is_finished else AlreadyOwned(fresh.owner)


def _because(reason: str) -> str:
    """Why, on one line. Raises ValidationError when it says too little."""
    said = drafting.reason(reason)
    if len(said) < LEAST_REASON:
        raise ValidationError(_("Say why in a few words: your colleague begins where you stopped."))
    return said


def _explain(by: Member, case: Case, reason: str, now: datetime) -> Note:
    """The reason is a note for colleagues: the public only sees that webcare still has it."""
    return keep_note(by=by, case=case, body=reason, now=now)[0]
