"""Fields of the brand: addresses that may be linked to, and colours that can be read."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.branding import contrast, palette

_ADDRESS = re.compile(r"(/(?![/\\])|https?://|mailto:|tel:)\S*", re.IGNORECASE)


def check_address(value: str) -> None:
    """An address on this site, on the web, of a mailbox or of a telephone; nothing that runs."""
    if not _ADDRESS.fullmatch(value):
        raise ValidationError(_("Begin with “/”, “https://”, “mailto:” or “tel:”, without spaces."))


def check_hex(value: str) -> None:
    try:
        contrast.parsed(value)
    except ValueError:
        raise ValidationError(_("Write the colour as # and six digits, for example #1b4fb0."))


def refusal(colour: str, theme: str) -> ValidationError | None:
    """Why an accent is not taken: what can not be read, by how much, and which colour near it can."""
    try:
        fault = palette.fault(colour, theme)
    except ValueError:
        # What is no colour was refused as such before.
        return None
    if fault is None:
        return None
    sentence = {
        "light": _(
            "On light pages %(what)s has a contrast of %(ratio)s to 1; 4.5 is needed to be read. "
            "%(better)s is near it and can be read."
        ),
        "dark": _(
            "On dark pages %(what)s has a contrast of %(ratio)s to 1; 4.5 is needed to be read. "
            "%(better)s is near it and can be read."
        ),
    }[theme]
    # Rounded down: "4.5 of the 4.5 needed" would explain nothing.
    shown = f"{int(fault.ratio * 100) / 100:.2f}"
    return ValidationError(
        sentence, code="contrast", params={"what": fault.what, "ratio": shown, "better": fault.better}
    )
