"""A diff as HTML: <del> and <ins> with words for who listens, unchanged lines folded. The texts are escaped here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from community.lib.diffs import Fold, Kind, Piece, folded


@dataclass(frozen=True, slots=True)
class Words:
    """What a screen reader says before and after a change, and the sentence on a fold of so many lines."""

    removed: str
    added: str
    end: str
    unchanged: Callable[[int], str]


def inline(pieces: Iterable[Piece], words: Words) -> SafeString:
    """All of it on one line, as a title is shown."""
    return mark_safe("".join(_piece(piece, words) for piece in pieces))


def block(pieces: list[Piece], words: Words) -> SafeString:
    """A text of many lines; its box keeps spaces and line ends (`white-space: pre-wrap`)."""
    parts = []
    for part in folded(pieces):
        if isinstance(part, Fold):
            summary = escape(words.unchanged(part.lines))
            text = escape(part.text.removesuffix("\n"))
            parts.append(f"<details><summary>{summary}</summary><div>{text}</div></details>")
        else:
            parts.append(_piece(part, words))
    return mark_safe("".join(parts))


def _piece(piece: Piece, words: Words) -> str:
    if piece.kind == Kind.SAME:
        return escape(piece.text)
    tag, said = ("del", words.removed) if piece.kind == Kind.REMOVED else ("ins", words.added)
    before, core, after = _with_signs(piece.text)
    return (
        f'{before}<{tag}><span class="hide">{escape(said)} </span>{escape(core)}'
        f'<span class="hide"> {escape(words.end)} </span></{tag}>{after}'
    )


def _with_signs(text: str) -> tuple[str, str, str]:
    """Space before, words, space after; a change of nothing but space is shown by signs."""
    core = text.strip()
    if not core:
        return "", text.replace("\n", "↵\n").replace("\t", "⇥").replace(" ", "␣"), ""
    before, _core, after = text.partition(core)
    return before, core, after
