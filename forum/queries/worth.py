"""In which order answers stand: by worth, or by their date when the reader prefers that."""

from collections.abc import Iterable, Mapping
from math import sqrt

from forum.models import Answer

SORTS = ("worth", "newest", "oldest")
# The normal quantile of 95 % confidence.
_Z = 1.96


def ordered(answers: Iterable[Answer], sort: str, downs: Mapping[int, int]) -> list[Answer]:
    """The answers in one of SORTS; `downs` are votes against by answer id.

    By worth: solution, official word, then how surely it helped, the earlier first.
    """
    rows = list(answers)
    if sort in ("newest", "oldest"):
        return sorted(rows, key=lambda each: (each.created_at, each.pk), reverse=sort == "newest")
    return sorted(rows, key=lambda each: _place(each, downs.get(each.pk, 0)))


def lower_bound(up: int, down: int) -> float:
    """At least this part of all readers finds it helpful, with 95 % confidence; 0 without a vote.

    The lower end of Wilson's score interval: E. B. Wilson, "Probable inference, the law of succession, and
    statistical inference", Journal of the American Statistical Association 22 (1927), 209-212.
    """
    votes = up + down
    if votes <= 0:
        return 0.0
    part, square = up / votes, _Z * _Z
    spread = _Z * sqrt((part * (1 - part) + square / (4 * votes)) / votes)
    return max(0.0, (part + square / (2 * votes) - spread) / (1 + square / votes))


def _place(answer: Answer, down: int) -> tuple:
    # What was imported may have a score without ballots.
    down = max(down, -answer.score)
    return (
        answer.accepted_at is None,
        answer.official_at is None,
        -lower_bound(answer.score + down, down),
        down,
        answer.created_at,
        answer.pk,
    )
