"""Doors and business rules in the admin: what a board answers, and where else to go."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Textarea
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from community.lib import markup
from forum.escalation.models import BusinessRules
from forum.models import Door
from forum.models.doors import safe_link


class DoorForm(WagtailAdminModelForm):
    def clean_link(self) -> str:
        link = self.cleaned_data["link"].strip()
        if link and not safe_link(link):
            raise ValidationError(
                _("Write an address with https://, a path such as /questions/, tel: or mailto:.")
            )
        return link


class DoorViewSet(SnippetViewSet):
    model = Door
    icon = "link"
    list_display = ["name", "board", "link", "position", "retired_at"]
    list_filter = ["board"]
    ordering = ["board", "position", "name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("board"), FieldPanel("position")]),
            FieldRowPanel([FieldPanel("name"), FieldPanel("name_nl")]),
            FieldRowPanel([FieldPanel("line"), FieldPanel("line_nl")]),
            FieldPanel("link", help_text=_("Leave it empty for words alone.")),
            FieldPanel("retired_at"),
        ],
        base_form_class=DoorForm,
    )


class BusinessRulesForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        """Text of which nothing would be read is as good as none."""
        given = super().clean()
        for name in ("answered", "answered_nl", "refused", "refused_nl"):
            text = given.get(name) or ""
            if text.strip() and not markup.plain(markup.render(text), 10).strip():
                self.add_error(name, _("Nothing of this text would be visible. Please write it in words."))
        return given


class BusinessRulesViewSet(SnippetViewSet):
    model = BusinessRules
    icon = "doc-full"
    menu_label = _("Business rules")
    edit_handler = ObjectList(
        [
            FieldPanel("board"),
            MultiFieldPanel(
                [FieldPanel("answered", widget=Textarea), FieldPanel("answered_nl", widget=Textarea)],
                heading=_("What we answer here"),
            ),
            MultiFieldPanel(
                [FieldPanel("refused", widget=Textarea), FieldPanel("refused_nl", widget=Textarea)],
                heading=_("What we do not answer here"),
                help_text=_("The doors of the board and its opening hours stand beside it by themselves."),
            ),
        ],
        base_form_class=BusinessRulesForm,
    )
