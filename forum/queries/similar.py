"""Questions asked before, and articles, that resemble a question being asked, as far as the asker may see them."""

import re
from dataclasses import dataclass

from django.utils.safestring import SafeString

from community.members.models import Member
from forum.models import Board, Question, Status
from forum.queries.rows import Row, in_order
from forum.search import face
from forum.search.documents import Document, providers

SHOWN = 4
OFFERED = 5
# An article answers for many: two of them at most, so that people's own words stay in sight.
ARTICLES = 2
ARTICLE = "article"
# Half of what the title says must be in the other title too: holding people up for less costs more than it saves.
SHARED_PART = 0.5
# On the board chosen already a little less is enough.
SHARED_PART_HERE = 0.4
_WORD = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Alike:
    """A question or an article; `name` and `id` are what "this solved it" says."""

    id: int
    path: str
    title: str
    lang: str
    state: str
    name: str = "question"
    face: SafeString = SafeString("")
    solved: str = ""
    answers: str = ""

    @property
    def helps(self) -> bool:
        return self.name == ARTICLE or self.state in ("solved", "answered")


def similar_posts(
    title: str, body: str, *, member: Member, language: str, board: Board | None = None
) -> list[Alike]:
    """Close ones, best first, those of the chosen board before others; none when the search is down."""
    asked = words_of(title)
    try:
        hits = face.similar(title, body=body, size=3 * SHOWN)
        written = face.similar(title, body=body, size=2 * ARTICLES, kinds=(ARTICLE,)) if asked else []
    except face.SearchUnavailable:
        return []
    seen = Question.objects.visible_to(member).listed()
    rows = in_order([hit.id for hit in hits if hit.kind == "question"], seen, language)
    here = board.path() if board is not None else ""
    near = [row for row in rows if resembles(asked, row.title, row.board_path == here)]
    near.sort(key=lambda row: row.board_path != here)
    shown = [
        _article(found, language)
        for found in articles([hit.id for hit in written if hit.kind == ARTICLE])
        if resembles(asked, found.title, False)
    ][:ARTICLES]
    return [*(_question(row) for row in near[: SHOWN - len(shown)]), *shown]


def articles(ids: list[int]) -> list[Document]:
    """Articles that anyone may read, in this order: the room that writes them tells."""
    tellers = [provider for provider in providers() if provider.KIND == ARTICLE]
    found = {each.id: each for teller in tellers for each in teller.documents(ids)} if ids else {}
    return [found[number] for number in ids if number in found and found[number].url]


def _question(row: Row) -> Alike:
    return Alike(
        row.id,
        row.path,
        row.title,
        row.lang,
        row.state,
        face=row.face,
        solved=row.solved,
        answers=row.answers,
    )


def _article(found: Document, language: str) -> Alike:
    lang = found.language if found.language != language else ""
    return Alike(found.id, found.url, found.title, lang, "article", name=ARTICLE)


def resembles(asked: set[str], title: str, is_here: bool) -> bool:
    """Whether enough of the words `asked` stands in the title too; `is_here`: on the same board."""
    part = SHARED_PART_HERE if is_here else SHARED_PART
    return bool(asked) and len(asked & words_of(title)) >= part * len(asked)


def likely_originals(question: Question, *, member: Member, language: str) -> list[Row]:
    """Of which question this one may be a duplicate, best first: none that leads elsewhere itself."""
    try:
        hits = face.similar(question.title, size=3 * OFFERED, leave_out=[("question", question.pk)])
    except face.SearchUnavailable:
        return []
    offered = Question.objects.visible_to(member).listed().filter(merged_into=None)
    offered = offered.exclude(status=Status.DUPLICATE).exclude(pk=question.pk)
    return in_order([hit.id for hit in hits], offered, language)[:OFFERED]


def words_of(title: str) -> set[str]:
    """What is compared: its longer words, each by how it begins."""
    # The first letters stand in for the stem: "bill" and "bills", "meter" and "meters".
    return {word[:5] for word in _WORD.findall(title.lower())}
