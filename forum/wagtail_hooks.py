"""What a manager edits in the Wagtail admin: boards, tags, expertise and the ladder's policies."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from community.events.recording import record
from community.lib import clock
from community.tags.models import Synonym, Tag
from forum.escalation.models import Policy
from forum.models import Board, Expertise


class BoardViewSet(SnippetViewSet):
    model = Board
    icon = "folder-open-inverse"
    list_display = ["name", "slug", "position"]
    ordering = ["position", "name"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_nl")]),
        FieldRowPanel([FieldPanel("about"), FieldPanel("about_nl")]),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("icon"), FieldPanel("position")]),
        FieldPanel("allows_several_accepted"),
        FieldPanel("archived_at"),
    ]


class TagViewSet(SnippetViewSet):
    model = Tag
    icon = "tag"
    list_display = ["slug", "about", "question_count"]
    search_fields = ["slug", "about"]
    panels = [FieldPanel("slug"), FieldPanel("about")]


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "tag"
    list_display = ["slug", "tag"]
    panels = [FieldPanel("slug"), FieldPanel("tag")]


class ExpertiseViewSet(SnippetViewSet):
    model = Expertise
    icon = "user"
    menu_label = _("Expertise")
    list_display = ["member", "tag", "board", "confirmed_at"]
    list_filter = ["tag", "board"]
    panels = [
        FieldPanel("member"),
        FieldRowPanel([FieldPanel("tag"), FieldPanel("board")], help_text=_("One of the two.")),
        FieldRowPanel([FieldPanel("confirmed_at"), FieldPanel("confirmed_by")]),
    ]


class PolicyViewSet(SnippetViewSet):
    model = Policy
    icon = "time"
    menu_label = _("Ladder")


class CommunityGroup(SnippetViewSetGroup):
    menu_label = _("Community")
    menu_icon = "group"
    menu_order = 150
    items = (BoardViewSet, TagViewSet, SynonymViewSet, ExpertiseViewSet, PolicyViewSet)


register_snippet(CommunityGroup)

_OURS = (Board, Tag, Synonym, Expertise, Policy)


def _note(request: HttpRequest, instance, what: str) -> None:
    """Every page that shows it is built anew, and the change stands in the record."""
    if isinstance(instance, _OURS):
        noun = type(instance).__name__.lower()
        board_id = instance.pk if isinstance(instance, Board) else getattr(instance, "board_id", None)
        stale = ["site", "lists", *([f"board:{board_id}"] if board_id else [])]
        record(f"{noun}.{what}", by=request.user, now=clock.now(), subject=f"{noun}:{instance.pk}", stale=stale)


@hooks.register("after_create_snippet")
def note_created(request: HttpRequest, instance) -> None:
    _note(request, instance, "created")


@hooks.register("after_edit_snippet")
def note_changed(request: HttpRequest, instance) -> None:
    _note(request, instance, "changed")


@hooks.register("after_delete_snippet")
def note_deleted(request: HttpRequest, instances) -> None:
    for instance in instances:
        _note(request, instance, "deleted")
