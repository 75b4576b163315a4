"""Lists of questions: all of them, of a board, of a tag; narrowed and sorted by what stands in the address."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.lib import clock, pagecache
from community.members.models import Member
from community.tags.models import Synonym, Tag
from forum.actions.visit import note_all_read
from forum.models import Board
from forum.queries import filters, home, listing
from forum.queries.choices import choices
from forum.queries.counts import counts
from forum.queries.filters import Filters
from forum.queries.following import marked
from forum.queries.moments import iso
from forum.views import emptiness, loading, narrowing


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    pagecache.reading(request, ["lists", "site"])
    boards = _boards()
    wanted = filters.read(request.GET, member=loading.reader(request), boards=boards)
    context = {"heading": _("Questions"), "show_board": True}
    return _listed(request, wanted, boards, context)


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    pagecache.reading(request, ["lists", "site"])
    boards, language = _boards(loading.reader(request)), loading.language()
    found = next((each for each in boards if each.slug == slug), None)
    if found is None:
        raise Http404
    pagecache.also(request, [f"board:{found.pk}"])
    wanted = filters.read(request.GET, member=loading.reader(request), boards=boards, board=found)
    context = {
        "board": found,
        "heading": found.name_in(language),
        "about": found.about_in(language),
        # Of a word on a board others may know more.
        "experts": [] if wanted.tag else listing.experts(found, language),
    }
    return _listed(request, wanted, boards, context, "board")


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = marked(Tag.objects.filter(slug=slug), "tag", loading.reader(request)).first()
    if found is None:
        synonym = get_object_or_404(Synonym.objects.select_related("tag"), slug=slug)
        return loading.moved(request, reverse("tag", args=[synonym.tag.slug]))
    pagecache.reading(request, [f"tag:{found.pk}", "lists", "site"])
    boards = _boards()
    wanted = filters.read(request.GET, member=loading.reader(request), boards=boards, tag=found)
    context = {"tag": found, "heading": found.slug, "about": found.about, "show_board": not wanted.board}
    return _listed(request, wanted, boards, context, "tag")


@require_POST
@loading.writing
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything unread counts as read, as of the page the button stood on."""
    seen_at = loading.moment(request.POST.get("at", ""))
    if seen_at is not None:
        note_all_read(by=request.user, seen_at=seen_at, now=clock.now())
        messages.success(request, _("Everything counts as read. What comes from now on is marked again."))
    return redirect("/questions/?state=unread")


def _listed(
    request: HttpRequest, wanted: Filters, boards: list[Board], context: dict, heading: str = ""
) -> HttpResponse:
    member, language = loading.reader(request), loading.language()
    pagecache.also(request, wanted.slots)
    page = listing.listing(wanted, request.GET, member=member, language=language)
    base, _mark, query = wanted.address().partition("?")
    context |= {
        "section": "questions",
        "page": page,
        "base": base,
        "query": f"{query}&" if query else "",
        "feed": wanted.feed,
        "turned": _turned(wanted),
        **_narrowed(wanted, boards, language, heading),
        **_around(wanted, boards, language, heading),
        "tabs": narrowing.tabs(wanted, counts()),
        "own": narrowing.own_tabs(wanted, member),
        "often": [(word, wanted.address(tag=Tag(slug=word))) for word in page.often],
        "read_at": iso(clock.now()) if wanted.state == "unread" and page.rows else "",
    }
    if not page.rows:
        context |= {"empty": emptiness.empty(wanted), "ways": emptiness.ways_out(wanted, member, language)}
    return pagecache.mark(request, render(request, "forum/list.html", context))


def _narrowed(wanted: Filters, boards: list[Board], language: str, heading: str) -> dict:
    """Menus and chips, and the list without any of them."""
    own = {name: getattr(wanted, name) for name in (heading,) if name}
    first, more = narrowing.menus(wanted, boards, choices(), language)
    return {
        "menus": first,
        "more": more,
        "sorting": narrowing.sorting(wanted),
        "chips": narrowing.chips(wanted, language, heading),
        "everything": Filters(state=wanted.state, sort=wanted.sort, **own).address(),
    }


def _around(wanted: Filters, boards: list[Board], language: str, heading: str) -> dict:
    """What stands beside the list, and whether a search engine should know this one."""
    return {
        "boards": [] if heading == "board" else home.links_to(boards, language, counts()),
        "is_found": wanted.is_found,
    }


def _turned(wanted: Filters) -> dict[str, str]:
    """What the links to the pages around this one say."""
    if wanted.sort or wanted.state == "unread":
        first, newer, older = (
            narrowing.sort_name(wanted.sort or "active"),
            _("Back up the list"),
            _("Further down the list"),
        )
    else:
        first, newer, older = "", _("Newer questions"), _("Older questions")
    return {"first": first, "newer": newer, "older": older}


def _boards(member: Member | None = None) -> list[Board]:
    return list(marked(Board.objects.order_by("position", "id"), "board", member))
