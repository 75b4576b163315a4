"""How forms about the account are drawn: a field with its hint and faults, the tabs of the settings."""

import re

from django import template
from django.forms import BoundField
from django.forms.widgets import PasswordInput, Select, Textarea, Widget
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()


def _dress(widget: Widget) -> str:
    """The class of our style sheet for a kind of control."""
    if isinstance(widget, Select):
        return "select"
    return "textarea" if isinstance(widget, Textarea) else "input"


@register.inclusion_tag("members/field.html")
def account_field(field: BoundField, label: str = "", hint: str = "", autocomplete: str = "") -> dict:
    """`{% account_field form.password label=... %}`: the words are ours, the field is allauth's own."""
    widget = field.field.widget
    is_secret, is_tick = isinstance(widget, PasswordInput), getattr(widget, "input_type", "") == "checkbox"
    # Under a password allauth puts a link to the page for a forgotten one; ours stands beside the button.
    hint = hint or ("" if is_secret else field.help_text)
    parts = (("hint", hint), ("error", field.errors))
    described = " ".join(f"{field.id_for_label}_{part}" for part, is_there in parts if is_there)
    attrs = {
        "placeholder": "",
        "class": "" if is_tick else _dress(widget),
        "aria-describedby": described or None,
        "autocomplete": autocomplete or widget.attrs.get("autocomplete"),
    }
    return {
        "field": field,
        "control": field.as_widget(attrs={name: value for name, value in attrs.items() if value is not None}),
        "label": label or field.label,
        "hint": hint,
        "is_secret": is_secret,
        "is_tick": is_tick,
    }


@register.simple_tag(takes_context=True)
def settings_tabs(context: template.Context) -> list[dict]:
    """The pages of one's settings, in their order; `is_here` for the one that is shown."""
    here = context["request"].path
    tabs = (
        ("i-user", _("Profile"), reverse("profile")),
        ("i-eye", _("Privacy"), reverse("privacy")),
        ("i-mail", _("E-mail"), reverse("account_email")),
        ("i-lock", _("Password"), reverse("account_change_password")),
        ("i-bell", _("Notifications"), reverse("notification_preferences")),
    )
    also = {
        reverse("account_set_password"): reverse("account_change_password"),
        reverse("picture"): reverse("profile"),
    }
    here = also.get(here, here)
    return [
        {"icon": icon, "label": label, "path": path, "is_here": here == path} for icon, label, path in tabs
    ]


@register.filter
def words_of(path: str) -> str:
    """The words in the last part of an address that leads nowhere, to search for."""
    last = path.rstrip("/").rpartition("/")[2]
    return " ".join(re.findall(r"[^\W\d_]{2,}", last))[:100]
