"""Questions of a dump: new ones made, known ones brought up to what a newer dump says."""

from dataclasses import dataclass
from datetime import datetime

from community.lib import markup
from forum.management.stackexchange.bringing import Place, Run, edited_here, given_here, threads_changed
from forum.management.stackexchange.people import TagBook
from forum.management.stackexchange.reading import Row, RowProblem
from forum.models import BodyFormat, CloseReason, Question, QuestionTag, Status
from forum.models.questions import slug_of

QUESTION, ANSWER = 1, 2
LONGEST_TITLE = 300
CLOSED_THERE = "Closed on the site it came from."
CHANGEABLE = [
    *("title", "slug", "edited_at", "view_count"),
    *("status", "status_at", "status_reason", "closed_as", "duplicate_of"),
    *("edited_by", "communal_at"),
]


@dataclass(frozen=True, slots=True)
class AskedRow:
    id: int
    author: int | None
    title: str
    html: str
    tags: list[str]
    views: int
    created_at: datetime
    edited_at: datetime | None
    editor: int | None
    closed_at: datetime | None
    communal_at: datetime | None


def bring_questions(run: Run, rows: list[Row], book: TagBook) -> None:
    """Questions with their tags. Their Markdown follows from the history; until then cleaned HTML stands."""
    items = run.parsed(rows, _asked)
    new = run.new("question", items)
    authors = run.members(number for item in new for number in (item.author, item.editor))
    run.report.remark(
        "questions whose author is not in the dump", sum(item.author not in authors for item in new)
    )
    made = Question.objects.bulk_create([_question(run, item, authors) for item in new])
    pairs = [(item.id, question.pk) for item, question in zip(new, made, strict=True)]
    run.remember("question", pairs)
    run.remember("communal_q", [pair for item, pair in zip(new, pairs, strict=True) if item.communal_at])
    QuestionTag.objects.bulk_create(
        QuestionTag(question_id=question.pk, tag_id=tag_id)
        for item, question in zip(new, made, strict=True)
        for tag_id in book.ids(item.tags)
    )
    run.report.bring("questions", len(made))
    fresh = {item.id for item in new}
    _update(run, [item for item in items.values() if item.id not in fresh], book)


def _question(run: Run, item: AskedRow, authors: dict[int, int]) -> Question:
    html = markup.clean_html(item.html)
    return Question(
        board=run.board,
        author_id=authors.get(item.author),
        title=item.title,
        slug=slug_of(item.title),
        body=item.html,
        body_format=BodyFormat.HTML,
        body_html=html,
        renderer=markup.RENDERER_VERSION,
        created_at=item.created_at,
        edited_at=item.edited_at,
        edited_by_id=authors.get(item.editor),
        communal_at=item.communal_at,
        active_at=item.created_at,
        view_count=item.views,
        origin="import",
        index_due_at=run.now,
        **_closing(item),
    )


def _closing(item: AskedRow) -> dict:
    if item.closed_at is None:
        return {}
    # The history may say more about why.
    return {
        "status": Status.CLOSED,
        "status_at": item.closed_at,
        "status_reason": CLOSED_THERE,
        "closed_as": CloseReason.OTHER,
    }


def _update(run: Run, items: list[AskedRow], book: TagBook) -> None:
    """What a newer dump may change: title, tags, closing, views; never what people changed here since."""
    ours = run.known("question", (item.id for item in items))
    questions = Question.objects.in_bulk(ours.values())
    theirs = {item.id: questions[ours[item.id]] for item in items if ours.get(item.id) in questions}
    places = [Place(question.pk, None) for question in theirs.values()]
    edited, given = edited_here(places), given_here(places)
    editors = run.members(item.editor for item in items)
    changed: list[Question] = []
    retitled: dict[int, list[str]] = {}
    for item in items:
        question = theirs.get(item.id)
        if question is None:
            continue
        before = _state(question)
        question.view_count = max(question.view_count, item.views)
        if question.subject not in edited:
            question.title, question.slug = item.title, slug_of(item.title)
            question.edited_at, question.edited_by_id = item.edited_at, editors.get(item.editor)
            retitled[question.pk] = item.tags
        if question.subject not in given:
            question.communal_at = item.communal_at
        _reclose(question, item)
        if _state(question) != before:
            changed.append(question)
    Question.objects.bulk_update(changed, CHANGEABLE)
    threads_changed(run, (question.pk for question in changed))
    run.report.bring("questions brought up to date", len(changed))
    _retag(run, retitled, book)


def _state(question: Question) -> tuple:
    shown = question.title, question.edited_at, question.edited_by_id, question.communal_at
    return *shown, question.view_count, question.status, question.status_at


def _reclose(question: Question, item: AskedRow) -> None:
    """Follow a closing or reopening over there, as long as nobody decided about it here."""
    if question.status_by_id is not None or question.status == Status.NEEDS_INFO or question.merged_into_id:
        return
    if item.closed_at is None and question.status in (Status.CLOSED, Status.DUPLICATE):
        question.status, question.status_at, question.status_reason = Status.OPEN, None, ""
        question.duplicate_of, question.closed_as = None, ""
    if item.closed_at is not None and question.status == Status.OPEN and question.watch_due_at is None:
        question.status, question.status_at = Status.CLOSED, item.closed_at
        question.status_reason, question.closed_as = CLOSED_THERE, CloseReason.OTHER


def _retag(run: Run, wanted: dict[int, list[str]], book: TagBook) -> None:
    pairs = QuestionTag.objects.filter(question__in=wanted).values_list("question_id", "tag_id")
    before: dict[int, set[int]] = {}
    for question_id, tag_id in pairs:
        before.setdefault(question_id, set()).add(tag_id)
    after = {question_id: book.ids(words) for question_id, words in wanted.items()}
    moved = [
        question_id for question_id in wanted if set(after[question_id]) != before.get(question_id, set())
    ]
    QuestionTag.objects.filter(question__in=moved).delete()
    QuestionTag.objects.bulk_create(
        QuestionTag(question_id=question_id, tag_id=tag_id)
        for question_id in moved
        for tag_id in after[question_id]
    )
    threads_changed(run, moved)


def is_question(row: Row) -> bool:
    return _kind(row) == QUESTION


def is_answer(row: Row) -> bool:
    return _kind(row) == ANSWER


def is_something_else(row: Row) -> bool:
    return _kind(row) not in (QUESTION, ANSWER)


def _kind(row: Row) -> int:
    try:
        return row.number("PostTypeId")
    except RowProblem:
        return 0


def _asked(row: Row) -> AskedRow:
    return AskedRow(
        id=row.number("Id"),
        author=row.optional_number("OwnerUserId"),
        title=row.line("Title", LONGEST_TITLE) or "…",
        html=row.text("Body"),
        tags=row.tags("Tags"),
        views=row.count("ViewCount"),
        created_at=row.moment("CreationDate"),
        edited_at=row.optional_moment("LastEditDate"),
        editor=row.optional_number("LastEditorUserId"),
        closed_at=row.optional_moment("ClosedDate"),
        communal_at=row.optional_moment("CommunityOwnedDate"),
    )
