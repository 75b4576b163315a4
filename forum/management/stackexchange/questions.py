"""Questions of a dump: new ones made, known ones brought up to what a newer dump says."""

from dataclasses import dataclass
from datetime import datetime

from community.lib import markup
from community.tags.models import Tag
from forum.management.stackexchange.bringing import Place, Run, edited_here, threads_changed
from forum.management.stackexchange.people import TagBook
from forum.management.stackexchange.reading import Row, RowProblem
from forum.models import BodyFormat, Question, QuestionTag, Status
from forum.models.questions import slug_of

QUESTION, ANSWER, EXCERPT = 1, 2, 4
LONGEST_TITLE = 300
CLOSED_THERE = "closed on the site it came from"
CHANGEABLE = [
    *("title", "slug", "edited_at", "view_count"),
    *("status", "status_at", "status_reason", "duplicate_of"),
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
    closed_at: datetime | None
    communal: bool


def bring_questions(run: Run, rows: list[Row], book: TagBook) -> None:
    """Questions with their tags. Their Markdown follows from the history; until then cleaned HTML stands."""
    items = run.parsed(rows, _asked)
    new = run.new("question", items)
    authors = run.members(item.author for item in new)
    run.report.remark(
        "questions whose author is not in the dump", sum(item.author not in authors for item in new)
    )
    made = Question.objects.bulk_create([_question(run, item, authors) for item in new])
    pairs = [(item.id, question.pk) for item, question in zip(new, made, strict=True)]
    run.remember("question", pairs)
    run.remember("communal_q", [pair for item, pair in zip(new, pairs, strict=True) if item.communal])
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
        active_at=item.created_at,
        view_count=item.views,
        origin="import",
        index_due_at=run.now,
        **_closing(item),
    )


def _closing(item: AskedRow) -> dict:
    if item.closed_at is None:
        return {}
    return {"status": Status.CLOSED, "status_at": item.closed_at, "status_reason": CLOSED_THERE}


def _update(run: Run, items: list[AskedRow], book: TagBook) -> None:
    """What a newer dump may change: title, tags, closing, views; never what people changed here since."""
    ours = run.known("question", (item.id for item in items))
    questions = Question.objects.in_bulk(ours.values())
    theirs = {item.id: questions[ours[item.id]] for item in items if ours.get(item.id) in questions}
    edited = edited_here(Place(question.pk, None) for question in theirs.values())
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
            question.edited_at = item.edited_at
            retitled[question.pk] = item.tags
        _reclose(question, item)
        if _state(question) != before:
            changed.append(question)
    Question.objects.bulk_update(changed, CHANGEABLE)
    threads_changed(run, (question.pk for question in changed))
    run.report.bring("questions brought up to date", len(changed))
    _retag(run, retitled, book)


def _state(question: Question) -> tuple:
    return question.title, question.edited_at, question.view_count, question.status, question.status_at


def _reclose(question: Question, item: AskedRow) -> None:
    """Follow a closing or reopening over there, as long as nobody decided about it here."""
    if question.status_by_id is not None or question.status == Status.NEEDS_INFO:
        return
    if item.closed_at is None and question.status in (Status.CLOSED, Status.DUPLICATE):
        question.status, question.status_at, question.status_reason = Status.OPEN, None, ""
        question.duplicate_of = None
    if item.closed_at is not None and question.status == Status.OPEN and question.watch_due_at is None:
        question.status, question.status_at = Status.CLOSED, item.closed_at
        question.status_reason = CLOSED_THERE


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


def bring_excerpts(run: Run, rows: list[Row], excerpts: dict[int, int]) -> None:
    """Descriptions for tags that have none of their own; everything else in Posts.xml is left out."""
    described: dict[int, str] = {}
    for row in rows:
        try:
            number, kind = row.number("Id"), row.number("PostTypeId")
            text = markup.neutralise_bidi(markup.plain(row.text("Body"), 500))
        except RowProblem as problem:
            run.report.leave_out(str(problem))
            continue
        if kind == EXCERPT and number in excerpts:
            described[excerpts[number]] = text
        else:
            run.report.leave_out("posts: long page of a tag, notice, or another kind")
    _describe(run, described)


def _describe(run: Run, described: dict[int, str]) -> None:
    tags = list(Tag.objects.filter(pk__in=described))
    bare = [tag for tag in tags if not tag.about and described[tag.pk]]
    empty = sum(not text for text in described.values())
    for tag in bare:
        tag.about = described[tag.pk]
    Tag.objects.bulk_update(bare, ["about"])
    run.report.bring("tag descriptions", len(bare))
    run.report.leave_out("an empty description of a tag", empty)
    run.report.leave_out("a description of a tag that has one", len(described) - len(bare) - empty)


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
        closed_at=row.optional_moment("ClosedDate"),
        communal=bool(row.attributes.get("CommunityOwnedDate")),
    )
