"""How fields of foreign forms take the classes of our style sheet."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def as_input(field: BoundField) -> SafeString:
    """The field's widget dressed as one of ours, without the placeholder that would repeat its label."""
    kind = "select" if hasattr(field.field, "choices") else "input"
    return field.as_widget(attrs={"class": kind, "placeholder": ""})
