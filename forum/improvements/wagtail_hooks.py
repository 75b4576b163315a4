"""What a manager turns in the admin: the causes by which trouble is counted, and when improvements are proposed."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from forum.improvements.models import Cause, Improvement, Learning, Recurrence, Thresholds


class CauseViewSet(SnippetViewSet):
    model = Cause
    icon = "warning"
    list_display = ["name", "department"]
    search_fields = ["name"]
    panels = [FieldPanel("name"), FieldPanel("department"), FieldPanel("retired_at")]


class ThresholdsViewSet(SnippetViewSet):
    model = Thresholds
    icon = "cog"
    list_display = ["me_toos", "of_one_cause"]
    panels = [FieldPanel("me_toos"), FieldPanel("of_one_cause")]


class ImprovementsGroup(SnippetViewSetGroup):
    menu_label = _("Improvements")
    menu_icon = "tick-inverse"
    menu_order = 160
    items = (CauseViewSet, ThresholdsViewSet)


register_snippet(ImprovementsGroup)


@hooks.register("before_delete_snippet")
def keep_what_taught(request: HttpRequest, instances: Iterable) -> HttpResponse | None:
    """A cause that something was learned under is not deleted; says so, and what to do instead."""
    causes = [instance.pk for instance in instances if isinstance(instance, Cause)]
    kinds = (Learning, Recurrence, Improvement)
    if not any(kind.objects.filter(cause__in=causes).exists() for kind in kinds):
        return None
    messages.error(
        request, _("Something was learned under this cause. Retire it instead, and nobody can choose it.")
    )
    return redirect("wagtailsnippets_improvements_cause:list")
