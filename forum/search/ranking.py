"""One re-ranker for both engines: what matches, what is meant, what helped people, what is recent."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from forum.search import analysis, meaning
from forum.search.matching import Candidate

WINDOW = 100  # a page of hits comes from the best of these
WIDE_WINDOW = 200  # for "asked before?": measured, finds a tenth more than 100
FULL_WORTH = 50  # votes; more say nothing more
RECENT_SECONDS = 2 * 365 * 86_400  # how long it takes for "recent" to halve


@dataclass(frozen=True)
class Weights:
    """What each thing may add; the best match counts 1."""

    meant: float
    worth: float
    solved: float
    answered: float
    recent: float
    same_language: float = 0.3  # who asks in Dutch rather reads Dutch; "internet" and "router" tell nothing


# Someone who looks up words wants those words; the rest decides between what matches about as well.
LOOKING_UP = Weights(meant=0.7, worth=0.35, solved=0.2, answered=0.15, recent=0.05)
# Someone who asks anew wants the question where the answer is. Tuned on the duplicates of a travel site:
# these weights put twice as many of them in the first ten as the match alone.
ASKED_BEFORE = Weights(meant=1.5, worth=0.8, solved=0.2, answered=0.4, recent=0.0)


def reranked(candidates: Sequence[Candidate], text: str, weights: Weights) -> list[tuple[Candidate, float]]:
    """The candidates with their final scores, best first; equal ones by newest."""
    if not candidates:
        return []
    best = max(candidate.score for candidate in candidates) or 1.0
    newest = max(candidate.created for candidate in candidates)
    meant = meaning.likeness(text, [candidate.vector for candidate in candidates])
    language = analysis.guess_language(text)
    scored = [
        (
            candidate,
            candidate.score / best
            + weights.meant * alike
            + weights.same_language * (bool(language) and candidate.language.startswith(language))
            + _extra(candidate, weights, newest),
        )
        for candidate, alike in zip(candidates, meant, strict=True)
    ]
    return sorted(scored, key=lambda pair: (-pair[1], -pair[0].created, pair[0].kind, pair[0].id))


def _extra(candidate: Candidate, weights: Weights, newest: int) -> float:
    worth = math.copysign(math.log1p(min(abs(candidate.worth), FULL_WORTH)), candidate.worth)
    recent = 0.5 ** ((newest - candidate.created) / RECENT_SECONDS)
    return (
        weights.worth * worth / math.log1p(FULL_WORTH)
        + weights.solved * candidate.solved
        + weights.answered * (candidate.answers > 0)
        + weights.recent * recent
    )
