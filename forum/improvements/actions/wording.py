"""What every line of this room goes through before it is kept."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.lib import markup


def line(raw: str, *, least: int, most: int, refusal: str) -> str:
    """The text on one line. Raises ValidationError: `refusal` when it says too little."""
    try:
        stored = markup.refuse_unstorable(raw) or raw
    except markup.UnstorableText:
        raise ValidationError(
            _("This text has a character that can not be stored. Please remove it.")
        ) from None
    cleaned = " ".join(markup.neutralise_bidi(stored).split())
    if len(cleaned) < least:
        raise ValidationError(refusal)
    if len(cleaned) > most:
        raise ValidationError(_("Please shorten this: %(most)d characters is the most.") % {"most": most})
    return cleaned
