"""From a choice to its cases: what each group holds, how it is sorted, and how many it has, counted up to a cap."""

from datetime import datetime

from django.db.models import IntegerField, Q, QuerySet, Subquery

from community.members.models import Member
from forum.search import face as search
from forum.webcare.models import UNFINISHED, Case, CaseState
from forum.webcare.queries.choice import FINISHED, NOBODY, Choice, Options

# High priority first, then the least time left to the promise that runs now; cases on which no clock runs come last.
BY_URGENCY, BY_END = ("-priority", "promise_at", "id"), ("-resolved_at", "-id")
NULLABLE = ("promise_at", "resolved_at")
# A figure beyond this says "a lot", and costs no more.
COUNTED = 100
# Questions whose words fit best; among them are looked for those with a case.
FOUND = 300
_LONGEST_ID = 18


class _CappedCount(Subquery):
    """How many rows a sliced query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()


def order(choice: Choice) -> tuple[str, ...]:
    return BY_END if choice.is_finished else BY_URGENCY


def selection(choice: Choice, view: str, options: Options, member: Member, now: datetime) -> QuerySet[Case]:
    """The cases of one group that fit the choice, without an order."""
    cases = _of_view(view, member, now).filter(on_lists_of(member))
    plain = {
        "question__board_id": options.board_id(choice.board),
        "reason": choice.reason,
        "question__language": choice.language,
        "state": choice.state,
        "owner_id": int(choice.owner) if choice.owner.isdecimal() else None,
        "priority": int(choice.priority) if choice.priority else None,
        "question__taggings__tag__slug": choice.tag,
    }
    cases = cases.filter(**{name: value for name, value in plain.items() if value not in ("", None)})
    if choice.department:
        cases = cases.filter(_of_department(choice.department))
    if choice.owner == NOBODY:
        cases = cases.filter(owner=None)
    return cases.filter(due_at__lt=now) if choice.late else cases


def on_lists_of(member: Member) -> Q:
    """A hidden question stands in no list, but in those of whoever owns its case: its asker may still write."""
    return Q(question__hidden_at=None) | Q(question__removed_at=None, owner=member)


def worded(cases: QuerySet[Case], wanted: list[int] | None, choice: Choice) -> QuerySet[Case]:
    """Only those the words, the customer or the number of `choice` point at (None: the search is down).

    The search finds the best of the whole community, which may leave out cases that are still to do: their titles
    are read as well; while it is down those of all.
    """
    if not choice.q:
        return cases
    number = choice.q.lstrip("#")
    by_number = Q()
    if number.isdecimal() and len(number) <= _LONGEST_ID:
        by_number = Q(pk=int(number)) | Q(question_id=int(number))
    said = Q()
    for word in choice.q.split():
        said &= Q(question__title__icontains=word)
    if wanted is not None:
        said = Q(question_id__in=wanted) | Q(said, state__in=UNFINISHED)
    return cases.filter(said | by_number | _asked_by(choice.q))


def _asked_by(typed: str) -> Q:
    """A part of an address finds nobody: nobody learns addresses by trying."""
    asker = Q(question__author__name__icontains=typed)
    return asker | Q(question__author__email__iexact=typed.strip()) if "@" in typed else asker


def _of_department(slug: str) -> Q:
    """While it runs a case is its owner's department's; at its end it was said which department it was for."""
    running = Q(state__in=UNFINISHED, owner__department__slug=slug)
    return running | Q(state__in=FINISHED, department__slug=slug)


def looked_for(choice: Choice, options: Options) -> list[int] | None:
    """Ids of the questions that fit the words best; None while the search is down."""
    if not choice.q:
        return []
    narrowed = {"board_id": options.board_id(choice.board), "language": choice.language or None}
    try:
        found = search.search(choice.q, kinds=("question",), size=FOUND, **narrowed)
    except search.SearchUnavailable:
        return None
    return [hit.id for hit in found.hits]


def counts(groups: dict[str, QuerySet[Case]], member: Member) -> dict[str, int]:
    """How many cases each group holds, up to one more than COUNTED; one query."""
    capped = {
        f"in_{name}": _CappedCount(cases.order_by().values("pk")[: COUNTED + 1])
        for name, cases in groups.items()
    }
    row = Member.objects.filter(pk=member.pk).values(**capped).get()
    # A group that can hold nothing is not even counted.
    return {name: row[f"in_{name}"] or 0 for name in groups}


def _of_view(view: str, member: Member, now: datetime) -> QuerySet[Case]:
    """A case that waits for its customer is yours to do again when the time it may wait is over."""
    unfinished, own = Case.objects.unfinished(), Case.objects.filter(owner=member)
    waiting = own.filter(state=CaseState.WAITING)
    if view == "mine":
        return own.filter(Q(state=CaseState.OWNED) | Q(state=CaseState.WAITING, promise_at__lte=now))
    if view == "unowned":
        return Case.objects.to_take()
    if view == "waiting":
        return waiting.filter(Q(promise_at=None) | Q(promise_at__gt=now), snoozed_until=None)
    if view == "snoozed":
        return waiting.filter(promise_at__gt=now, snoozed_until__isnull=False)
    if view == "colleagues":
        others = Q(owner=None) | ~Q(owner=member)
        return Case.objects.filter(others, state__in=[CaseState.OWNED, CaseState.WAITING])
    if view == "late":
        return unfinished.filter(Q(owner=member) | Q(state=CaseState.OPEN), due_at__lt=now)
    return Case.objects.filter(state__in=FINISHED) if view == "finished" else unfinished
