"""What was changed in a policy, by whom and when: kept in events, told in words."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR as NAMES
from django.utils.translation import gettext as _

from community.events.models import Event
from community.members.models import Member
from forum.escalation.calendars import WEEKDAYS
from forum.escalation.models import Policy

EDITED = "policy.edited"
SHOWN = 10


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Edit:
    by: Member | None
    at: datetime
    changes: list[Change]


def kept(policy: Policy) -> dict[str, Any]:
    """All that a manager sets, as an event can hold it."""
    names = [
        field.name for field in Policy._meta.concrete_fields if field.name not in ("id", "board", "applied")
    ]
    return {"board": str(policy.board), **{name: getattr(policy, name) for name in names}}


def edits_of(policy_ids: Collection[int], shown: int = SHOWN) -> dict[int, list[Edit]]:
    """The last edits of each policy, newest first, in one query."""
    subjects = {f"policy:{policy_id}": policy_id for policy_id in policy_ids}
    events = Event.objects.filter(subject__in=subjects, kind=EDITED).select_related("actor").order_by("-id")
    edits: dict[int, list[Edit]] = defaultdict(list)
    for event in events[: shown * len(subjects)]:
        of_policy = edits[subjects[event.subject]]
        if len(of_policy) < shown:
            of_policy.append(Edit(event.actor, event.at, _changes(event.details)))
    return edits


def _changes(details: dict[str, dict[str, Any]]) -> list[Change]:
    before, after = (_of_changed_days(details, when) for when in ("before", "after"))
    return [Change(_label(name), _said(name, before.get(name)), _said(name, after[name])) for name in after]


def _of_changed_days(details: dict[str, dict[str, Any]], when: str) -> dict[str, Any]:
    """Of hours only the days that changed: the others say nothing."""
    values = details.get(when, {})
    if "hours" not in values:
        return values
    pairs = [(details[side]["hours"] or {}) for side in ("before", "after")]
    changed = {day for day in WEEKDAYS if pairs[0].get(day) != pairs[1].get(day)}
    return values | {"hours": {day: pair for day, pair in values["hours"].items() if day in changed}}


def _label(name: str) -> str:
    fields = {field.name: field for field in Policy._meta.concrete_fields}
    return str(fields[name].verbose_name) if name in fields else name


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "hours" and isinstance(value, dict):
        closed = _("closed")
        days = [(NAMES[place], value[day]) for place, day in enumerate(WEEKDAYS) if day in value]
        return ", ".join(f"{day} {'–'.join(pair) if pair else closed}" for day, pair in days)
    return ", ".join(str(value if value is not None else "").splitlines()) or "–"
