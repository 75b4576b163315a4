"""What others asked, beside a question: searched for now and then, read again only when one of them changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q

from community.lib import slots
from community.lib.sharedcache import CACHE_ERRORS
from forum.models import Question, QuestionTag, Status
from forum.queries.rows import state_of
from forum.search import face

SHOWN = 4
# A question that hundreds asked is asked again in the same words; the newest ways to say it help most.
SAME_SHOWN = 6
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


@dataclass(frozen=True, slots=True)
class Beside:
    """`same` are its duplicates, the newest first; `alike` resemble it."""

    same: tuple[Other, ...] = ()
    alike: tuple[Other, ...] = ()


def others_asked(question: Question) -> Beside:
    """What everyone may read of this kind: no query while none of them changes, else one."""
    key = f"beside:{question.pk}"
    try:
        title, ids, versions, beside = cache.get(key) or ("", None, (), Beside())
        if ids is None or title != question.title:
            ids, versions = _searched(question), ()
        # Its own slot tells of its duplicates too: whatever happens to one of them makes this page out of date.
        now = slots.versions(f"question:{number}" for number in (question.pk, *(ids or ())))
        if now != versions:
            beside = _read(question, ids or ())
            kept = KEPT_SECONDS if ids is not None else RETRY_SECONDS
            cache.set(key, (question.title, ids or (), now, beside), kept)
    except CACHE_ERRORS:
        return Beside()
    return beside


def _searched(question: Question) -> tuple[int, ...] | None:
    try:
        hits = face.similar(question.title, size=LOOKED_AT, leave_out=[("question", question.pk)])
    except face.SearchUnavailable:
        return None
    return tuple(hit.id for hit in hits)


def _read(question: Question, ids: Iterable[int]) -> Beside:
    ids = tuple(ids)
    tagged = QuestionTag.objects.filter(question=question.pk).values("tag")
    alike = QuestionTag.objects.filter(question=OuterRef("pk"), tag__in=tagged)
    shown = (
        Question.objects.visible_to(None)
        .listed()
        .filter(Q(Exists(alike), pk__in=ids) | Q(duplicate_of=question.pk, status=Status.DUPLICATE))
    )
    names = ("id", "title", "slug", "language", "status", "accepted_count", "answer_count", "duplicate_of_id")
    found = {row["id"]: row for row in shown.order_by("-id").values(*names)}
    same = [row for row in found.values() if row["duplicate_of_id"] == question.pk]
    rest = [found[number] for number in ids if number in found and found[number] not in same]
    return Beside(tuple(_other(row) for row in same[:SAME_SHOWN]), tuple(_other(row) for row in rest[:SHOWN]))


def _other(row: dict) -> Other:
    return Other(
        id=row["id"],
        path=f"/questions/{row['id']}/{row['slug']}/",
        title=row["title"],
        language=row["language"],
        symbol=state_of(row["status"], row["accepted_count"], row["answer_count"]),
    )
