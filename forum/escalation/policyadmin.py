"""The policy's form in the admin: hours by day, a preview in sentences, and what was changed before."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from community.lib import clock
from forum.escalation import history, previewing
from forum.escalation.actions.edit_policy import edit_policy
from forum.escalation.forms import HoursField
from forum.escalation.models import Policy


class PolicyForm(WagtailAdminModelForm):
    hours = HoursField(
        label=_("Opening hours"),
        required=False,
        help_text=_(
            "Leave both empty on a day the board is closed. Midnight as closing time is the end of the day."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Hours of a board that is always open are kept as they were, right or wrong."""
        cleaned = super().clean()
        if cleaned.get("round_the_clock") and "hours" in self.errors:
            del self.errors["hours"]
            cleaned["hours"] = self.initial.get("hours") or Policy().hours
        return cleaned


class PreviewPanel(Panel):
    """What the values in the form would mean, and a button that shows it without saving."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "escalation/policy_preview.html"

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            context = super().get_context_data(parent_context)
            context["is_previewed"] = self.form.is_bound and "preview" in self.request.POST
            if not self.form.is_bound or self.form.is_valid():
                context["sentences"] = previewing.examples_with_again(self.instance, clock.now())
            return context


class HistoryPanel(Panel):
    """The last edits, newest first."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "escalation/policy_history.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            context = super().get_context_data(parent_context)
            context["edits"] = history.edits_of([self.instance.pk])[self.instance.pk]
            return context


class PreviewsAndRecords:
    """A view of the form: Preview shows the sentences, Save goes through the action."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" not in request.POST:
            return super().post(request, *args, **kwargs)
        if not hasattr(self, "object"):
            self.object = self.get_object() if isinstance(self, EditView) else None
        self.form = self.get_form()
        if not self.is_valid(self.form):
            return self.form_invalid(self.form)
        return self.render_to_response(self.get_context_data(form=self.form))

    def save_instance(self) -> Policy:
        return edit_policy(by=self.request.user, policy=self.form.instance, now=clock.now())


class PolicyCreateView(PreviewsAndRecords, CreateView):
    pass


class PolicyEditView(PreviewsAndRecords, EditView):
    pass


class PolicyViewSet(SnippetViewSet):
    model = Policy
    icon = "time"
    menu_label = _("Ladder")
    add_view_class = PolicyCreateView
    edit_view_class = PolicyEditView
    edit_handler = ObjectList(
        [
            FieldPanel("board"),
            MultiFieldPanel(
                [
                    FieldPanel("round_the_clock"),
                    FieldPanel("hours"),
                    FieldRowPanel([FieldPanel("time_zone"), FieldPanel("country")]),
                    FieldPanel("closed_days"),
                ],
                heading=_("When somebody is there"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("helpers_after"), FieldPanel("colleagues_after")]),
                    FieldRowPanel([FieldPanel("next_colleagues_after"), FieldPanel("webcare_after")]),
                    FieldRowPanel([FieldPanel("reply_within"), FieldPanel("again_within")]),
                ],
                heading=_("How long people wait"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("asks_helpers"), FieldPanel("helpers_at_a_time")]),
                    FieldRowPanel([FieldPanel("asks_colleagues"), FieldPanel("colleagues_at_a_time")]),
                ],
                heading=_("Who is asked"),
            ),
            PreviewPanel(heading=_("What this means")),
            MultiFieldPanel([FieldPanel("incident_words")], heading=_("Straight to webcare")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("remind_after_days"), FieldPanel("remind_again_after_days")]),
                    FieldRowPanel([FieldPanel("check_after_days"), FieldPanel("check_closes_after_days")]),
                ],
                heading=_("Asking the asker"),
            ),
            HistoryPanel(heading=_("What was changed")),
        ],
        base_form_class=PolicyForm,
    )
