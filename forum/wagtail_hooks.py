"""What a manager edits in the Wagtail admin: boards, tags, expertise and the ladder's policies."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from community.events.recording import record
from community.lib import clock
from community.tags.models import Synonym, Tag
from forum.escalation.models import Policy
from forum.models import Board, Expertise, Question


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
        noted_id = getattr(instance, "noted_id", instance.pk)
        board_id = noted_id if isinstance(instance, Board) else getattr(instance, "board_id", None)
        stale = ["site", "lists", *([f"board:{board_id}"] if board_id else [])]
        record(f"{noun}.{what}", by=request.user, now=clock.now(), subject=f"{noun}:{noted_id}", stale=stale)


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Iterable) -> HttpResponse | None:
    """A board or tag that questions stand under is not deleted; says so, and what to do instead."""
    chosen = list(instances)
    boards = [instance.pk for instance in chosen if isinstance(instance, Board)]
    tags = [instance.pk for instance in chosen if isinstance(instance, Tag)]
    for instance in chosen:
        # Deleting takes the id off the object, and the record names what is gone.
        instance.noted_id = instance.pk
    if not Question.objects.filter(Q(board__in=boards) | Q(taggings__tag__in=tags)).exists():
        return None
    messages.error(
        request,
        _("Questions stand under this. Archive the board, or make the tag a synonym of another, instead."),
    )
    return redirect(f"wagtailsnippets_{chosen[0]._meta.app_label}_{chosen[0]._meta.model_name}:list")


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
