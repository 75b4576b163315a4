"""Portraits: the picture a member shows beside their name, as squares made anew from what they sent."""

import secrets

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps

from community.lib import pictures, slots
from community.members.models import Member
from community.members.portraitnames import SIDES, is_kept, names_of

# Where faces are in photographs of people: a little above the middle.
_CENTRE = (0.5, 0.4)


def keep_portrait(*, member: Member, upload: UploadedFile) -> None:
    """The picture cut to a square and shown from now on, the one before it removed.

    Raises pictures.PictureProblem with a sentence that says what to do.
    """
    image, is_drawn = pictures.opened(upload, longest=4 * max(SIDES))
    key = secrets.token_hex(12)
    files = {
        name: pictures.encoded(
            ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS, centering=_CENTRE), is_drawn
        )
        for side, name in names_of(key).items()
    }
    pictures.store(files)
    _replace(member, names_of(key)[max(SIDES)])


def remove_portrait(*, member: Member) -> None:
    """Initials from now on, the files gone; nothing when there is no picture."""
    _replace(member, "")


@transaction.atomic
def _replace(member: Member, picture: str) -> None:
    before = Member.objects.select_for_update().values_list("picture", flat=True).get(pk=member.pk)
    if before == picture:
        return
    Member.objects.filter(pk=member.pk).update(picture=picture)
    member.picture = picture
    slots.bump_around_commit([f"member:{member.pk}"])
    if is_kept(before):
        key = before.partition("/")[2].partition("-")[0]
        transaction.on_commit(lambda: pictures.remove(names_of(key).values()))
