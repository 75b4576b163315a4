"""Pages about people: a member's page for everybody, the own standing for its owner."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.lib import clock, pagecache
from forum import rules
from forum.queries.counts import capped
from forum.queries.member import MemberPage, member_page
from forum.queries.standing import price_lines, standing_page
from forum.views import loading
from forum.views.narrowing import Link


@require_safe
def member(request: HttpRequest, member_id: int, slug: str = "") -> HttpResponse:
    pagecache.reading(request, [f"member:{member_id}", "lists", "site"])
    viewer = loading.reader(request)
    page = member_page(member_id, request.GET, viewer=viewer, language=loading.language())
    if page is None:
        raise Http404
    if request.path != page.person.path:
        return loading.moved(request, page.person.path)
    is_self = viewer is not None and viewer.pk == member_id
    context = {"page": page, "is_self": is_self, "tabs": _tabs(page), "query": f"state={page.tab}&"}
    return pagecache.mark(request, render(request, "forum/member.html", context))


@require_safe
@login_required
def standing(request: HttpRequest) -> HttpResponse:
    page = standing_page(request.GET, member=request.user, language=loading.language())
    may_review = rules.may_review(request.user, page.points, clock.now())
    context = {"page": page, "prices": price_lines(), "may_review": may_review}
    return render(request, "forum/standing.html", context)


def _tabs(page: MemberPage) -> list[Link]:
    """What they answered, solved and asked, and for a colleague what they answered for the company."""
    names = {
        "answers": (_("Answers"), page.answered),
        "solved": (_("Solved"), page.helped),
        "questions": (_("Questions"), page.asked),
    }
    if page.person.department:
        names["official"] = (_("Official"), 0)
    return [
        Link(
            f"{page.person.path}?state={tab}",
            label,
            tab == page.tab,
            count=capped(number) if number else "",
        )
        for tab, (label, number) in names.items()
    ]
