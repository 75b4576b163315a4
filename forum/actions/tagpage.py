"""The page of a tag: what it is about and all there is to know, with every text it ever had."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.events.recording import record
from community.lib import markup
from community.members.models import Member
from community.tags.models import Tag, TagRevision
from forum import rules
from forum.actions import drafting
from reputation import standings

ABOUT = 300
WIKI = 20_000


class TagEditedMeanwhile(Exception):
    """Someone saved another text since this one was opened; `latest` is the revision that stands now."""

    def __init__(self, latest: TagRevision):
        super().__init__(f"revision {latest.number} stands")
        self.latest = latest


@transaction.atomic
def edit_tag_page(
    *, by: Member, tag: Tag, about: str, wiki: str, reason: str, seen: int, now: datetime
) -> TagRevision | None:
    """A new revision of the tag's page; None when nothing is different. `seen` is the number of the one begun from.

    Raises NotAllowed, ValidationError, or TagEditedMeanwhile when another edit came in between.
    """
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    allowed = rules.may_change_tag_page(by, standings.of(by), now)
    rules.require(allowed, _("You can read the pages of tags, but not change them yet."))
    line, text = about_line(about), page_text(wiki)
    latest = latest_of(tag)
    if latest is not None and latest.number != seen:
        raise TagEditedMeanwhile(latest)
    if (line, text.source) == (tag.about, tag.wiki):
        return None
    latest = latest or _first(tag, now)
    tag.about, tag.wiki, tag.wiki_html = line, text.source, text.html
    tag.save(update_fields=["about", "wiki", "wiki_html"])
    return _noted(tag, latest.number + 1 if latest else 1, by, drafting.reason(reason), now)


def note_admin_change(*, by: Member, tag: Tag, now: datetime) -> TagRevision | None:
    """What a manager changed in the admin stands in the history too; None when the words are the same."""
    latest = latest_of(tag)
    if latest is None or (latest.about, latest.wiki) == (tag.about, tag.wiki):
        return None
    return _noted(tag, latest.number + 1, by, "", now)


def latest_of(tag: Tag) -> TagRevision | None:
    return TagRevision.objects.filter(tag=tag).order_by("-number").first()


def about_line(raw: str) -> str:
    """What a tag is about on one line; may be empty. Raises ValidationError when it is too long."""
    line = drafting.reason(raw) if len(raw) <= ABOUT else raw
    if len(line) > ABOUT:
        raise ValidationError(
            _("Please use one or two sentences: %(most)d letters at most.") % {"most": ABOUT}
        )
    return line


def page_text(raw: str) -> drafting.Text:
    """The page as typed and as rendered; may be empty. Raises ValidationError with what to do."""
    if not raw.strip():
        return drafting.Text("", "")
    return drafting.body(raw, (1, WIKI), _("The page"))


def render_pages() -> int:
    """All pages as this renderer writes them; how many were different."""
    changed = 0
    for tag in Tag.objects.exclude(wiki="").iterator(chunk_size=200):
        html = markup.render(tag.wiki)
        if html != tag.wiki_html:
            changed += Tag.objects.filter(pk=tag.pk).update(wiki_html=html)
    return changed


def _first(tag: Tag, now: datetime) -> TagRevision | None:
    """Words that never had a revision get their first, by nobody in particular."""
    if not (tag.about or tag.wiki):
        return None
    return TagRevision.objects.create(tag=tag, number=1, by=None, at=now, about=tag.about, wiki=tag.wiki)


def _noted(tag: Tag, number: int, by: Member, reason: str, now: datetime) -> TagRevision:
    revision = TagRevision.objects.create(
        tag=tag, number=number, by=by, at=now, about=tag.about, wiki=tag.wiki, reason=reason
    )
    record(
        "tag.edited",
        by=by,
        now=now,
        subject=f"tag:{tag.pk}",
        details={"revision": number},
        stale=[f"tag:{tag.pk}", "lists"],
    )
    return revision
