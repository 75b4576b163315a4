"""What a manager edits in the Wagtail admin: boards, tags, expertise and the ladder's policies."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import Textarea
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from community.events.recording import record
from community.lib import clock, nudges
from community.tags.models import Synonym, Tag
from forum.actions import drafting
from forum.actions.tagpage import note_admin_change
from forum.escalation.models import BusinessRules, Policy
from forum.escalation.policyadmin import PolicyViewSet
from forum.escalation.termsadmin import BusinessRulesViewSet, DoorViewSet
from forum.models import Board, BoardField, Door, Expertise, Question
from forum.webcare.deskadmin import WebhookViewSet
from forum.webcare.macroadmin import MacroViewSet
from forum.webcare.models import Macro, Webhook


class BoardViewSet(SnippetViewSet):
    model = Board
    icon = "folder-open-inverse"
    list_display = ["name", "slug", "position"]
    ordering = ["position", "name"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_nl")]),
        FieldRowPanel([FieldPanel("about"), FieldPanel("about_nl")]),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("icon"), FieldPanel("position")]),
        MultiFieldPanel(
            [FieldPanel("template", widget=Textarea), FieldPanel("template_nl", widget=Textarea)],
            heading=_("What a question begins with"),
            help_text=_("Put into an empty text, in Markdown: headings to write under, for instance."),
        ),
        FieldPanel("allows_several_accepted"),
        FieldPanel("details_within_days"),
        FieldPanel("archived_at"),
    ]


class BoardFieldViewSet(SnippetViewSet):
    model = BoardField
    icon = "form"
    list_display = ["label", "board", "slug", "is_required", "position"]
    list_filter = ["board"]
    ordering = ["board", "position", "pk"]
    panels = [
        FieldRowPanel([FieldPanel("board"), FieldPanel("slug"), FieldPanel("position")]),
        FieldRowPanel([FieldPanel("label"), FieldPanel("label_nl")]),
        FieldRowPanel([FieldPanel("help_text"), FieldPanel("help_text_nl")]),
        FieldPanel("choices", widget=Textarea, help_text=_("One a line; leave it empty for a line of text.")),
        FieldPanel("is_required"),
    ]


class WordForm(WagtailAdminModelForm):
    """A tag or another word for one, spelled as whoever types it will find it."""

    def clean_slug(self) -> str:
        word = drafting.tag_word(self.cleaned_data["slug"])
        if not word:
            raise ValidationError(_("Write a word of letters or digits, such as wifi."))
        return word

    def clean(self) -> dict:
        given = super().clean()
        tag = given.get("tag")
        if tag is not None and tag.slug == given.get("slug"):
            self.add_error("slug", _("That is this tag itself."))
        return given


class TagViewSet(SnippetViewSet):
    model = Tag
    icon = "tag"
    list_display = ["slug", "about", "question_count"]
    search_fields = ["slug", "about"]
    edit_handler = ObjectList([FieldPanel("slug"), FieldPanel("about")], base_form_class=WordForm)


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "tag"
    list_display = ["slug", "tag"]
    edit_handler = ObjectList(
        [
            FieldPanel(
                "slug", help_text=_("If it is a tag of its own, its questions move over within minutes.")
            ),
            FieldPanel("tag"),
        ],
        base_form_class=WordForm,
    )


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


class CommunityGroup(SnippetViewSetGroup):
    menu_label = _("Community")
    menu_icon = "group"
    menu_order = 150
    items = (
        BoardViewSet, BoardFieldViewSet, TagViewSet, SynonymViewSet, ExpertiseViewSet, PolicyViewSet,
        BusinessRulesViewSet, DoorViewSet, MacroViewSet, WebhookViewSet,
    )  # fmt: skip


register_snippet(CommunityGroup)

# A policy's own action records what was changed in it.
_OURS = (Board, BoardField, Tag, Synonym, Expertise, BusinessRules, Door, Macro, Webhook)


def _note(request: HttpRequest, instance, what: str) -> None:
    """Every page that shows it is built anew, and the change stands in the record."""
    if isinstance(instance, _OURS):
        noun = type(instance).__name__.lower()
        noted_id = getattr(instance, "noted_id", instance.pk)
        board_id = noted_id if isinstance(instance, Board) else getattr(instance, "board_id", None)
        stale = ["site", "lists", *([f"board:{board_id}"] if board_id else [])]
        if isinstance(instance, BoardField):
            # Labels and values stand on the cards.
            nudges.nudge("forum.tasks.refresh_facts", instance.board_id)
        if isinstance(instance, Tag) and what == "changed":
            note_admin_change(by=request.user, tag=instance, now=clock.now())
        if isinstance(instance, Synonym) and what != "deleted":
            nudges.nudge("forum.tasks.merge_tags")
        record(f"{noun}.{what}", by=request.user, now=clock.now(), subject=f"{noun}:{noted_id}", stale=stale)


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Iterable) -> HttpResponse | None:
    """A ladder, and a board or tag that questions stand under, is not deleted; says so, and what to do instead."""
    chosen = list(instances)
    boards = [instance.pk for instance in chosen if isinstance(instance, Board)]
    tags = [instance.pk for instance in chosen if isinstance(instance, Tag)]
    if any(isinstance(instance, Policy) for instance in chosen):
        messages.error(request, _("What customers were promised hangs on this. Change its values instead."))
        return _to_list(chosen[0])
    for instance in chosen:
        # Deleting takes the id off the object, and the record names what is gone.
        instance.noted_id = instance.pk
    if not Question.objects.filter(Q(board__in=boards) | Q(taggings__tag__in=tags)).exists():
        return None
    messages.error(
        request,
        _("Questions stand under this. Archive the board, or make the tag a synonym of another, instead."),
    )
    return _to_list(chosen[0])


def _to_list(instance) -> HttpResponse:
    return redirect(f"wagtailsnippets_{instance._meta.app_label}_{instance._meta.model_name}:list")


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
