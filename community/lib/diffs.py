"""What changed between two texts, word by word, as people read it; its work is bounded whatever the texts are."""

import enum
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from os.path import commonprefix

# Comparisons one diff may cost, about a tenth of a second: what is left then counts as replaced.
BUDGET = 1_000_000
# Of two versions of a paragraph less than this in common is read as one taken out and another put in.
ALIKE = 0.35
# Unchanged lines that stay around a change, and how many are folded at least.
AROUND, FOLDED = 2, 4

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
# A word or a sign with the space before it: what is appended to a line leaves its last word alone.
_WORDS = re.compile(r"[^\S\n]*(?:\w+|[^\w\s])|[^\S\n]+|\n")
_NOTHING_BUT_MARKS = re.compile(r"[\W_]*")


class Kind(enum.StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Fold:
    """Unchanged lines that may be left out at first."""

    text: str

    @property
    def lines(self) -> int:
        return len(_LINES.findall(self.text))


@dataclass(slots=True)
class Work:
    """What comparing may still cost; several diffs of one page share it."""

    left: int = BUDGET


def compare(old: str, new: str, work: Work | None = None) -> list[Piece]:
    """Pieces in order: without those added they read `old`, without those removed they read `new`.

    Lines first, then words inside changed lines. Where the work ends, the rest is removed and added as a whole.
    """
    work = work or Work()
    pieces: list[Piece] = []
    for gone, come, same in _stretches(_LINES.findall(old), _LINES.findall(new), work):
        pieces += _by_words("".join(gone), "".join(come), work)
        pieces.append(Piece(Kind.SAME, "".join(same)))
    return _joined(pieces)


def old_text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != Kind.ADDED)


def new_text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != Kind.REMOVED)


def folded(pieces: Sequence[Piece]) -> list[Piece | Fold]:
    """The pieces with long unchanged stretches as folds: whole lines, and never those beside a change."""
    shown: list[Piece | Fold] = []
    for place, piece in enumerate(pieces):
        is_first, is_last = place == 0, place == len(pieces) - 1
        if piece.kind != Kind.SAME or (is_first and is_last):
            shown.append(piece)
        else:
            shown += _folded(piece, is_first, is_last)
    return shown


def _folded(piece: Piece, is_first: bool, is_last: bool) -> list[Piece | Fold]:
    lines = _LINES.findall(piece.text)
    # The first line is the end of a changed one, the last one the beginning of the next.
    head = 0 if is_first else AROUND + 1
    tail = 0 if is_last else AROUND + 1
    end = len(lines) - tail
    if end - head < FOLDED:
        return [piece]
    parts = [
        Piece(Kind.SAME, "".join(lines[:head])),
        Fold("".join(lines[head:end])),
        Piece(Kind.SAME, "".join(lines[end:])),
    ]
    return [part for part in parts if part.text]


def _by_words(old: str, new: str, work: Work) -> list[Piece]:
    if not old or not new:
        return [Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new)]
    stretches = list(_stretches(_WORDS.findall(old), _WORDS.findall(new), work))
    kept = sum(len("".join(same).strip()) for _gone, _come, same in stretches)
    if kept < ALIKE * min(len(old.strip()), len(new.strip())):
        return [Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new)]
    pieces = []
    for gone, come, same in stretches:
        pieces += [Piece(Kind.REMOVED, "".join(gone)), Piece(Kind.ADDED, "".join(come))]
        pieces.append(Piece(Kind.SAME, "".join(same)))
    return _without_crumbs(_joined(pieces))


def _without_crumbs(pieces: list[Piece]) -> list[Piece]:
    """A lone comma that stayed between two changes tells nothing: it goes with them."""
    whole: list[Piece] = []
    for place, piece in enumerate(pieces):
        is_between = 0 < place < len(pieces) - 1
        if (
            piece.kind == Kind.SAME
            and is_between
            and "\n" not in piece.text
            and _NOTHING_BUT_MARKS.fullmatch(piece.text)
        ):
            whole += [Piece(Kind.REMOVED, piece.text), Piece(Kind.ADDED, piece.text)]
        else:
            whole.append(piece)
    return _joined(whole)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind together, what was removed before what was added, nothing empty."""
    joined: list[Piece] = []
    gone = come = ""
    for piece in [*pieces, None]:
        if piece is not None and piece.kind == Kind.REMOVED:
            gone += piece.text
        elif piece is not None and piece.kind == Kind.ADDED:
            come += piece.text
        elif piece is None or piece.text:
            space = _space_of_both(gone, come)
            _append(joined, Kind.SAME, space)
            _append(joined, Kind.REMOVED, gone[len(space) :])
            _append(joined, Kind.ADDED, come[len(space) :])
            gone = come = ""
            _append(joined, Kind.SAME, piece.text if piece else "")
    return joined


def _append(joined: list[Piece], kind: Kind, text: str) -> None:
    if text and joined and joined[-1].kind == kind:
        joined[-1] = Piece(kind, joined[-1].text + text)
    elif text:
        joined.append(Piece(kind, text))


def _space_of_both(gone: str, come: str) -> str:
    """The space before a word did not change with it."""
    shared = commonprefix([gone, come])
    return shared[: len(shared) - len(shared.lstrip())]


def _stretches(
    old: list[str], new: list[str], work: Work
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """What went, what came in its place, and what follows unchanged, over and over; the last may be empty."""
    i = j = 0
    for here, there, length in [*_common(old, new, work), (len(old), len(new), 0)]:
        yield old[i:here], new[j:there], old[here : here + length]
        i, j = here + length, there + length


def _common(old: list[str], new: list[str], work: Work) -> list[tuple[int, int, int]]:
    """Blocks both have, in order: place in old, place in new, length. The longest is looked for first."""
    start = 0
    shorter = min(len(old), len(new))
    while start < shorter and old[start] == new[start]:
        start += 1
    end = 0
    while end < shorter - start and old[-1 - end] == new[-1 - end]:
        end += 1
    blocks = [(0, 0, start), (len(old) - end, len(new) - end, end)]
    counts = Counter(new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    open_regions = [(start, len(old) - end, start, len(new) - end)]
    while open_regions:
        low, high, from_, to = open_regions.pop()
        cost = sum(counts[item] + 1 for item in old[low:high])
        if low == high or from_ == to or cost > work.left:
            continue
        work.left -= cost
        i, j, length = matcher.find_longest_match(low, high, from_, to)
        if length:
            blocks.append((i, j, length))
            open_regions += [(low, i, from_, j), (i + length, high, j + length, to)]
    return sorted(block for block in blocks if block[2])
