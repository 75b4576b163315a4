"""What a dump says about its tags: a line each, some a whole page, and how those came to be."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from community.lib import markup
from community.tags.models import Tag, TagRevision
from forum.management.stackexchange import historyrows
from forum.management.stackexchange.bringing import Run
from forum.management.stackexchange.historyrows import HistoryRow
from forum.management.stackexchange.reading import Row, RowProblem
from forum.management.stackexchange.report import ALREADY_HERE
from forum.models import ImportedRow

EXCERPT, PAGE = 4, 5
LONGEST_ABOUT = 500
REVISION = "tag_history"


@dataclass
class TagPages:
    """Which posts are about which tags: their excerpts and their pages. Small: two numbers a tag."""

    excerpts: dict[int, int] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    # Tags about which something else stands here.
    written_here: set[int] = field(default_factory=set)

    def tag_of(self, post: int) -> int | None:
        return self.excerpts.get(post) or self.pages.get(post)

    def __contains__(self, post: int) -> bool:
        return post in self.excerpts or post in self.pages


def bring_tag_posts(run: Run, rows: list[Row], pages: TagPages) -> None:
    """Lines and pages for tags that have none of their own; everything else of Posts.xml is left out."""
    abouts: dict[int, str] = {}
    wikis: dict[int, str] = {}
    for row in rows:
        try:
            number, kind = row.number("Id"), row.number("PostTypeId")
            html = row.text("Body")
        except RowProblem as problem:
            run.report.leave_out(str(problem))
            continue
        if kind == EXCERPT and number in pages.excerpts:
            abouts[pages.excerpts[number]] = markup.neutralise_bidi(markup.plain(html, LONGEST_ABOUT))
        elif kind == PAGE and number in pages.pages:
            wikis[pages.pages[number]] = markup.clean_html(html)
        else:
            run.report.leave_out("posts: of a tag that is not here, a notice, or another kind")
    _describe(run, "about", abouts, pages)
    _describe(run, "wiki", wikis, pages)


def _describe(run: Run, name: str, texts: dict[int, str], pages: TagPages) -> None:
    told = {number: text for number, text in texts.items() if text}
    run.report.leave_out("an empty text about a tag", len(texts) - len(told))
    ours = _brought_in(told)
    changed = []
    for tag in Tag.objects.filter(pk__in=told):
        before, text = getattr(tag, name), told[tag.pk]
        # The page's Markdown followed from the history: what is newer there will follow too.
        if before == text or (before and name == "wiki" and tag.pk in ours):
            run.report.leave_out(ALREADY_HERE)
        elif before and tag.pk not in ours:
            pages.written_here.add(tag.pk)
            run.report.leave_out("a text about a tag that has one")
        else:
            setattr(tag, name, text)
            tag.wiki_html = tag.wiki if name == "wiki" else tag.wiki_html
            changed.append(tag)
    Tag.objects.bulk_update(changed, ["about", "wiki", "wiki_html"])
    run.report.bring({"about": "tag descriptions", "wiki": "tag pages"}[name], len(changed))


def bring_tag_history(run: Run, items: list[HistoryRow], pages: TagPages) -> None:
    """The texts a tag had, numbered; the newest Markdown becomes its page."""
    texts = {item.id: item for item in items if item.kind in historyrows.BODIES}
    run.report.leave_out("history: of a tag, other than its text", len(items) - len(texts))
    new = run.new("history", texts)
    latest = _latest(pages.tag_of(item.post) for item in new)
    theirs = pages.written_here | (latest.keys() - _brought_in(latest))
    kept = [item for item in new if pages.tag_of(item.post) not in theirs]
    run.report.leave_out("history: of a tag whose text was written here", len(new) - len(kept))
    members = run.members(item.user for item in kept)
    steps = []
    for item in kept:
        revision = _revision(latest, pages.tag_of(item.post), members.get(item.user), item)
        if item.post in pages.excerpts:
            revision.about = markup.neutralise_bidi(item.row.line("Text", LONGEST_ABOUT))
        else:
            revision.wiki = item.row.text("Text")
        revision.reason = item.row.line("Comment", 300) or revision.reason
        steps.append((item, revision))
    _save(run, steps)
    _set_pages({revision.tag_id: revision for item, revision in steps if item.post in pages.pages})


def _revision(
    latest: dict[int, TagRevision], tag_id: int, by_id: int | None, item: HistoryRow
) -> TagRevision:
    """The revision this row is part of: line and page are often written in one go."""
    before = latest.get(tag_id)
    if before is not None and (before.at, before.by_id) == (item.at, by_id):
        return before
    latest[tag_id] = TagRevision(
        tag_id=tag_id,
        number=before.number + 1 if before else 1,
        by_id=by_id,
        at=item.at,
        about=before.about if before else "",
        wiki=before.wiki if before else "",
    )
    return latest[tag_id]


def _save(run: Run, steps: list[tuple[HistoryRow, TagRevision]]) -> None:
    revisions = {id(revision): (item, revision) for item, revision in reversed(steps)}.values()
    made = [(item, revision) for item, revision in reversed(revisions) if revision.pk is None]
    TagRevision.objects.bulk_update(
        [revision for _item, revision in revisions if revision.pk is not None], ["about", "wiki", "reason"]
    )
    TagRevision.objects.bulk_create(revision for _item, revision in made)
    run.remember(REVISION, ((item.id, revision.pk) for item, revision in made))
    run.remember("history", ((item.id, revision.pk) for item, revision in steps))
    run.report.bring("revisions of tags", len(made))
    run.report.bring("rows of edit history", len(steps))


def _set_pages(newest: dict[int, TagRevision]) -> None:
    tags = list(Tag.objects.filter(pk__in=newest))
    for tag in tags:
        tag.wiki = newest[tag.pk].wiki
        tag.wiki_html = markup.render(tag.wiki)
    Tag.objects.bulk_update(tags, ["wiki", "wiki_html"])


def _latest(tag_ids: Iterable[int | None]) -> dict[int, TagRevision]:
    chosen = TagRevision.objects.filter(tag__in={number for number in tag_ids if number}).order_by("number")
    return {revision.tag_id: revision for revision in chosen}


def _brought_in(tag_ids: Iterable[int]) -> set[int]:
    """Those of these tags whose newest text came in with a dump, into whichever board."""
    newest = {revision.pk: tag_id for tag_id, revision in _latest(tag_ids).items()}
    found = ImportedRow.objects.filter(kind=REVISION, object_id__in=newest)
    return {newest[number] for number in found.values_list("object_id", flat=True)}
