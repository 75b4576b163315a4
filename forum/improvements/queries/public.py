"""What everyone reads: the list of what changed because people spoke up, and the page of one improvement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.lib import paging
from community.members.models import Member
from forum.improvements.models import Change, Improvement, ImprovementNote, ImprovementQuestion, State
from forum.improvements.models.improvements import OPEN
from forum.models import Board, MeToo, Question
from forum.queries.rows import VALUES, Row, rows

PAGE_SIZE = 20
QUESTIONS = 20
# Of so many questions, the newest, the page hears when they change.
FOLLOWED = 100
GROUPS: dict[str, tuple[str, ...]] = {
    "": (),
    "busy": OPEN,
    "done": (State.DONE,),
    "staying": (State.NOT_DOING,),
    # Where figures count one state alone.
    **{str(state): (state,) for state in OPEN},
}


@dataclass(frozen=True, slots=True)
class Line:
    """An improvement in the list."""

    id: int
    path: str
    title: str
    # Where the title is only in the other language, which one; otherwise empty.
    title_lang: str
    line: str
    state: str
    state_name: str
    at: datetime
    department: str


@dataclass(frozen=True)
class Listing:
    lines: list[Line]
    group: str
    newer: str | None
    older: str | None
    # Only those that gather a question of this board.
    board: Board | None = None


@dataclass(frozen=True)
class Said:
    """One dated entry of its history: a state with its line, or a public note."""

    at: datetime
    state: str
    state_name: str
    text: str


@dataclass(frozen=True)
class ImprovementPage:
    improvement: Improvement
    title: str
    title_lang: str
    line: str
    department: str
    history: list[Said]
    questions: list[Row]
    question_count: int
    people_count: int


def listing(query: Mapping[str, str], language: str) -> Listing:
    """The page of the list that an address asks for with `group`, `board`, `after` and `before`: one query, and one
    for a board; of a board that is none, all are shown."""
    asked = query.get("group", "")
    group = asked if asked in GROUPS else ""
    found = Improvement.objects.public()
    if group:
        found = found.filter(state__in=GROUPS[group])
    slug = query.get("board", "")
    board = Board.objects.filter(slug=slug).first() if slug else None
    if board is not None:
        found = found.filter(pk__in=of_board(board))
    page = paging.requested(
        found.select_related("department"), query, fields=("-state_at", "-id"), size=PAGE_SIZE
    )
    return Listing([_line(each, language) for each in page.items], group, page.newer, page.older, board)


def name_of(page: Listing) -> str:
    """What is shown where no tab says it: "Heard", or "Heard, Internet and TV"."""
    states = GROUPS[page.group]
    state = State(states[0]).label if len(states) == 1 else _("We are on it") if states else _("All")
    board = page.board.name_in(get_language() or "en") if page.board else ""
    return ", ".join(filter(None, (capfirst(str(state)), board)))


def of_board(board: Board) -> QuerySet:
    """Ids of the improvements that gather a question of the board which all can read."""
    gathered = ImprovementQuestion.objects.filter(question__board=board, question__hidden_at=None)
    return gathered.values("improvement")


def page_of(improvement: Improvement, *, member: Member | None, language: str) -> ImprovementPage:
    """The page as `member` may see it: six queries, however many questions it gathers."""
    gathered = improvement.gathered.values("question")
    shown = Question.objects.visible_to(member).filter(pk__in=gathered, hidden_at=None)
    newest = list(shown.order_by("-created_at", "-id").values(*VALUES)[:QUESTIONS])
    department = improvement.department
    return ImprovementPage(
        improvement=improvement,
        title=improvement.title_in(language),
        title_lang=improvement.other_language(language),
        line=improvement.line_in(language),
        department=department.name_in(language) if department else "",
        history=_history(improvement, language),
        questions=rows(newest, language, with_tags=False),
        question_count=shown.count(),
        people_count=_people(gathered),
    )


def slots_of(improvement: Improvement) -> list[str]:
    """Of its questions: one that is hidden, renamed or solved shows on this page. Beyond so many it waits a while."""
    gathered = improvement.gathered.order_by("-question__created_at", "-question_id")
    return [f"question:{pk}" for pk in gathered.values_list("question_id", flat=True)[:FOLLOWED]]


def of_question(question_id: int, language: str) -> list[Line]:
    """What is done about the trouble of a question, the latest first: one query."""
    found = Improvement.objects.public().filter(gathered__question=question_id).select_related("department")
    return [_line(each, language) for each in found.order_by("-state_at", "-id")]


def _line(improvement: Improvement, language: str) -> Line:
    department = improvement.department
    return Line(
        id=improvement.pk,
        path=improvement.path(),
        title=improvement.title_in(language),
        title_lang=improvement.other_language(language),
        line=improvement.line_in(language),
        state=improvement.state,
        state_name=improvement.get_state_display(),
        at=improvement.state_at,
        department=department.name_in(language) if department else "",
    )


def _history(improvement: Improvement, language: str) -> list[Said]:
    changes = Change.objects.filter(improvement=improvement).order_by("number")
    notes = ImprovementNote.objects.filter(improvement=improvement, is_public=True).order_by("at", "pk")
    said = [
        Said(change.at, change.state, change.get_state_display(), change.line_in(language))
        for change in changes
    ]
    said += [Said(note.at, "", "", note.body) for note in notes]
    return sorted(said, key=lambda each: each.at)


def _people(gathered) -> int:
    """Everyone who asked or said "me too", counted once."""
    asked = Question.objects.filter(pk__in=gathered, author__isnull=False).values_list("author")
    joined = MeToo.objects.filter(question__in=gathered).values_list("member")
    return asked.union(joined).count()
