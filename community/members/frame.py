"""What letters need to know of the house; its name and colours come from the brand, in the templates."""

from django.conf import settings
from django.template.loader import render_to_string


def context() -> dict[str, str]:
    """What the frame of every letter is drawn with."""
    return {"site_url": settings.SITE_URL}


def name() -> str:
    """The name of the house, as letters say it."""
    return render_to_string("notifications/letter_name.txt").strip()
