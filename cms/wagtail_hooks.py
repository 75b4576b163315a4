"""What a manager edits of the house in the Wagtail admin: departments, who has which role, notices, the brand."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.branding import current
from cms.branding.forms import BrandForm
from cms.branding.models import BrandSettings, Notice
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
        FieldRowPanel([FieldPanel("about"), FieldPanel("about_nl")]),
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
        FieldPanel("heads_department"),
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


class NoticeViewSet(SnippetViewSet):
    model = Notice
    icon = "warning"
    menu_label = _("Notices of outages")
    menu_order = 155
    add_to_admin_menu = True
    list_display = ["heading", "kind", "board", "starts_at", "ends_at", "is_on"]
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("board"), FieldPanel("is_on")]),
        FieldRowPanel([FieldPanel("heading"), FieldPanel("heading_nl")]),
        FieldRowPanel([FieldPanel("text"), FieldPanel("text_nl")]),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
    ]


register_snippet(PeopleGroup)
register_snippet(NoticeViewSet)
# The settings' form is chosen here, where forms are known; models know none.
BrandSettings.base_form_class = BrandForm


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


def _note_notice(request: HttpRequest, instance, what: str) -> None:
    if isinstance(instance, Notice):
        subject = f"notice:{getattr(instance, 'noted_id', instance.pk)}"
        record(f"notice.{what}", by=request.user, now=clock.now(), subject=subject, stale=current.STALE)


@hooks.register("after_create_snippet")
def note_notice_created(request: HttpRequest, instance) -> None:
    _note_notice(request, instance, "created")


@hooks.register("after_edit_snippet")
def note_notice_changed(request: HttpRequest, instance) -> None:
    _note_notice(request, instance, "changed")


@hooks.register("after_delete_snippet")
def note_notices_deleted(request: HttpRequest, instances) -> None:
    for instance in instances:
        _note_notice(request, instance, "deleted")
