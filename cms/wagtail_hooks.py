"""What a manager edits about people in the Wagtail admin: departments, and who has which role."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.roles import ensure_managers
from community.events.recording import record
from community.lib import clock
from community.members.models import Department, Member


class DepartmentViewSet(SnippetViewSet):
    model = Department
    icon = "group"
    list_display = ["name", "slug"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_nl")]),
        FieldPanel("slug"),
        FieldPanel("about"),
    ]


class MemberViewSet(SnippetViewSet):
    model = Member
    icon = "user"
    list_display = ["name", "department", "is_agent", "is_moderator", "is_manager"]
    list_filter = ["department", "is_agent", "is_lead", "is_moderator", "is_manager"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("department"),
        MultiFieldPanel(
            [
                FieldPanel("is_agent"),
                FieldPanel("is_lead"),
                FieldPanel("is_moderator"),
                FieldPanel("is_manager"),
            ],
            heading=_("Roles"),
        ),
        FieldRowPanel([FieldPanel("silenced_until"), FieldPanel("suspended_until")]),
    ]


class PeopleGroup(SnippetViewSetGroup):
    menu_label = _("People")
    menu_icon = "user"
    menu_order = 160
    items = (MemberViewSet, DepartmentViewSet)


register_snippet(PeopleGroup)


@hooks.register("after_edit_snippet")
def note_changed(request: HttpRequest, instance) -> None:
    """The role of manager opens the admin; a new name or face is on every page at once."""
    if isinstance(instance, Member):
        managers = ensure_managers()
        (instance.groups.add if instance.is_manager else instance.groups.remove)(managers)
    if isinstance(instance, Member | Department):
        noun = type(instance).__name__.lower()
        stale = ["site", "lists", f"{noun}:{instance.pk}"]
        record(
            f"{noun}.changed", by=request.user, now=clock.now(), subject=f"{noun}:{instance.pk}", stale=stale
        )
