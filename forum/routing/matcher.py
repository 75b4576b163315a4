"""match(): the colleagues who know most about a question and have room for it."""

import math
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q

from community.members.models import Department, Member
from forum.models import Answer, Expertise, Question
from forum.routing.models import ExpertRequest

# A tag says what a question is about, a board only where it stands.
TAG_WEIGHT = 3.0
BOARD_WEIGHT = 1.0
# Each question somebody still has to look at makes it better to ask the next one.
WAITING_WEIGHT = 0.75
# Nobody answers more than this beside their work; who has so many waiting is left alone.
CAPACITY = 8


@dataclass(frozen=True)
class Match:
    """`why` is kept with the request and said by reasons.sentence()."""

    member_id: int
    score: float
    why: dict = field(hash=False)


def match(
    question: Question,
    *,
    exclude: Collection[int] = (),
    limit: int = 3,
    now: datetime,
    department: Department | None = None,
) -> list[Match]:
    """The `limit` most fitting colleagues by confirmed expertise, best first; never the asker nor `exclude`.

    With `department` only its members, and after those with expertise any other of them.
    """
    left_out = {*exclude, question.author_id}
    colleagues = _colleagues(now, department).exclude(pk__in=left_out - {None})
    tags = dict(question.taggings.values_list("tag_id", "tag__slug"))
    known = _known(question, tags, colleagues, now)
    people = set(known) if department is None else set(colleagues.values_list("pk", flat=True))
    waiting = Counter(
        ExpertRequest.objects.waiting().filter(member__in=people).values_list("member_id", flat=True)
    )
    helped = _helped(people, tags)
    matches = [
        _match(member_id, known.get(member_id, set()), tags, waiting[member_id], helped)
        for member_id in people
        if waiting[member_id] < CAPACITY
    ]
    return sorted(matches, key=lambda one: (-one.score, one.member_id))[:limit]


def _colleagues(now: datetime, department: Department | None):
    colleagues = (
        Member.objects.present()
        .filter(department__isnull=False)
        .filter(Q(suspended_until=None) | Q(suspended_until__lte=now))
        .filter(Q(silenced_until=None) | Q(silenced_until__lte=now))
    )
    return colleagues if department is None else colleagues.filter(department=department)


def _known(question, tags, colleagues, now) -> dict[int, set[int | None]]:
    """Per member the tags of the question they know; None stands for its board."""
    known: dict[int, set[int | None]] = {}
    rows = Expertise.objects.filter(
        Q(tag__in=tags) | Q(board=question.board_id), confirmed_at__lte=now, member__in=colleagues
    )
    for member_id, tag_id in rows.values_list("member_id", "tag_id"):
        known.setdefault(member_id, set()).add(tag_id)
    return known


def _helped(people: set[int], tags: dict[int, str]) -> dict[tuple[int, int], int]:
    """How many of each member's answers were accepted on questions with each of the tags."""
    rows = (
        Answer.objects.shown()
        .filter(author__in=people, accepted_at__isnull=False, question__taggings__tag__in=tags)
        .values_list("author_id", "question__taggings__tag_id")
        .annotate(answers=Count("pk", distinct=True))
        .order_by()
    )
    return {(author_id, tag_id): answers for author_id, tag_id, answers in rows}


def _match(member_id, known, tags, waiting, helped) -> Match:
    answers = {tag_id: helped.get((member_id, tag_id), 0) for tag_id in tags}
    score = (
        TAG_WEIGHT * len(known - {None})
        + BOARD_WEIGHT * (None in known)
        + sum(math.log1p(number) for number in answers.values()) / 2
        - WAITING_WEIGHT * waiting
    )
    known_tags = sorted(known - {None}, key=lambda tag_id: (-answers[tag_id], tags[tag_id]))
    if known_tags:
        best = known_tags[0]
        return Match(member_id, score, {"kind": "tag", "tag": tags[best], "answers": answers[best]})
    # Somebody of the right department without any expertise comes after all who have some.
    return Match(member_id, score if known else score - 100, {"kind": "board" if known else "department"})
