"""`{% plays_here html %}`: what a text of ours says about its videos, as an attribute of the element around it."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from forum.queries import stills

register = template.Library()


@register.simple_tag
def plays_here(html: str) -> SafeString:
    return mark_safe(stills.words(html))
