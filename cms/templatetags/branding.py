"""The house in templates, also in those that no request draws: `{% load branding %}{% brand as brand %}`."""

from dataclasses import asdict

from django import template
from django.conf import settings
from django.utils.translation import get_language

from cms.branding import current
from community.lib import clock
from forum.models import Board
from forum.queries.moments import moments

register = template.Library()


@register.simple_tag
def brand() -> current.Brand:
    """`{% brand as brand %}`: name, logo_url, accent, accent_ink, footer, contacts, in the active language."""
    return current.brand()


@register.inclusion_tag("cms/notices.html")
def notices(board: Board | str = "", everywhere: bool = False) -> dict:
    """`{% notices board %}`: a strip for what goes on there; nothing when nothing does."""
    board_id = getattr(board, "pk", None)
    lines = current.notices(clock.now(), board_id, everywhere)
    said = moments(get_language() or settings.LANGUAGE_CODE)
    return {"notices": [{**asdict(line), "since": said.stamp(line.starts_at)} for line in lines]}
