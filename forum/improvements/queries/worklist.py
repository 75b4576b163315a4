"""The half-finished eight: loops that stand still, so that somebody takes them on. The longest waiting first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from community.members.models import Department
from forum.improvements.models import Change, Improvement, Learning
from forum.improvements.models.improvements import OPEN
from forum.webcare.models import Case, CaseState

SHOWN = 25
COUNTED = 100


@dataclass(frozen=True, slots=True)
class Loop:
    """One thing that stands still: what it is, where to go on, since when."""

    title: str
    path: str
    lang: str
    about: str
    since: datetime
    # To be put aside from here.
    learning_id: int | None = None


@dataclass(frozen=True)
class Standing:
    """One way of standing still; `count` stops at one more than COUNTED."""

    slug: str
    loops: list[Loop]
    count: int


def standing_still(department: Department | None, language: str) -> list[Standing]:
    """Proposals, what was solved but taught nothing, learnings without an improvement, improvements nobody looks
    after, and changes nobody was told of: two queries each."""
    proposed = Improvement.objects.proposed()
    unowned = Improvement.objects.filter(state__in=OPEN, owner=None)
    loose = Learning.objects.loose().select_related("question", "cause")
    untold = Change.objects.filter(told_at=None).select_related("improvement")
    untaught = _untaught()
    if department is not None:
        proposed, unowned = (kind.filter(department=department) for kind in (proposed, unowned))
        loose = loose.filter(department=department)
        untold = untold.filter(improvement__department=department)
        untaught = untaught.filter(department=department)
    return [
        _standing(
            "proposed", proposed.order_by("created_at", "pk"), lambda one: _of_improvement(one, language)
        ),
        _standing("untaught", untaught, _of_case),
        _standing("loose", loose.order_by("at", "pk"), _of_learning),
        _standing("unowned", unowned.order_by("state_at", "pk"), lambda one: _of_improvement(one, language)),
        _standing(
            "untold",
            untold.order_by("at", "pk"),
            lambda one: _of_improvement(one.improvement, language, one.at),
        ),
    ]


def _untaught() -> QuerySet[Case]:
    """Cases resolved by a person about whose question nobody noted anything: neither a learning nor "nothing new"."""
    noted = Learning.objects.filter(question=OuterRef("question"))
    resolved = Case.objects.filter(
        state__in=(CaseState.RESOLVED, CaseState.CLOSED), resolved_by__isnull=False
    ).exclude(learned="")
    return resolved.filter(~Exists(noted)).select_related("question").order_by("resolved_at", "pk")


def _standing(slug: str, found: QuerySet, shown) -> Standing:
    return Standing(slug, [shown(one) for one in found[:SHOWN]], found.order_by()[: COUNTED + 1].count())


def _of_improvement(one: Improvement, language: str, since: datetime | None = None) -> Loop:
    return Loop(one.title_in(language), one.path(), "", one.get_state_display(), since or one.state_at)


def _of_case(one: Case) -> Loop:
    question = one.question
    return Loop(question.title, f"/learnings/{question.pk}/", question.language, one.learned, one.resolved_at)


def _of_learning(one: Learning) -> Loop:
    return Loop(one.line, one.question.path(), "", one.cause.name, one.at, learning_id=one.pk)
