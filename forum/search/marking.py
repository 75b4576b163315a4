"""Shows why something was found: the words that were looked for, marked in a title and in a piece of the text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from forum.search import analysis, engines, wordlists
from forum.search.analysis import Word

# Letters before the first word that was found, so that it does not come out of nowhere.
LEAD = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word of the text stands, and which words of the query it stands for."""

    start: int
    end: int
    words: frozenset[int]


class Marker:
    """The words of one query; a word is marked when its stem, or a part of a compound, was looked for."""

    def __init__(self, text: str):
        self._vocabulary = engines.vocabulary_reader().get()
        self._asked = analysis.query_words(text, self._vocabulary)
        self._tokens: dict[str, set[int]] = {}
        for number, word in enumerate(self._asked):
            for token in _tokens(word):
                self._tokens.setdefault(token, set()).add(number)
        self._known: dict[str, frozenset[int]] = {}

    def covers(self, *texts: str) -> bool:
        """Whether every word of the query stands in one of these texts."""
        found = {number for text in texts for place in self._places(text) for number in place.words}
        return len(found) == len(self._asked)

    def marked(self, text: str) -> SafeString:
        """The text, escaped, with `<mark>` around what was looked for."""
        return _joined(text, list(self._places(text)))

    def excerpt(self, text: str, letters: int) -> SafeString:
        """The piece of the text that holds most of the query, of about so many letters, marked."""
        places = list(self._places(text))
        start, end = _window(text, places, letters)
        inside = [
            Place(place.start - start, place.end - start, place.words)
            for place in places
            if start <= place.start and place.end <= end
        ]
        piece = _joined(text[start:end], inside)
        return mark_safe(f"{'… ' if start else ''}{piece}{' …' if end < len(text) else ''}")

    def _places(self, text: str) -> Iterator[Place]:
        if not self._tokens:
            return
        for found in analysis.word_places(text):
            words = self._words(found.group())
            if words:
                yield Place(found.start(), found.end(), words)

    def _words(self, word: str) -> frozenset[int]:
        if word not in self._known:
            tokens = analysis.tokens(word, "", self._vocabulary)
            near = (
                number for number, asked in enumerate(self._asked) if _is_near(word, asked, self._vocabulary)
            )
            exact = (number for token in tokens for number in self._tokens.get(token, ()))
            self._known[word] = frozenset(exact) or frozenset(near)
        return self._known[word]


def _tokens(word: Word) -> Iterator[str]:
    yield from word.whole
    for part in word.parts:
        yield from part


def _is_near(word: str, asked: Word, vocabulary) -> bool:
    """A word of the query that nobody wrote before may be one edit away from this one, as the engine finds it."""
    if len(asked.text) < 4 or vocabulary.is_known(asked.text) or asked.text in wordlists.STOP_WORDS:
        return False
    return any(_one_edit(piece, asked.text) for piece in analysis.words(word))


def _one_edit(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    rest, more = short[same:], long[same:]
    if len(short) != len(long):
        return rest == more[1:]
    # Two letters that changed places count as one edit too.
    return rest[1:] == more[1:] or (rest[:2] == more[:2][::-1] and rest[2:] == more[2:])


def _window(text: str, places: list[Place], letters: int) -> tuple[int, int]:
    """Where the piece begins and ends: on spaces, where most different words of the query stand together."""
    if len(text) <= letters:
        return 0, len(text)
    best = _fullest(places, letters - LEAD)
    start = max(0, min(best - LEAD, len(text) - letters))
    end = min(len(text), start + letters)
    if start:
        start = text.find(" ", start, start + LEAD) + 1 or start
    if end < len(text):
        cut = text.rfind(" ", end - LEAD, end)
        end = cut if cut > start else end
    return start, end


def _fullest(places: list[Place], letters: int) -> int:
    """Where the stretch of so many letters begins that holds most different words; the first of equals."""
    best = most = first = 0
    held: Counter[int] = Counter()
    for place in places:
        held.update(place.words)
        while places[first].start + letters <= place.start:
            held -= Counter(places[first].words)
            first += 1
        if len(held) > most:
            best, most = places[first].start, len(held)
    return best


def _joined(text: str, places: list[Place]) -> SafeString:
    pieces, last = [], 0
    for place in places:
        pieces.append(escape(text[last : place.start]))
        pieces.append(f"<mark>{escape(text[place.start : place.end])}</mark>")
        last = place.end
    pieces.append(escape(text[last:]))
    return mark_safe("".join(pieces))
