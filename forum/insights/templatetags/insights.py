"""How long something took, for tables of figures."""

from datetime import timedelta

from django import template

from forum.queries.moments import duration

register = template.Library()


@register.simple_tag
def lasting(minutes: int) -> str:
    """`{% lasting 95 %}`: "1 hour"."""
    return duration(timedelta(minutes=minutes))
