"""What a text says about its videos: that a press plays them here, and whom that asks."""

from django.utils.html import escape
from django.utils.translation import gettext as _


def words(html: str) -> str:
    """An attribute for the element around `html`, in the active language; empty when no video is in it."""
    if "data-video=" not in html:
        return ""
    # The script fills in whose video it is.
    said = escape(_("Play it here; {host} then sees that you watch"))
    return f' data-plays-here="{said}"'
