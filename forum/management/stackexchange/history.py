"""The edit history of a dump: revisions with their Markdown; acts and pages of tags go where they belong."""

from collections.abc import Iterable

from django.db.models import Q

from community.lib import markup
from forum.management.stackexchange import acts, historyrows, tagpages
from forum.management.stackexchange.bringing import Place, Run, edited_here, threads_changed
from forum.management.stackexchange.historyrows import BODIES, TEXTS, TITLES, HistoryRow
from forum.management.stackexchange.questions import LONGEST_TITLE
from forum.management.stackexchange.reading import Row
from forum.management.stackexchange.tagpages import TagPages
from forum.models import Answer, BodyFormat, Question, Revision


def bring_history(run: Run, rows: list[Row], pages: TagPages) -> None:
    """Rows of text become revisions; the others change a question, or are counted by what they say."""
    items = run.parsed(rows, historyrows.parsed)
    of_tags = [item for item in items.values() if item.post in pages]
    if of_tags:
        tagpages.bring_tag_history(run, of_tags, pages)
    posts = {number: item for number, item in items.items() if item.post not in pages}
    _bring_texts(run, {number: item for number, item in posts.items() if item.kind in TEXTS})
    acts.bring_acts(run, [item for item in posts.values() if item.kind not in TEXTS])


def _bring_texts(run: Run, texts: dict[int, HistoryRow]) -> None:
    new = run.new("history", texts)
    places = run.places(item.post for item in new)
    kept = [item for item in new if item.post in places]
    run.report.leave_out(acts.NOT_HERE, len(new) - len(kept))
    edited = edited_here(places[item.post] for item in kept)
    current = [item for item in kept if places[item.post].subject not in edited]
    run.report.leave_out("history: of a post that was edited here since", len(kept) - len(current))
    _Revising(run, {item.post: places[item.post] for item in current}).take(current)


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
