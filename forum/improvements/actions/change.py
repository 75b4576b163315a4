"""Changing the state of an improvement: everyone it concerns is told once, however many they are."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from community.lib import nudges
from community.members.models import Member
from forum.actions.drafting import line
from forum.improvements import rules
from forum.improvements.actions.improve import gather_kin, titles
from forum.improvements.actions.recording import record_improvement
from forum.improvements.models import Change, Improvement, State
from forum.improvements.models.improvements import PUBLIC
from forum.rules import require

LINE = (10, 500)
_SAID = ["state", "state_at", "state_by", "public_line", "public_line_nl", "title", "title_nl"]


@transaction.atomic
def change_state(
    *,
    by: Member,
    improvement: Improvement,
    state: str,
    public_line: str,
    public_line_nl: str,
    title: str = "",
    title_nl: str = "",
    now: datetime,
) -> Change | None:
    """Say where it stands, in a line everyone reads; the telling is a job. None when a proposal is not taken up.

    What becomes public may get its names with that, in both languages; without a title it keeps those it has.

    Raises NotAllowed unless its owner or a manager says so, ValidationError without a line or for a state that
    can not follow.
    """
    improvement = Improvement.objects.select_for_update(of=("self",)).get(pk=improvement.pk)
    require(rules.may_run(by, improvement, now), _("Its owner and managers say where it stands."))
    if state not in State.values or not rules.may_become(improvement, state):
        raise ValidationError(
            _("It stands there already, or it can not go back to this. Please choose again.")
        )
    lines = _lines(public_line, public_line_nl, is_public=state in PUBLIC)
    was_public = improvement.is_public
    improvement.state, improvement.state_at, improvement.state_by = state, now, by
    improvement.public_line, improvement.public_line_nl = lines
    if title and state in PUBLIC and not was_public:
        names = titles(title, title_nl)
        improvement.title, improvement.title_nl = names["title"], names["title_nl"]
    improvement.save(update_fields=_SAID)
    record_improvement(
        "improvement.changed", by=by, now=now, improvement=improvement, details={"state": state}
    )
    if state not in PUBLIC:
        return None
    gather_kin(improvement, now)
    return _to_be_told(improvement, by, now)


def _to_be_told(improvement: Improvement, by: Member, now: datetime) -> Change:
    last = improvement.changes.aggregate(last=Max("number"))["last"] or 0
    change = Change.objects.create(
        improvement=improvement,
        number=last + 1,
        state=improvement.state,
        line=improvement.public_line,
        line_nl=improvement.public_line_nl,
        by=by,
        at=now,
    )
    nudges.nudge("forum.improvements.tasks.tell_changes")
    return change


def _lines(english: str, dutch: str, *, is_public: bool) -> tuple[str, str]:
    least, most = LINE if is_public else (0, LINE[1])
    refusal = _("Write the line everyone reads: what happens now, and why.")
    return (
        line(english, least=least, most=most, refusal=refusal),
        line(dutch, least=0, most=most, refusal=refusal),
    )
