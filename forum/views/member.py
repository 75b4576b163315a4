"""Pages about people: a member's page for everybody, the own standing for its owner."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from community.lib import pagecache
from forum.queries.member import member_page
from forum.queries.standing import price_lines, standing_page
from forum.views import loading


@require_safe
def member(request: HttpRequest, member_id: int, slug: str = "") -> HttpResponse:
    pagecache.reading(request, [f"member:{member_id}", "site"])
    viewer = loading.reader(request)
    page = member_page(member_id, request.GET, viewer=viewer, language=loading.language())
    if page is None:
        raise Http404
    if request.path != page.person.path:
        asked = request.META.get("QUERY_STRING", "")
        return redirect(page.person.path + (f"?{asked}" if asked else ""), permanent=True)
    context = {"page": page, "is_self": viewer is not None and viewer.pk == member_id}
    return pagecache.mark(request, render(request, "forum/member.html", context))


@require_safe
@login_required
def standing(request: HttpRequest) -> HttpResponse:
    page = standing_page(request.GET, member=request.user, language=loading.language())
    return render(request, "forum/standing.html", {"page": page, "prices": price_lines()})
