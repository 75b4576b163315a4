"""What a manager turns in the admin: the causes by which trouble is counted, and when improvements are proposed."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from forum.improvements.models import Cause, Thresholds


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
