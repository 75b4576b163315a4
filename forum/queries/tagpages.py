"""Pages about tags: the index of all, the page of one, and the history of its words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import quote

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe

from community.lib import diffmarkup, paging
from community.lib.diffs import BUDGET, Work, compare
from community.tags.models import Synonym, Tag, TagRevision
from forum.models import QuestionTag
from forum.queries import people
from forum.queries.experts import experts
from forum.queries.history import words
from forum.queries.moments import moments
from forum.queries.people import Person
from reputation.models import TagStanding

PAGE_SIZE = 60
HISTORY_SIZE = 20
RELATED, RELATED_AMONG = 8, 300
EXPERTS, HELPERS = 6, 6
# No word is longer.
LETTERS = 60


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag in the index; `synonym` is the word by which it was found."""

    word: str
    path: str
    count: int
    about: str
    synonym: str = ""


@dataclass(frozen=True)
class TagIndex:
    lines: list[TagLine]
    asked: str
    newer: str | None
    older: str | None


@dataclass(frozen=True)
class TagPage:
    word: str
    path: str
    about: str
    html: SafeString
    count: int
    synonyms: list[str]
    related: list[str]
    experts: list[Person]
    helpers: list[Person]
    # The moment and the person of the last change, where there was one.
    changed: SafeString | str = ""
    changed_by: Person | None = None
    moving: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TagVersion:
    number: int
    person: Person
    when: SafeString
    reason: str
    is_first: bool
    is_latest: bool
    about: SafeString | str
    wiki: SafeString | str


@dataclass(frozen=True)
class TagHistory:
    versions: list[TagVersion]
    newer: str | None
    older: str | None


def path_of(word: str) -> str:
    return f"/tags/{quote(word, safe='')}/"


def tag_index(query: Mapping[str, str]) -> TagIndex:
    """Tags most used first, one page of them: two queries; those that fit `q` and synonyms, when it is asked."""
    asked = query.get("q", "").strip().lower().lstrip("#")[:LETTERS].replace("\x00", "")
    moving = Synonym.objects.values("slug")
    tags = Tag.objects.exclude(slug__in=moving)
    found_by: dict[int, str] = {}
    if asked:
        found_by = _synonyms_like(asked)
        tags = tags.filter(Q(slug__contains=asked) | Q(pk__in=found_by))
    else:
        tags = tags.filter(question_count__gt=0)
    rows = tags.values("id", "slug", "question_count", "about")
    page = paging.requested(rows, query, fields=("-question_count", "slug"), size=PAGE_SIZE)
    lines = [
        TagLine(
            row["slug"],
            path_of(row["slug"]),
            row["question_count"],
            row["about"],
            "" if asked in row["slug"] else found_by.get(row["id"], ""),
        )
        for row in page.items
    ]
    return TagIndex(lines, asked, page.newer, page.older)


def tag_page(tag: Tag, language: str) -> TagPage:
    """Everything about one tag: seven queries."""
    last = TagRevision.objects.filter(tag=tag).order_by("-number").first()
    synonyms = list(tag.synonyms.order_by("slug").values_list("slug", flat=True))
    moving = set(Tag.objects.filter(slug__in=synonyms).values_list("slug", flat=True)) if synonyms else set()
    known = experts(tag, language, EXPERTS)
    by = people.people([last.by_id], language)[last.by_id] if last and last.by_id else None
    return TagPage(
        word=tag.slug,
        path=path_of(tag.slug),
        about=tag.about,
        html=mark_safe(tag.wiki_html),
        count=tag.question_count,
        synonyms=[word for word in synonyms if word not in moving],
        related=related(tag),
        experts=known,
        helpers=_helpers(tag, language, {person.id for person in known}),
        changed=moments(language).stamp(last.at) if last else "",
        changed_by=by,
        moving=sorted(moving),
    )


def related(tag: Tag) -> list[str]:
    """Words that stand beside this one on the latest questions of its list, the most frequent first."""
    listed = QuestionTag.objects.filter(tag=tag, question__hidden_at=None, question__unlisted_at=None)
    ids = list(listed.order_by("-question_id").values_list("question_id", flat=True)[:RELATED_AMONG])
    beside = QuestionTag.objects.filter(question__in=ids).exclude(tag=tag).values_list("tag__slug", flat=True)
    counted = Counter(beside)
    return sorted(counted, key=lambda word: (-counted[word], word))[:RELATED]


def tag_history(tag: Tag, query: Mapping[str, str], language: str) -> TagHistory:
    """The page of the tag's history that the address asks for: three queries."""
    revisions = TagRevision.objects.filter(tag=tag)
    page = paging.requested(revisions, query, fields=("-number",), size=HISTORY_SIZE)
    if not page.items:
        return TagHistory([], None, None)
    rows: list[TagRevision | None] = list(page.items)
    rows.append(revisions.filter(number=rows[-1].number - 1).first())
    known, work, times = (
        people.people({row.by_id for row in rows if row}, language),
        Work(3 * BUDGET),
        moments(language),
    )
    versions = []
    for row, before in pairwise(rows):
        # The first one stands there as it is.
        old = before or row
        versions.append(
            TagVersion(
                row.number,
                known.get(row.by_id) or known[None],
                times.stamp(row.at),
                row.reason,
                before is None,
                row is rows[0] and not page.newer,
                _changed(old.about, row.about, work, before is None),
                _changed(old.wiki, row.wiki, work, before is None),
            )
        )
    return TagHistory(versions, page.newer, page.older)


def _changed(old: str, new: str, work: Work, is_first: bool) -> SafeString | str:
    return diffmarkup.block(compare(old, new, work), words()) if new and is_first or old != new else ""


def _synonyms_like(asked: str) -> dict[int, str]:
    found = (
        Synonym.objects.filter(slug__contains=asked)
        .order_by("slug")
        .values_list("tag_id", "slug")[:PAGE_SIZE]
    )
    return dict(reversed(list(found)))


def _helpers(tag: Tag, language: str, but: set[int | None]) -> list[Person]:
    """Members whose answers about it helped most, unless they would rather not show what they wrote."""
    shown = TagStanding.objects.filter(
        member__is_active=True, member__erased_at=None, member__shows_activity=True
    )
    found = (
        shown.filter(tag=tag, total__gt=0)
        .exclude(member__in=but - {None})
        .order_by("-total", "id")
        .values(*(f"member__{name}" for name in people.FIELDS))[:HELPERS]
    )
    return [people.person(row, language, "member__") for row in found]
