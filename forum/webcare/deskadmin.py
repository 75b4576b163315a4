"""Webhooks in the admin: where alarms go besides mail, a test, and how the latest deliveries went."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from community.lib import clock, outgoing
from forum.webcare import webhooks
from forum.webcare.models import Delivery, Webhook

LATEST = 10
# A shorter one is guessed.
LEAST_SECRET = 16


class WebhookForm(WagtailAdminModelForm):
    secret = forms.CharField(
        label=_("Secret"),
        required=False,
        max_length=80,
        help_text=_("Leave it empty to get a new one. The receiver needs it to know that a message is ours."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Alarms"),
        required=False,
        choices=list(webhooks.KINDS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means all of them."),
    )
    is_paused = forms.BooleanField(
        label=_("Paused"),
        required=False,
        help_text=_(
            "Nothing is sent. After many refusals in a row this happens by itself; untick it to go on."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_paused"].initial = self.instance.paused_at is not None

    def clean_url(self) -> str:
        try:
            outgoing.check(self.cleaned_data["url"])
        except outgoing.Refused as refusal:
            raise ValidationError(
                _("Nothing is sent to this address. It has to begin with https and to be a public one.")
            ) from refusal
        return self.cleaned_data["url"]

    def clean_secret(self) -> str:
        secret = self.cleaned_data["secret"].strip() or webhooks.new_secret()
        if len(secret) < LEAST_SECRET:
            raise ValidationError(_("A secret has at least 16 characters."))
        return secret

    def save(self, commit: bool = True) -> Webhook:
        """Going on forgets the refusals, so that one more does not pause it at once."""
        if not self.cleaned_data["is_paused"]:
            self.instance.paused_at, self.instance.failures = None, 0
        elif self.instance.paused_at is None:
            self.instance.paused_at = clock.now()
        return super().save(commit)


class DeliveriesPanel(Panel):
    """A button for a test, and the latest deliveries, newest first."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "webcare/webhook_deliveries.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: dict | None = None) -> dict:
            context = super().get_context_data(parent_context)
            sent = Delivery.objects.filter(webhook=self.instance).order_by("-made_at", "-pk")
            context["deliveries"] = list(sent[:LATEST])
            context["kind_names"] = webhooks.KINDS
            return context


class WebhookEditView(EditView):
    """Send a test leaves the form as it is: what is tested is what was saved."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "send_test" not in request.POST:
            return super().post(request, *args, **kwargs)
        webhooks.queue_test(self.object, clock.now())
        messages.success(request, _("A test is on its way. How it went stands below in a moment."))
        return redirect(request.path)


class WebhookViewSet(SnippetViewSet):
    model = Webhook
    icon = "link-external"
    menu_label = _("Webhooks")
    edit_view_class = WebhookEditView
    list_display = ["name", "url", "paused_at"]
    ordering = ["name", "pk"]
    # The secret signs; whoever may only look does not need it.
    inspect_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("url", help_text=_("Alarms are posted here as JSON, signed.")),
            FieldPanel("kinds"),
            FieldPanel("secret"),
            FieldPanel("is_paused"),
            DeliveriesPanel(heading=_("What was sent")),
        ],
        base_form_class=WebhookForm,
    )
