"""Lists of questions: all of them, of a board, of a tag; narrowed and sorted by what stands in the address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.lib import pagecache
from community.tags.models import Synonym, Tag
from forum.models import Board
from forum.queries import filters, home, listing
from forum.queries.filters import Filters
from forum.views import loading, narrowing


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
    boards, language = _boards(), loading.language()
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
    found = Tag.objects.filter(slug=slug).first()
    if found is None:
        synonym = get_object_or_404(Synonym.objects.select_related("tag"), slug=slug)
        return redirect("tag", slug=synonym.tag.slug, permanent=True)
    pagecache.reading(request, [f"tag:{found.pk}", "lists", "site"])
    boards = _boards()
    wanted = filters.read(request.GET, member=loading.reader(request), boards=boards, tag=found)
    context = {"tag": found, "heading": found.slug, "about": found.about, "show_board": not wanted.board}
    return _listed(request, wanted, boards, context, "tag")


def _listed(
    request: HttpRequest, wanted: Filters, boards: list[Board], context: dict, heading: str = ""
) -> HttpResponse:
    member, language = loading.reader(request), loading.language()
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
        "filters": narrowing.tabs(wanted, member),
        "boards": [] if heading == "board" else home.links_to(boards, language),
        "often": [(word, _tagged(wanted, word)) for word in page.often],
    }
    if not page.rows:
        context |= {"empty": narrowing.empty(wanted), "ways": narrowing.ways_out(wanted, member, language)}
    return pagecache.mark(request, render(request, "forum/list.html", context))


def _narrowed(wanted: Filters, boards: list[Board], language: str, heading: str) -> dict:
    """Menus and chips, and the list without any of them."""
    own = {name: getattr(wanted, name) for name in (heading,) if name}
    return {
        "menus": narrowing.menus(wanted, boards, listing.languages_in_use(), language),
        "sorting": narrowing.sorting(wanted),
        "chips": narrowing.chips(wanted, language, heading),
        "everything": Filters(state=wanted.state, sort=wanted.sort, **own).address(),
    }


def _turned(wanted: Filters) -> dict[str, str]:
    """What the links to the pages around this one say."""
    if wanted.sort:
        first, newer, older = (
            narrowing.sort_name(wanted.sort),
            _("Back up the list"),
            _("Further down the list"),
        )
    else:
        first, newer, older = "", _("Newer questions"), _("Older questions")
    return {"first": first, "newer": newer, "older": older}


def _tagged(wanted: Filters, word: str) -> str:
    """The list narrowed to a word; a list of another word goes over to it."""
    return wanted.address(tag=Tag(slug=word))


def _boards() -> list[Board]:
    return list(Board.objects.order_by("position", "id"))
