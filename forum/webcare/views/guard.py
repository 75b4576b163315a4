"""Who enters the desk, and the case an address names."""

import functools
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.lib import clock, drafts
from forum.models import Question
from forum.rules import NotAllowed
from forum.webcare import rules
from forum.webcare.forms import KEPT
from forum.webcare.models import Case
from forum.webcare.queries.news import newest
from forum.webcare.queries.sendings import has_way

_WITH = ("question__board", "question__author__standing", "owner", "resolved_by", "writing_by")


def at_the_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard of the desk: agents and leads only. The view gets the case; a refusal is said on its page.

    Whoever has to sign in first finds what they typed in the box of the case again.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, case_id: int | None = None) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(_after_sign_in(request, case_id))
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


def _after_sign_in(asked: HttpRequest, case_id: int | None) -> str:
    if asked.method != "POST":
        return asked.get_full_path()
    page = "/desk/" if case_id is None else f"/desk/{case_id}/"
    if not asked.POST.get("body", "").strip():
        return page
    # It may be meant for the customer alone: it waits in the session, not in an address.
    typed = {name: asked.POST[name] for name in KEPT if name in asked.POST}
    return drafts.parked(asked, page, typed | {"to": asked.POST.get("send") or typed.get("to", "")})


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
