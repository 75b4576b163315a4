"""The edit history of a dump: revisions with their Markdown, and why a question was closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from community.lib import markup
from forum.management.stackexchange.bringing import Place, Run, edited_here, threads_changed
from forum.management.stackexchange.questions import CLOSED_THERE, LONGEST_TITLE
from forum.management.stackexchange.reading import Row
from forum.models import Answer, BodyFormat, Question, Revision, Status

# Initial, edited and rolled back, each for title, body and tags.
TITLES, BODIES, TAGS = {1, 4, 7}, {2, 5, 8}, {3, 6, 9}
CLOSED = 10
CLOSE_REASONS = {
    "1": "asked before", "101": "asked before",
    "2": "off topic", "102": "off topic",
    "3": "mostly a matter of opinion", "105": "mostly a matter of opinion",
    "4": "not a real question", "103": "unclear what is asked",
    "7": "too localised", "104": "too broad",
    "10": "general reference", "20": "pointless",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryRow:
    id: int
    kind: int
    post: int
    user: int | None
    change: str
    at: datetime
    row: Row


def bring_history(run: Run, rows: list[Row]) -> None:
    """Rows of text become revisions; a closing gives its reason; other rows say nothing that is kept."""
    items = run.parsed(rows, _history)
    texts = {number: item for number, item in items.items() if item.kind in TITLES | BODIES | TAGS}
    closings = [item for item in items.values() if item.kind == CLOSED]
    run.report.leave_out(
        "history: locks, deletions and other acts without a text", len(items) - len(texts) - len(closings)
    )
    new = run.new("history", texts)
    places = run.places(item.post for item in [*new, *closings])
    kept = [item for item in new if item.post in places]
    run.report.leave_out("history: of a post that did not come in", len(new) - len(kept))
    edited = edited_here(places[item.post] for item in kept)
    current = [item for item in kept if places[item.post].subject not in edited]
    run.report.leave_out("history: of a post that was edited here since", len(kept) - len(current))
    _Revising(run, {item.post: places[item.post] for item in current}).take(current)
    _give_reasons(run, closings, places)


class _Revising:
    """Builds on the latest revision of each post; the rows of one edit may stand in two batches."""

    def __init__(self, run: Run, places: dict[int, Place]) -> None:
        self.run, self.places = run, places
        self.latest = _latest_revisions(places.values())
        self.by_change: dict[tuple[Place, str], Revision] = {}

    def take(self, items: list[HistoryRow]) -> None:
        members = self.run.members(item.user for item in items)
        steps = []
        for item in items:
            # In order, one by one: a later edit of the same post starts from what this one left.
            revision = self._revision(item, members.get(item.user))
            _write(revision, item)
            steps.append((item, revision))
        made = list({id(revision): revision for _, revision in steps if revision.pk is None}.values())
        continued = list(
            {id(revision): revision for _, revision in steps if revision.pk is not None}.values()
        )
        Revision.objects.bulk_create(made)
        Revision.objects.bulk_update(continued, ["title", "body", "tags", "reason"])
        self.run.remember("history", ((item.id, revision.pk) for item, revision in steps))
        self.run.report.bring("revisions", len(made))
        self.run.report.bring("rows of edit history", len(steps))
        bodies = {self.places[item.post] for item in items if item.kind in BODIES}
        _set_texts(self.run, {place: self.latest[place] for place in bodies})

    def _revision(self, item: HistoryRow, by_id: int | None) -> Revision:
        """The revision this row is part of: rows of one edit share its id, or else author and moment."""
        place = self.places[item.post]
        known = self.by_change.get((place, item.change))
        if known is not None:
            return known
        latest = self.latest.get(place)
        if latest is not None and latest.pk is not None and (latest.at, latest.by_id) == (item.at, by_id):
            return latest
        revision = Revision(
            question_id=place.question_id,
            answer_id=place.answer_id,
            number=latest.number + 1 if latest else 1,
            by_id=by_id,
            at=item.at,
            title=latest.title if latest else "",
            body=latest.body if latest else "",
            tags=latest.tags if latest else "",
        )
        self.by_change[place, item.change] = self.latest[place] = revision
        return revision


def _write(revision: Revision, item: HistoryRow) -> None:
    if item.kind in BODIES:
        revision.body = item.row.text("Text")
    elif item.kind in TITLES:
        revision.title = item.row.line("Text", LONGEST_TITLE)
    else:
        revision.tags = _cut(" ".join(item.row.tags("Text")), 400)
    revision.reason = item.row.line("Comment", 300) or revision.reason


def _cut(words: str, limit: int) -> str:
    return words if len(words) <= limit else words[:limit].rpartition(" ")[0]


def _latest_revisions(places: Iterable[Place]) -> dict[Place, Revision]:
    wanted = set(places)
    questions = [place.question_id for place in wanted if place.answer_id is None]
    answers = [place.answer_id for place in wanted if place.answer_id is not None]
    latest: dict[Place, Revision] = {}
    chosen = Revision.objects.filter(Q(question__in=questions, answer=None) | Q(answer__in=answers))
    for revision in chosen.order_by("number"):
        latest[Place(revision.question_id, revision.answer_id)] = revision
    return latest


def _set_texts(run: Run, latest: dict[Place, Revision]) -> None:
    """The newest Markdown becomes the post's body, in place of the HTML that stood there."""
    for place, revision in latest.items():
        if not revision.body:
            continue
        if place.answer_id is None:
            post = Question.objects.filter(pk=place.question_id)
        else:
            post = Answer.objects.filter(pk=place.answer_id)
        # A statement a post: quicker than one large bulk_update, whose cases grow with every row.
        post.update(
            body=revision.body,
            body_format=BodyFormat.MARKDOWN,
            body_html=markup.render(revision.body),
            renderer=markup.RENDERER_VERSION,
        )
    threads_changed(run, (place.question_id for place in latest))


def _give_reasons(run: Run, closings: list[HistoryRow], places: dict[int, Place]) -> None:
    """Why a question that is closed was closed; later closings of a batch overrule earlier ones."""
    reasons = {}
    for item in closings:
        if item.post in places and item.row.attributes.get("Comment") in CLOSE_REASONS:
            reasons[places[item.post].question_id] = CLOSE_REASONS[item.row.attributes["Comment"]]
            run.report.bring("reasons of closing")
        else:
            run.report.leave_out("history: a closing without a known reason")
    closed = Question.objects.filter(pk__in=reasons, status=Status.CLOSED, status_by=None)
    by_us = list(closed.filter(status_reason__in=[CLOSED_THERE, *CLOSE_REASONS.values()]))
    for question in by_us:
        question.status_reason = reasons[question.pk]
    Question.objects.bulk_update(by_us, ["status_reason"])


def _history(row: Row) -> HistoryRow:
    for name in ("Text", "Comment"):
        row.text(name)
    return HistoryRow(
        id=row.number("Id"),
        kind=row.number("PostHistoryTypeId"),
        post=row.number("PostId"),
        user=row.optional_number("UserId"),
        change=row.attributes.get("RevisionGUID", "") or row.attributes.get("CreationDate", ""),
        at=row.moment("CreationDate"),
        row=row,
    )
