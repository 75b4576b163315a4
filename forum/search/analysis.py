"""From text to tokens, in Python, so that both engines see the same: folded, stemmed, compounds split."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse

import snowballstemmer

from forum.search import wordlists
from forum.search.vocabulary import Vocabulary

LONGEST_TOKEN = 40  # longer ones are keys and links, which nobody types
LONGEST_TEXT = 200_000
LONGEST_QUERY = 1_000
MOST_QUERY_WORDS = 24
SHORTEST_COMPOUND = 7
SHORTEST_PART = 4  # shorter parts only from the list: "ter" and "ing" are the end of too many words
LINKS = ("", "s", "en", "e")
ENDINGS = ("", "en", "s", "n", "je", "jes")
MOST_SPLITS = 200_000

_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*(?:[-‐‑][^\W_]+(?:['’`][^\W_]+)*)*")
_APOSTROPHES = re.compile(r"['’`](?:s$)?")  # "foto's" is "foto", "don't" is "dont"
_HYPHENS = re.compile(r"[-‐‑]")
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_STEMMERS = {"nl": snowballstemmer.stemmer("dutch"), "en": snowballstemmer.stemmer("english")}


@dataclass(frozen=True)
class Word:
    """One word of a query: `whole` are its stems, `parts` those of the words that a compound is made of."""

    text: str
    whole: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...] = ()


def fold(text: str) -> str:
    """Lower case, without accents, and without what no engine can store (lone surrogates)."""
    if text.isascii():
        return text.lower()
    text = text.encode("utf-8", "ignore").decode("utf-8")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filterfalse(unicodedata.combining, decomposed)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words in order; a hyphenated word stays one, with its hyphens."""
    found = (_APOSTROPHES.sub("", match) for match in _WORD.findall(fold(text[:LONGEST_TEXT])))
    return [word for word in found if len(word) <= LONGEST_TOKEN]


def word_places(text: str) -> Iterator[re.Match[str]]:
    """Where the words of a text stand, as it is written: for showing them."""
    return _WORD.finditer(text)


def plain_words(text: str) -> list[str]:
    """The folded words as a vocabulary counts them: hyphenated ones joined, and their parts as well."""
    return [piece for word in words(text) for piece in _pieces(word)]


def tokens(text: str, language: str, vocabulary: Vocabulary) -> list[str]:
    """What is indexed: the stem of each word in the text's language (both if unknown), and of its parts."""
    languages = _languages(language)
    return [token for word in words(text) for token in _tokens_of_word(word, languages, vocabulary)]


def query_words(text: str, vocabulary: Vocabulary, language: str = "") -> list[Word]:
    """The words of a query that say something (all of them if none does), once each, at most 24."""
    found = list(dict.fromkeys(words(text[:LONGEST_QUERY])))
    telling = [word for word in found if word not in wordlists.STOP_WORDS] or found
    return [_query_word(word, _languages(language), vocabulary) for word in telling[:MOST_QUERY_WORDS]]


def guess_language(text: str) -> str:
    """ "nl", "en", or "" when the little words do not tell."""
    found = words(text[:LONGEST_QUERY])
    dutch = sum(word in wordlists.DUTCH_STOP_WORDS for word in found)
    english = sum(word in wordlists.ENGLISH_STOP_WORDS for word in found)
    if dutch == english:
        return ""
    return "nl" if dutch > english else "en"


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word in Dutch ("nl") or English ("en")."""
    return _STEMMERS[language].stemWord(word) or word


def split_compound(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Two or more frequent words that make up this one, with linking -s, -en or -e left out; or nothing."""
    found = vocabulary.splits.get(word)
    if found is None:
        found = _best_split(word, vocabulary) if len(word) >= SHORTEST_COMPOUND else ()
        if len(vocabulary.splits) >= MOST_SPLITS:
            vocabulary.splits.clear()
        vocabulary.splits[word] = found
    return found


def _tokens_of_word(word: str, languages: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    joined, *rest = _pieces(word)
    parts = [*rest, *split_compound(joined, vocabulary)]
    return list(dict.fromkeys(stem(piece, language) for piece in [joined, *parts] for language in languages))


def _query_word(word: str, languages: Iterable[str], vocabulary: Vocabulary) -> Word:
    joined, *rest = _pieces(word)
    whole = _forms(joined, languages)
    parts = rest or split_compound(joined, vocabulary)
    return Word(joined, whole, tuple(_forms(part, languages) for part in parts))


def _forms(word: str, languages: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem(word, language) for language in languages))


def _languages(language: str) -> tuple[str, ...]:
    code = language[:2].lower()
    return (code,) if code in _STEMMERS else tuple(_STEMMERS)


def _pieces(word: str) -> list[str]:
    """The word without hyphens, then what stood between them, save for letters that mean nothing alone."""
    pieces = _HYPHENS.split(word)
    if len(pieces) == 1:
        return pieces
    telling = [piece for piece in pieces if len(piece) > 2 or not piece.isalpha()]
    return ["".join(pieces), *telling]


def _best_split(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Fewest parts win, then the longest last part: in Dutch and English the head stands at the end."""
    if word in wordlists.STOP_WORDS:
        return ()
    for start in range(3, len(word) - 2):
        head = word[start:]
        if not _is_head(head, vocabulary):
            continue
        first = _first_part(word[:start], vocabulary)
        if first:
            return (*first, head)
    return ()


def _first_part(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    for link in LINKS:
        bare = text.removesuffix(link)
        if (not link or bare != text) and _is_word(bare, vocabulary):
            return (bare,)
    if len(text) < SHORTEST_COMPOUND:
        return ()
    return _best_split(text, vocabulary)


def _is_head(word: str, vocabulary: Vocabulary) -> bool:
    """A frequent word or its plural. No stemming here: it would cost more than all else together."""
    return any(_is_word(word.removesuffix(ending), vocabulary) for ending in ENDINGS if word.endswith(ending))


def _is_word(word: str, vocabulary: Vocabulary) -> bool:
    if word in wordlists.COMPOUND_PARTS:
        return True
    return len(word) >= SHORTEST_PART and word not in wordlists.STOP_WORDS and vocabulary.is_frequent(word)
