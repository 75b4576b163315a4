"""Who enters the desk, and the case an address names."""

import functools
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.lib import clock
from forum.models import Question
from forum.rules import NotAllowed
from forum.webcare import rules
from forum.webcare.models import Case
from forum.webcare.queries.news import newest
from forum.webcare.queries.sendings import has_way

_WITH = ("question__board", "question__author__standing", "owner", "resolved_by", "writing_by")


def at_the_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard of the desk: agents and leads only. The view gets the case; a refusal is said on its page."""

    @functools.wraps(view)
    @login_required
    def guarded(request: HttpRequest, case_id: int | None = None) -> HttpResponse:
        if not rules.may_work(request.user, clock.now()):
            raise PermissionDenied(_("The desk is where webcare works. Ask a manager if you belong there."))
        if case_id is None:
            return view(request)
        case = case_of(request, case_id)
        try:
            return view(request, case)
        except NotAllowed as refusal:
            messages.warning(request, str(refusal))
            return redirect(case.path())

    return guarded


def case_of(asked: HttpRequest, case_id: int) -> Case:
    """The case with its question, as far as this agent may see it; raises Http404.

    Of a hidden question too: its asker still talks with webcare in private, and somebody has to read that.
    """
    visible = Question.objects.visible_to(asked.user).values("pk")
    open_to_them = Q(question__removed_at=None) | Q(question__in=visible)
    cases = Case.objects.select_related(*_WITH).annotate(newest=newest(), has_way=has_way(asked.user))
    found = cases.filter(open_to_them, pk=case_id).first()
    if found is None:
        raise Http404
    return found
