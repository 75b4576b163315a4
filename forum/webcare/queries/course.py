"""The course of a case for who works at the desk: each step with who did it, when, and why; and who watches."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    BigIntegerField,
    CharField,
    F,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.dateformat import format as say
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.events.models import Event
from community.lib import markup
from community.members.models import Member
from forum.webcare.actions.at_risk import AT_RISK, NOT_AT_RISK
from forum.webcare.models import Case, CaseReason, CaseWatch, Note, Priority

MISSED, URGENT = "ladder.promise_missed", "ladder.urgent"
WATCHES = "watches"
# It came to the desk, came back to it, or its customer said that it is not over.
CAME = ("case.opened", "case.reopened", "case.woken")
# As long as a reason may be.
_WHY_LETTERS = 300

_SENTENCES = {
    "case.opened": gettext_lazy("Became a case"),
    "case.reopened": gettext_lazy("Opened again"),
    "case.woken": gettext_lazy("It is not over: a new promise began"),
    "case.taken": gettext_lazy("%(name)s took it"),
    "case.snoozed": gettext_lazy("%(name)s put it aside until %(until)s"),
    "case.came_back": gettext_lazy("It came back by itself"),
    "case.taken_up": gettext_lazy("%(name)s took it up again"),
    "case.prioritised": gettext_lazy("%(name)s put it among the others again"),
    "case.linked": gettext_lazy("%(name)s linked case %(other)s"),
    "case.unlinked": gettext_lazy("%(name)s unlinked case %(other)s"),
    "case.private": gettext_lazy("%(name)s went on in private"),
    "case.late": gettext_lazy("A promise was missed"),
    "case.claim_broken": gettext_lazy("%(name)s took over the writing"),
    "case.resolved": gettext_lazy("%(name)s resolved it"),
    "case.refused": gettext_lazy("%(name)s told them which door to take"),
    "case.checked": gettext_lazy("The customer says that it is solved"),
    "case.closed": gettext_lazy("Closed by itself"),
    MISSED: gettext_lazy("A promise was missed"),
    URGENT: gettext_lazy("The customer says that it became urgent"),
    AT_RISK: gettext_lazy("%(name)s says that the customer is at risk of leaving"),
    NOT_AT_RISK: gettext_lazy("%(name)s says that the customer is no longer at risk"),
}
# How a case ended by itself, beside the sentence.
_CAUSES = {
    "by the crowd": gettext_lazy("the community solved it"),
    "hidden": gettext_lazy("the question was hidden"),
    "duplicate": gettext_lazy("it was asked before"),
    "closed": gettext_lazy("the question was closed"),
    "unconfirmed": gettext_lazy("the customer did not say whether it held"),
    "unasked": gettext_lazy("the customer is not asked whether it held"),
}

_TOLD = (*_SENTENCES, "case.handed_over")
_VALUES = ("kind", "at", "details", "of", "name", "former", "next", "why", "order")


@dataclass(frozen=True, slots=True)
class Step:
    text: str
    at: datetime
    why: str = ""
    is_bad: bool = False
    # The note that says why; it need not be read twice.
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Watcher:
    id: int
    name: str


@dataclass(frozen=True)
class Course:
    steps: list[Step]
    watchers: list[Watcher]
    # When the case last came to the desk.
    came_at: datetime

    def is_watched_by(self, member: Member) -> bool:
        return any(watcher.id == member.pk for watcher in self.watchers)


def course_of(case: Case, member: Member | None = None) -> Course:
    """Every step, oldest first, and the watchers by name: one query, however many there are.

    A `member` who is its customer does not read what the desk says of them.
    """
    own = Event.objects.filter(subject=case.subject, kind__in=_TOLD)
    # The promise is the question's: the ladder keeps it, and says when it was missed or cannot be waited for.
    ladder = Event.objects.filter(thread=f"question:{case.question_id}", kind__in=(MISSED, URGENT))
    watching = CaseWatch.objects.filter(case=case).annotate(
        kind=Value(WATCHES), details=Value({}, output_field=JSONField()), of=F("member_id"),
        name=_name(F("member__name")), former=Value(""), next=Value(""), why=Value(""), order=F("pk"),
    ).values(*_VALUES)  # fmt: skip
    # Said of the customer, not of this case: what was said before it came stands on the cases of then.
    risk = Event.objects.filter(
        subject=f"member:{case.question.author_id}", kind__in=(AT_RISK, NOT_AT_RISK), at__gte=case.opened_at
    )
    if member is not None and member.pk == case.question.author_id:
        risk = risk.none()
    rows = _arm(own).union(_arm(ladder), _arm(risk), watching, all=True)
    # What happened in the same moment is told in the order it was recorded.
    rows = sorted(rows, key=lambda row: (row["at"], row["order"]))
    watchers = [Watcher(row["of"], row["name"]) for row in rows if row["kind"] == WATCHES]
    steps = [_step(row, case) for row in rows if row["kind"] != WATCHES]
    came_at = max((row["at"] for row in rows if row["kind"] in CAME), default=case.opened_at)
    return Course(steps, sorted(watchers, key=lambda one: one.name.casefold()), came_at)


def _arm(events: QuerySet[Event]) -> QuerySet:
    """Events with the names of who did it, who had the case and who has it next, and the note that says why."""
    return events.order_by().annotate(
        of=F("actor_id"), name=_name(F("actor__name")), former=_named("from"), next=_named("to"),
        why=Coalesce(
            Subquery(Note.objects.filter(pk=_number("note")).values("body_html")[:1]), Value(""),
            output_field=TextField(),
        ),
        order=F("pk"),
    ).values(*_VALUES)  # fmt: skip


def _name(source) -> Coalesce:
    return Coalesce(source, Value(""), output_field=CharField())


def _named(key: str) -> Coalesce:
    """The name that the member has today whose number stands in the details."""
    return _name(Subquery(Member.objects.filter(pk=_number(key)).values("name")[:1]))


def _number(key: str) -> Cast:
    return Cast(KeyTextTransform(key, OuterRef("details")), BigIntegerField())


def _step(row: dict, case: Case) -> Step:
    kind, details = row["kind"], row["details"]
    name = row["name"] or _("Somebody")
    if kind == "case.handed_over":
        text = _handed(name, row)
    elif kind == "case.taken_up" and details.get("until"):
        text = _("%(name)s took it up again, with a promise before %(until)s") % {
            "name": name,
            "until": _moment(details["until"]),
        }
    elif kind == "case.prioritised" and details.get("priority") == Priority.HIGH:
        text = _("%(name)s put it before the others") % {"name": name}
    else:
        words = {"name": name, "until": _moment(details.get("until")), "other": details.get("other", "")}
        text = str(_SENTENCES[kind]) % words
    return Step(text, row["at"], _why(row, case), kind in (MISSED, "case.late"), details.get("note"))


def _handed(name: str, row: dict) -> str:
    names = {"name": name, "former": row["former"], "next": row["next"]}
    if not row["next"]:
        return _("%(name)s gave it back") % names
    if row["former"] in ("", name):
        return _("%(name)s handed it to %(next)s") % names
    return _("%(name)s handed it from %(former)s to %(next)s") % names


def _why(row: dict, case: Case) -> str:
    details = row["details"]
    if row["why"]:
        return Truncator(markup.plain(row["why"], _WHY_LETTERS * 2)).chars(_WHY_LETTERS)
    if row["kind"] == "case.private":
        return case.private_reason
    if row["kind"] in CAME and details.get("reason") in CaseReason.values:
        return str(CaseReason(details["reason"]).label)
    if row["kind"] == "case.resolved":
        # What was said of an earlier end is no longer said.
        return case.public_line if row["at"] == case.resolved_at else ""
    return str(_CAUSES.get(details.get("cause", ""), ""))


def _moment(iso: str | None) -> str:
    found = parse_datetime(iso) if iso else None
    return say(timezone.localtime(found), "l j F H:i") if found else ""
