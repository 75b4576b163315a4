"""What a board answers and promises: its rules for customers, and the staff's page of all promises."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.lib import clock, pagecache
from forum.escalation import previewing, rules, terms
from forum.models import Board
from forum.views import loading


@require_safe
def business_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """What we answer here, when somebody is there, and by when there is an answer; the same for everyone."""
    pagecache.reading(request, ["site"])
    board = Board.objects.filter(slug=slug).first()
    if board is None:
        raise Http404
    pagecache.also(request, [f"board:{board.pk}"])
    page = terms.terms_page(board, loading.language(), clock.now())
    return pagecache.mark(
        request, render(request, "escalation/rules.html", {"section": "questions", "page": page})
    )


@login_required
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Opening hours and promises of every board, for a moment of one's choice."""
    if not rules.may_see_policies(request.user):
        raise PermissionDenied(_("This page is for people who work here."))
    page = previewing.promises_page(request.GET.get("asked", ""), clock.now())
    context = {"page": page, "may_edit": rules.may_edit_policy(request.user)}
    return render(request, "escalation/promises.html", context)
