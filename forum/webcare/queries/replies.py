"""What stands under questions as answers, and who wrote to the asker alone: from events, the same for every figure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from community.events.models import Event
from forum.models import Answer, Question

BATCH = 2000
_MADE = "comment.made_answer"
ANSWERED = frozenset({"answer.posted", _MADE})
AWAY = frozenset({"answer.hidden", "answer.deleted", "answer.removed", "answer.made_comment", "answer.split"})
BACK = frozenset({"answer.restored", "answer.undeleted"})
# What goes along when the answers of a question are put under another one.
OF_ANSWERS = ANSWERED | AWAY | BACK | {"answer.accepted", "answer.unaccepted"}
PRIVATELY = "case.private_word"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of a question, as far as figures need it. `actor` of an answer is who wrote it."""

    kind: str
    at: datetime
    actor: int | None
    subject: str
    # How the asker was helped, for a check answered with yes.
    felt: str = ""


def told(questions: Sequence[int], kinds: Collection[str]) -> dict[int, list[Happened]]:
    """What happened to each of these questions, and to the answers that stand under it now; oldest first.

    An answer that came along with a merged question, or was a comment before, is one from the moment it came: until
    then nobody read an answer here. Three queries for each two thousand questions at the most.
    """
    found: dict[int, list[Happened]] = defaultdict(list)
    for start in range(0, len(questions), BATCH):
        batch = questions[start : start + BATCH]
        merged = Question.objects.filter(merged_into__in=batch)
        came = {pk: (into, at) for pk, into, at in merged.values_list("pk", "merged_into", "status_at")}
        threads = [f"question:{pk}" for pk in (*batch, *came)]
        events = Event.objects.filter(thread__in=threads, kind__in=kinds).order_by("id")
        rows = list(events.values_list("thread", "kind", "at", "actor_id", "subject", "details__felt"))
        authors = _authors({subject for _thread, kind, _at, _actor, subject, _felt in rows if kind == _MADE})
        for thread, kind, at, actor, subject, felt in rows:
            question = int(thread.partition(":")[2])
            if question in came:
                if kind not in OF_ANSWERS:
                    continue
                question, came_at = came[question]
                at = max(at, came_at) if came_at and kind in ANSWERED else at
            writer = authors.get(subject) if kind == _MADE else actor
            found[question].append(Happened(kind, at, writer, subject, felt or ""))
    return {question: sorted(events, key=lambda one: one.at) for question, events in found.items()}


def first_answer(events: Iterable[Happened], asker: int | None) -> Happened | None:
    """The first one by somebody else than the asker that was not taken away for good; `events` are oldest first."""
    there: dict[str, Happened] = {}
    away: set[str] = set()
    for event in events:
        if event.kind in ANSWERED and (asker is None or event.actor != asker):
            there[event.subject] = event
        elif event.kind in AWAY:
            away.add(event.subject)
        elif event.kind in BACK:
            away.discard(event.subject)
    return next((event for subject, event in there.items() if subject not in away), None)


def private_words(events: Iterable[Happened], asker: int | None) -> list[datetime]:
    """When webcare wrote to the asker alone."""
    return [event.at for event in events if event.kind == PRIVATELY and event.actor not in (asker, None)]


def _authors(subjects: set[str]) -> dict[str, int | None]:
    """Who wrote them: a moderator who makes an answer of a comment is not the one who answers."""
    if not subjects:
        return {}
    numbers = [int(subject.partition(":")[2]) for subject in subjects]
    return {
        f"answer:{pk}": by for pk, by in Answer.objects.filter(pk__in=numbers).values_list("pk", "author")
    }
