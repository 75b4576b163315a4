"""What everyone reads: the list of what changed because people spoke up, and the page of one improvement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from community.lib import paging
from community.members.models import Member
from forum.improvements.models import Change, Improvement, ImprovementNote, State
from forum.improvements.models.improvements import OPEN
from forum.models import MeToo, Question
from forum.queries.rows import VALUES, Row, rows

PAGE_SIZE = 20
QUESTIONS = 20
GROUPS: dict[str, tuple[str, ...]] = {
    "": (),
    "busy": OPEN,
    "done": (State.DONE,),
    "staying": (State.NOT_DOING,),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An improvement in the list."""

    id: int
    path: str
    title: str
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
    line: str
    department: str
    history: list[Said]
    questions: list[Row]
    question_count: int
    people_count: int


def listing(query: Mapping[str, str], language: str) -> Listing:
    """The page of the list that an address asks for with `group`, `after` and `before`: one query."""
    asked = query.get("group", "")
    group = asked if asked in GROUPS else ""
    found = Improvement.objects.public()
    if group:
        found = found.filter(state__in=GROUPS[group])
    page = paging.requested(
        found.select_related("department"), query, fields=("-state_at", "-id"), size=PAGE_SIZE
    )
    return Listing([_line(each, language) for each in page.items], group, page.newer, page.older)


def page_of(improvement: Improvement, *, member: Member | None, language: str) -> ImprovementPage:
    """The page as `member` may see it: six queries, however many questions it gathers."""
    gathered = improvement.gathered.values("question")
    shown = Question.objects.visible_to(member).filter(pk__in=gathered, hidden_at=None)
    newest = list(shown.order_by("-created_at", "-id").values(*VALUES)[:QUESTIONS])
    department = improvement.department
    return ImprovementPage(
        improvement=improvement,
        title=improvement.title_in(language),
        line=improvement.line_in(language),
        department=department.name_in(language) if department else "",
        history=_history(improvement, language),
        questions=rows(newest, language, with_tags=False),
        question_count=shown.count(),
        people_count=_people(gathered),
    )


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
