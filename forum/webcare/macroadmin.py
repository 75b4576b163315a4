"""Ready-made texts in the admin: who writes them reads which places are filled in, and which are left to the sender."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from community.lib import languages
from forum.webcare import placeholders
from forum.webcare.models import Macro
from forum.webcare.queries.macros import PLACES


class MacroForm(WagtailAdminModelForm):
    language = forms.ChoiceField(
        label=_("language"),
        required=False,
        choices=lambda: [("", _("for every language")), *languages.choices()],
        help_text=_("Offered first on cases in this language."),
    )

    def clean_body(self) -> str:
        """A {place} that nobody fills in would reach a customer as it stands."""
        body = self.cleaned_data["body"].replace("\r\n", "\n").strip()
        if strange := placeholders.unknown(body, PLACES):
            raise ValidationError(
                _("Nobody fills in %(places)s. For what the sender has to write, use [words like these].")
                % {"places": ", ".join(f"{{{name}}}" for name in strange)}
            )
        return body


class MacroViewSet(SnippetViewSet):
    model = Macro
    icon = "edit"
    menu_label = _("Ready-made texts")
    list_display = ["name", "language", "board", "position", "retired_at"]
    list_filter = ["language", "board"]
    search_fields = ["name", "body"]
    ordering = ["position", "name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("language"), FieldPanel("position")]),
            FieldPanel(
                "body",
                widget=forms.Textarea(attrs={"rows": 8}),
                help_text=_(
                    "Markdown. Filled in: {name} of the customer, {board}, {me}, {promise}. What stands in [brackets]"
                    " has to be written by whoever sends it."
                ),
            ),
            FieldRowPanel(
                [FieldPanel("board", help_text=_("Empty: on all boards.")), FieldPanel("retired_at")]
            ),
        ],
        base_form_class=MacroForm,
    )
