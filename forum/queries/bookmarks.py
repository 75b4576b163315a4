"""A member's bookmarks, the newest first, narrowed by words of a title or a note; read by nobody else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.safestring import SafeString

from community.lib import paging
from community.members.models import Member
from forum.models import Answer, Bookmark, Question
from forum.queries import people
from forum.queries.moments import moments
from forum.queries.rows import state_of

PAGE_SIZE = 20
# Nobody remembers more of a title.
WORDS = 100

_AUTHOR = tuple(f"answer__author__{name}" for name in people.FIELDS)
_VALUES = (
    "id", "at", "note", "question_id", "answer_id", "question__title", "question__language", "question__status",
    "question__accepted_count", "question__answer_count", "answer__accepted_at", "is_here", *_AUTHOR,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """One bookmark; without a path what it leads to is no longer there."""

    id: int
    path: str
    edit_path: str
    title: str
    lang: str
    symbol: str
    answered_by: str
    note: str
    when: SafeString


@dataclass(frozen=True)
class BookmarkPage:
    lines: list[Kept]
    words: str
    newer: str | None
    older: str | None


def bookmark_page(query: Mapping[str, str], *, member: Member, language: str) -> BookmarkPage:
    """The page an address asks for with `q`, `after` and `before`: one query."""
    words = query.get("q", "").replace("\x00", "").strip()[:WORDS]
    questions = Question.objects.visible_to(member).filter(pk=OuterRef("question"))
    answers = Answer.objects.visible_to(member).filter(pk=OuterRef("answer"))
    found = Bookmark.objects.filter(member=member).annotate(
        is_here=Exists(questions) & (Q(answer=None) | Exists(answers))
    )
    for word in words.split():
        # Of what was taken away only the own note is searched: its title is nobody's to guess.
        found = found.filter(Q(note__icontains=word) | Q(question__title__icontains=word, is_here=True))
    page = paging.requested(found.values(*_VALUES), query, fields=("-at", "-id"), size=PAGE_SIZE)
    return BookmarkPage([_kept(row, language) for row in page.items], words, page.newer, page.older)


def _kept(row: dict, language: str) -> Kept:
    when = moments(language).stamp(row["at"])
    if not row["is_here"]:
        return Kept(row["id"], "", "", "", "", "hidden", "", row["note"], when)
    state = state_of(row["question__status"], row["question__accepted_count"], row["question__answer_count"])
    if row["answer_id"]:
        base = f"/answers/{row['answer_id']}/"
        state = "solved" if row["answer__accepted_at"] else "answered"
        author = people.person(row, language, "answer__author__").name
    else:
        base, author = f"/questions/{row['question_id']}/", ""
    spoken = row["question__language"]
    return Kept(
        row["id"],
        base,
        f"{base}bookmark/",
        row["question__title"],
        spoken if spoken != language else "",
        "info" if state == "needs_info" else state,
        author,
        row["note"],
        when,
    )
