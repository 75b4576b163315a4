"""The desk: an agent's day, one group of cases page by page, and the short queue beside a case."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from community.lib import paging
from community.members.models import Member
from forum.webcare.models import Case
from forum.webcare.queries import selecting
from forum.webcare.queries.choice import VIEWS, Choice, Options
from forum.webcare.queries.rows import Row, rows_of

PAGE_SIZE = 30
# Of each group, in the day and beside a case: as many as one can overlook.
OVERLOOKED = 15
DAY = ("mine", "unowned", "waiting")
COUNTED = ("mine", "unowned", "waiting", "snoozed", "colleagues", "late")
# Before the name of a group: all its work, whatever is looked for.
_ALL = "all_of_"
# What a row shows of people and places; the long texts of its question stay where they are.
_ALONG = ("question__board", "question__author", "owner", "writing_by")
_UNREAD = ("question__body", "question__body_html", "learned", "public_line", "private_reason")


@dataclass(frozen=True)
class Group:
    """Cases under one heading; `count` says "100+" for many, and "3 of 41" while they are narrowed down.

    `path` leads to all of them when some are left out.
    """

    view: str
    label: str | Promise
    rows: list[Row]
    count: str = ""
    path: str = ""


@dataclass(frozen=True)
class ViewLink:
    label: str | Promise
    path: str
    count: str
    is_on: bool
    key: str


@dataclass(frozen=True)
class Desk:
    """What one reading of the desk shows; `version` changes when any of its rows does."""

    choice: Choice
    groups: list[Group]
    views: list[ViewLink]
    page: paging.Page | None
    late: int
    total: str
    search_is_down: bool

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def version(self) -> str:
        told = [
            (row.case.pk, row.case.state, row.case.owner_id, row.case.priority, str(row.case.promise_at))
            for row in self.rows
        ]
        return hashlib.sha256(repr((told, self.total)).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Queue:
    yours: list[Row]
    yours_count: str
    to_take: list[Row]
    to_take_count: str


def desk(
    choice: Choice,
    options: Options,
    query: Mapping[str, str],
    *,
    member: Member,
    now: datetime,
    language: str,
) -> Desk:
    """What the address asks for: a query for the counts and one for each group that is shown.

    What is looked for does not make the work less: beside what fits stands how much there is.
    """
    wanted = selecting.looked_for(choice, options)

    def of(view: str) -> QuerySet[Case]:
        return selecting.worded(selecting.selection(choice, view, options, member, now), wanted, choice)

    views = {*COUNTED, choice.view or "mine"}
    everything = {_ALL + view: selecting.selection(Choice(), view, options, member, now) for view in views}
    counted = selecting.counts({view: of(view) for view in views} | everything, member)
    said = {view: _said(counted[view], counted[_ALL + view], choice.is_narrowed) for view in views}
    page = None
    if choice.is_day:
        groups = [_group(view, of(view), said[view], choice, now, language) for view in DAY]
    else:
        order = {"fields": selecting.order(choice), "nullable": selecting.NULLABLE}
        page = paging.requested(_shown(of(choice.view)), query, size=PAGE_SIZE, **order)
        rows = rows_of(page.items, now, language)
        groups = [Group(choice.view, VIEWS[choice.view], rows, said[choice.view])]
    return Desk(
        choice=choice,
        groups=groups,
        views=_views(choice, said),
        page=page,
        late=counted[_ALL + "late"],
        total=said[choice.view or "mine"],
        search_is_down=wanted is None,
    )


def queue(member: Member, now: datetime, language: str) -> Queue:
    """Beside a case: what is yours and what is to take; two queries however many there are."""
    cases, order = Case.objects.filter(selecting.on_lists_of(member)), selecting.BY_URGENCY
    yours, to_take = (
        paging.keyset(_shown(some), fields=order, size=OVERLOOKED, nullable=selecting.NULLABLE)
        for some in (
            # What was put aside is out of sight until then.
            cases.unfinished().filter(owner=member).exclude(snoozed_until__gt=now),
            cases.to_take(),
        )
    )
    return Queue(
        yours=rows_of(yours.items, now, language),
        yours_count=_overlooked(yours),
        to_take=rows_of(to_take.items, now, language),
        to_take_count=_overlooked(to_take),
    )


def _overlooked(page: paging.Page) -> str:
    return f"{OVERLOOKED}+" if page.older else str(len(page.items))


def _shown(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related(*_ALONG).defer(*_UNREAD)


def _group(
    view: str, cases: QuerySet[Case], count: str, choice: Choice, now: datetime, language: str
) -> Group:
    """The most urgent of a group of the day."""
    first = paging.keyset(
        _shown(cases), fields=selecting.BY_URGENCY, size=OVERLOOKED, nullable=selecting.NULLABLE
    )
    path = choice.address(view=view) if first.older else ""
    return Group(view, VIEWS[view], rows_of(first.items, now, language), count, path)


def _views(choice: Choice, said: Mapping[str, str]) -> list[ViewLink]:
    """Links to each group with the same filters; a state and an owner belong to the group they were chosen in."""
    plain = {"state": "", "owner": ""}
    return [
        ViewLink(
            label=label,
            path=choice.address(view=key, **plain),
            count=said[key] if key in COUNTED else "",
            is_on=choice.view == key,
            key=key,
        )
        for key, label in VIEWS.items()
    ]


def _said(count: int, of_all: int, is_narrowed: bool) -> str:
    """ "41", or "3 of 41" while something is looked for; "100+" for many."""
    found, everything = (
        f"{selecting.COUNTED}+" if number > selecting.COUNTED else str(number) for number in (count, of_all)
    )
    return _("%(count)s of %(all)s") % {"count": found, "all": everything} if is_narrowed else everything
