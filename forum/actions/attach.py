"""Pictures for posts: taking them, knowing which texts speak of them, and removing those of which none does."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from community.lib import markup, picturenames, pictures
from community.members.models import Member
from forum import rules
from forum.models import Attachment, AttachmentUse, Draft
from reputation import standings

# Time to write the text around a picture; what a draft holds waits as long as the draft.
UNUSED_FOR = timedelta(hours=48)
LONGEST_ALT = 300
BATCH = 200


def attach_picture(*, by: Member, upload: UploadedFile, alt: str, now: datetime) -> Attachment:
    """The picture made anew and kept; its `markdown` puts it into a text. Until a text speaks of it, it may go.

    Raises NotAllowed, or pictures.PictureProblem with a sentence that says what to do.
    """
    rules.require(
        rules.may_attach(by, standings.of(by), now),
        _("You can read here, but not add pictures at the moment."),
    )
    kept = pictures.keep(upload)
    try:
        return Attachment.objects.create(
            member=by,
            name=kept.placed.name,
            alt=described(alt),
            width=kept.placed.width,
            height=kept.placed.height,
            bytes=kept.bytes,
            created_at=now,
        )
    except DatabaseError:
        pictures.remove(kept.placed.names())
        raise


def described(alt: str) -> str:
    """What the picture shows, on one line as it may be stored."""
    try:
        markup.refuse_unstorable(alt)
    except markup.UnstorableText:
        return ""
    return " ".join(markup.neutralise_bidi(alt).split())[:LONGEST_ALT].strip()


def note_uses(subject: str, text: str) -> None:
    """Remember that `subject` (a post, a note) speaks of the pictures in `text`, so that they stay.

    Nothing is forgotten when an edit leaves one out: the revision before it still shows it, and may come back.
    """
    names = picturenames.names_in(text)
    if not names:
        return
    # Locked, so that the sweep either sees this use or has taken the picture before.
    found = Attachment.objects.kept().select_for_update().filter(name__in=names).order_by("pk")
    AttachmentUse.objects.bulk_create(
        [AttachmentUse(attachment=attachment, subject=subject) for attachment in found], ignore_conflicts=True
    )


def release_uses(subject: str) -> None:
    """Forget that `subject` speaks of pictures, when its words are gone with all their revisions."""
    AttachmentUse.objects.filter(subject=subject).delete()


def remove_orphans(*, now: datetime) -> int:
    """Remove pictures no text spoke of for 48 hours, files first, rows last; how many there were.

    What an interrupted sweep left is finished by the next one.
    """
    _mark_orphans(now)
    gone = Attachment.objects.exclude(gone_at=None)
    removed = 0
    while batch := list(gone.order_by("pk")[:BATCH]):
        for attachment in batch:
            placed = picturenames.named(attachment.name)
            pictures.remove(placed.names() if placed else [attachment.name])
        Attachment.objects.filter(pk__in=[attachment.pk for attachment in batch]).delete()
        removed += len(batch)
    return removed


def _mark_orphans(now: datetime) -> None:
    after = 0
    while True:
        with transaction.atomic():
            old = Attachment.objects.unused().filter(created_at__lt=now - UNUSED_FOR, pk__gt=after)
            ids = list(old.order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not ids:
                return
            after = ids[-1]
            locked = list(Attachment.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
            # Asked again: a text may have been posted while the rows were waited for.
            unused = Attachment.objects.unused().filter(pk__in=ids).exclude(name__in=_drafted(locked))
            unused.update(gone_at=now)


def _drafted(attachments: list[Attachment]) -> set[str]:
    """Names of pictures in what their members are still writing."""
    drafts = Draft.objects.filter(member__in={each.member_id for each in attachments} - {None})
    texts = (str(fields.get("body", "")) for fields in drafts.values_list("fields", flat=True).iterator())
    return {name for text in texts for name in picturenames.names_in(text)}
