"""What others asked, beside a question: searched for now and then, read again only when one of them changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Exists, OuterRef

from community.lib import slots
from community.lib.sharedcache import CACHE_ERRORS
from forum.models import Question, QuestionTag
from forum.queries.rows import state_of
from forum.search import face

SHOWN = 4
# Titles resemble each other by chance; of so many those that share a tag are shown.
LOOKED_AT = 30
# A question asked later may resemble this one more; half a day late is soon enough.
KEPT_SECONDS = 12 * 3600
# With the search down this is tried again soon.
RETRY_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Other:
    """A question in the margin of another one."""

    id: int
    path: str
    title: str
    language: str
    symbol: str


def others_asked(question: Question) -> list[Other]:
    """The questions most like this one that everyone may read: no query while none of them changes, else one."""
    key = f"beside:{question.pk}"
    try:
        title, ids, versions, others = cache.get(key) or ("", None, (), [])
        if ids is None or title != question.title:
            ids, versions = _searched(question), ()
        now = slots.versions(f"question:{number}" for number in ids or ())
        if ids and now != versions:
            others = _read(question, ids)
        found = (question.title, ids or (), now, others if ids else [])
        if now != versions or not ids:
            cache.set(key, found, KEPT_SECONDS if ids is not None else RETRY_SECONDS)
    except CACHE_ERRORS:
        return []
    return found[-1]


def _searched(question: Question) -> tuple[int, ...] | None:
    try:
        hits = face.similar(question.title, size=LOOKED_AT, leave_out=[("question", question.pk)])
    except face.SearchUnavailable:
        return None
    return tuple(hit.id for hit in hits)


def _read(question: Question, ids: Iterable[int]) -> list[Other]:
    tagged = QuestionTag.objects.filter(question=question.pk).values("tag")
    alike = QuestionTag.objects.filter(question=OuterRef("pk"), tag__in=tagged)
    shown = Question.objects.visible_to(None).filter(Exists(alike), pk__in=ids)
    names = ("id", "title", "slug", "language", "status", "accepted_count", "answer_count")
    found = {row["id"]: row for row in shown.values(*names)}
    return [_other(found[number]) for number in ids if number in found][:SHOWN]


def _other(row: dict) -> Other:
    return Other(
        id=row["id"],
        path=f"/questions/{row['id']}/{row['slug']}/",
        title=row["title"],
        language=row["language"],
        symbol=state_of(row["status"], row["accepted_count"], row["answer_count"]),
    )
