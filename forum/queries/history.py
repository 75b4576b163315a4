"""The history of a post: each revision with who, when, why and what became different, newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.lib import diffmarkup, languages, paging
from community.lib.diffs import BUDGET, Work, compare
from forum.models import Answer, Board, Question, Revision
from forum.queries.moments import moments
from forum.queries.people import Person, people

PAGE_SIZE = 20
# The work of all diffs of a page together; what would be more is shown as replaced.
PAGE_BUDGET = 3 * BUDGET


@dataclass(frozen=True)
class Changes:
    """What a revision did; empty where it left things alone. `body` is the whole text of a first one."""

    title: SafeString | str = ""
    body: SafeString | str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    # From and to, by name.
    board: tuple[str, str] | None = None
    language: tuple[str, str] | None = None


@dataclass(frozen=True)
class Version:
    number: int
    path: str
    person: Person
    approved_by: Person | None
    when: SafeString
    reason: str
    is_first: bool
    is_latest: bool
    changes: Changes

    @property
    def changed_nothing(self) -> bool:
        return self.changes == Changes()


@dataclass(frozen=True)
class HistoryPage:
    versions: list[Version]
    newer: str | None
    older: str | None
    slots: list[str]


def history_page(post: Question | Answer, query: Mapping[str, str], *, language: str) -> HistoryPage:
    """The page of the post's history that the address asks for: five queries whatever its length."""
    revisions = Revision.objects.of(post)
    page = paging.requested(revisions, query, fields=("-number",), size=PAGE_SIZE)
    rows: list[Revision | None] = list(page.items) or [_only(post)]
    latest = rows[0].number if not page.newer else None
    rows.append(revisions.filter(number__lt=rows[-1].number).order_by("-number").first())
    known = people({number for row in rows if row for number in (row.by_id, row.approved_by_id)}, language)
    boards, work = _boards(rows, language), Work(PAGE_BUDGET)
    versions = []
    for row, before in pairwise(rows):
        versions.append(
            Version(
                number=row.number,
                path=version_path(post, row.number),
                person=known.get(row.by_id) or known[None],
                approved_by=known.get(row.approved_by_id) if row.approved_by_id else None,
                when=moments(language).stamp(row.at),
                reason=row.reason,
                is_first=before is None,
                is_latest=row.number == latest,
                changes=changes(before, row, boards, work),
            )
        )
    slots = [f"member:{number}" for number in known if number]
    return HistoryPage(versions, page.newer, page.older, slots)


def version_path(post: Question | Answer, number: int) -> str:
    return f"/{'questions' if isinstance(post, Question) else 'answers'}/{post.pk}/history/{number}/"


def changes(
    before: Revision | None,
    after: Revision,
    boards: Mapping[str, str] | None = None,
    work: Work | None = None,
) -> Changes:
    """From one revision to another; a column that was never written counts as unchanged."""
    if before is None:
        return Changes(body=diffmarkup.block(compare(after.body, after.body), words()))
    work = work or Work()
    old, new = frozenset(before.tags.split()), frozenset(after.tags.split())
    is_titled = before.title and after.title and before.title != after.title
    is_other_body = before.body != after.body
    return Changes(
        title=diffmarkup.inline(compare(before.title, after.title, work), words()) if is_titled else "",
        body=diffmarkup.block(compare(before.body, after.body, work), words()) if is_other_body else "",
        added=tuple(sorted(new - old)) if old else (),
        removed=tuple(sorted(old - new)) if new else (),
        board=_pair(before.board, after.board, lambda slug: (boards or {}).get(slug, slug)),
        language=_pair(before.language, after.language, languages.name),
    )


def words() -> diffmarkup.Words:
    return diffmarkup.Words(
        removed=_("removed:"),
        added=_("added:"),
        end=_("end of the change"),
        unchanged=lambda count: (
            ngettext("%(count)d line unchanged", "%(count)d lines unchanged", count) % {"count": count}
        ),
    )


def _pair(before: str, after: str, name_of) -> tuple[str, str] | None:
    return (name_of(before), name_of(after)) if before and after and before != after else None


def _only(post: Question | Answer) -> Revision:
    """What came in without a history has the version that stands; an unsaved row."""
    return Revision(
        number=1,
        by_id=post.author_id,
        at=post.created_at,
        title=getattr(post, "title", ""),
        body=post.body,
        body_format=post.body_format,
    )


def _boards(rows: Iterable[Revision | None], language: str) -> dict[str, str]:
    slugs = {row.board for row in rows if row and row.board}
    if len(slugs) < 2:
        return {}
    return {board.slug: board.name_in(language) for board in Board.objects.filter(slug__in=slugs)}
