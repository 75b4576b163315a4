"""Lists of questions: all of them, of a board, of a tag."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.lib import pagecache
from community.members.models import Member
from community.tags.models import Synonym, Tag
from forum.models import Board
from forum.queries import home, listing
from forum.views import loading


@dataclass(frozen=True, slots=True)
class Filter:
    path: str
    label: str
    is_on: bool


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    pagecache.reading(request, ["lists", "site"])
    language = loading.language()
    context = {"heading": _("Questions"), "boards": home.board_links(language), "show_board": True}
    return _listed(request, context)


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Board, slug=slug)
    pagecache.reading(request, [f"board:{found.pk}", "lists", "site"])
    language = loading.language()
    context = {
        "board": found,
        "heading": found.name_in(language),
        "about": found.about_in(language),
        "experts": listing.experts(found, language),
    }
    return _listed(request, context, board=found)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = Tag.objects.filter(slug=slug).first()
    if found is None:
        synonym = get_object_or_404(Synonym.objects.select_related("tag"), slug=slug)
        return redirect("tag", slug=synonym.tag.slug, permanent=True)
    pagecache.reading(request, [f"tag:{found.pk}", "lists", "site"])
    context = {"tag": found, "heading": found.slug, "about": found.about, "show_board": True}
    return _listed(request, context, tag=found)


def _listed(request: HttpRequest, context: dict, **part: Board | Tag) -> HttpResponse:
    member = loading.reader(request)
    page = listing.listing(request.GET, member=member, language=loading.language(), **part)
    context |= {
        "section": "questions",
        "page": page,
        "query": urlencode({"state": page.state}) + "&" if page.state != "newest" else "",
        "filters": _filters(request.path, page.state, member),
        "empty": _empty(page.state),
    }
    return pagecache.mark(request, render(request, "forum/list.html", context))


def _filters(path: str, state: str, member: Member | None) -> list[Filter]:
    labels = {
        "newest": _("Newest"),
        "unanswered": _("Waiting"),
        "unsolved": _("Not solved yet"),
        "solved": _("Solved"),
    }
    if member is not None:
        labels |= {"yours": _("Yours"), "following": _("You follow")}
    return [
        Filter(path if name == "newest" else f"{path}?state={name}", label, name == state)
        for name, label in labels.items()
    ]


def _empty(state: str) -> dict[str, str]:
    """An empty list says what is so and what to do."""
    texts = {
        "unanswered": (
            _("Every question here has an answer"),
            _("Come back later, or read along under the newest."),
        ),
        "unsolved": (
            _("Everything here is solved"),
            _("Come back later, or ask what you would like to know."),
        ),
        "solved": (
            _("Nothing is solved here yet"),
            _("Perhaps you know the answer to a question that waits."),
        ),
        "yours": (_("You have not asked anything here yet"), _("When something stops working, ask.")),
        "following": (
            _("You do not follow a question yet"),
            _("Press Follow under a question to hear how it ends."),
        ),
    }
    title, text = texts.get(state, (_("No questions here yet"), _("The first one could be yours.")))
    return {"title": title, "text": text}
