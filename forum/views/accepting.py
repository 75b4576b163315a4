"""The list of what waits for somebody to accept an answer in a silent asker's place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.lib import clock
from forum import rules
from forum.queries import accepting
from forum.views import loading


@require_safe
@loading.writing
def to_accept(request: HttpRequest) -> HttpResponse:
    rules.require(
        accepting.may_accept_for_others(request.user),
        _("This is for members whose own answer solved something, and who have a longer standing here."),
    )
    page = accepting.waiting(request.user, request.GET, language=loading.language(), now=clock.now())
    return render(request, "forum/to_accept.html", {"section": "questions", "page": page})
