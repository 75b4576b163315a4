"""The questions beside a case: what its customer asked before, what asks the same, and which cases are linked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _

from community.events.models import Event
from forum.models import Question
from forum.webcare.models import Case, CaseLink, CaseState, Outcome

EARLIER = 5
SAME = 20
_THIS, _EARLIER, _SAME, _LINKED = "this", "earlier", "same", "linked"
_WORDS = ("id", "title", "slug", "language", "status", "accepted_count", "answer_count", "me_too_count")
_VALUES = (
    *_WORDS,
    "created_at",
    "group",
    "case_id",
    "case_state",
    "case_outcome",
    "case_aside",
    "asked",
    "cases",
    "check",
    "felt",
)
# What the customer said a week after a solution; the room of checks records it.
CHECKED = ("check.confirmed", "check.denied")


@dataclass(frozen=True, slots=True)
class Nearby:
    """One question, its state, and the case it has; `ended` says in words how that case went."""

    id: int
    path: str
    title: str
    language: str
    state: str
    at: datetime
    # How many have this: who asked it, and everyone who joined.
    people: int
    case_id: int | None
    ended: str
    # The event of their latest word on whether it held, and how they felt helped.
    check: str
    felt: str


@dataclass(frozen=True)
class Around:
    """`asked` and `cases` count everything of the customer, this question too."""

    earlier: list[Nearby]
    same: list[Nearby]
    linked: list[Nearby]
    asked: int
    cases: int

    @property
    def same_people(self) -> int:
        return sum(one.people for one in self.same)


def around(case: Case) -> Around:
    """What stands beside the case: one query, however much there is."""
    question, readable = case.question, Question.objects.filter(hidden_at=None)
    same = Q(duplicate_of=question) | Q(merged_into=question)
    arms = [
        _arm(Question.objects.filter(pk=question.pk), _THIS, question.author_id),
        _arm(readable.filter(pk__in=_newest(readable.filter(same), SAME)), _SAME),
        _arm(readable.filter(pk__in=_linked(case)), _LINKED),
    ]
    if question.author_id is not None:
        by_them = readable.filter(author=question.author_id).exclude(pk=question.pk)
        arms.append(_arm(readable.filter(pk__in=_newest(by_them, EARLIER)), _EARLIER))
    rows = list(arms[0].union(*arms[1:], all=True))
    this = next(row for row in rows if row["group"] == _THIS)
    groups = {
        name: [_nearby(row) for row in rows if row["group"] == name] for name in (_EARLIER, _SAME, _LINKED)
    }
    return Around(
        earlier=sorted(groups[_EARLIER], key=lambda one: (one.at, one.id), reverse=True),
        same=sorted(groups[_SAME], key=lambda one: (-one.people, one.id)),
        linked=sorted(groups[_LINKED], key=lambda one: one.case_id or 0),
        asked=this["asked"],
        cases=this["cases"],
    )


def _newest(questions: QuerySet, most: int) -> QuerySet:
    return questions.order_by("-created_at", "-pk").values("pk")[:most]


def _linked(case: Case) -> QuerySet:
    """Questions of the cases on the other side of its links."""
    links = CaseLink.objects
    far = Q(pk__in=links.filter(case=case).values("other")) | Q(
        pk__in=links.filter(other=case).values("case")
    )
    return Case.objects.filter(far).values("question")


def _arm(questions: QuerySet, group: str, author: int | None = None) -> QuerySet:
    """One part of the query; the customer's counts are taken where `author` is given."""
    own = Case.objects.filter(question=OuterRef("pk"))
    nought, thread = (
        Value(0, output_field=IntegerField()),
        Concat(Value("question:"), Cast(OuterRef("pk"), CharField())),
    )
    checks = Event.objects.filter(thread=thread, kind__in=CHECKED).order_by("-id")
    return questions.order_by().annotate(
        group=Value(group),
        case_id=Subquery(own.values("pk")[:1]),
        case_state=Coalesce(Subquery(own.values("state")[:1]), Value("")),
        case_outcome=Coalesce(Subquery(own.values("outcome")[:1]), Value("")),
        check=Coalesce(Subquery(checks.values("kind")[:1]), Value("")),
        felt=Coalesce(
            Subquery(checks.annotate(felt=KT("details__felt")).values("felt")[:1]), Value(""), output_field=TextField()
        ),
        case_aside=Subquery(own.values("snoozed_until")[:1]),
        asked=_count(Question.objects.filter(author=author)) if author else nought,
        cases=_count(Case.objects.filter(question__author=author)) if author else nought,
    ).values(*_VALUES)  # fmt: skip


def _count(rows: QuerySet) -> Coalesce:
    # Grouped by a constant, so that the whole is one figure.
    counted = (
        rows.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk")).values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _nearby(row: dict) -> Nearby:
    question = Question(**{name: row[name] for name in _WORDS})
    return Nearby(
        id=question.pk,
        path=question.path(),
        title=question.title,
        language=question.language,
        state=question.state,
        at=row["created_at"],
        people=1 + question.me_too_count,
        case_id=row["case_id"],
        ended=_ended(row["case_state"], row["case_outcome"], row["case_aside"] is not None),
        check=row["check"],
        felt=row["felt"],
    )


def _ended(state: str, outcome: str, is_aside: bool) -> str:
    if not state:
        return ""
    if is_aside:
        return _("put aside")
    return str(Outcome(outcome).label if outcome and state != CaseState.CHECKED else CaseState(state).label)
