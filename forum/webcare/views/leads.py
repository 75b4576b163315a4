"""The page of who leads the desk, the cases and questions behind its numbers, and passing cases on."""

import functools
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from community.lib import clock
from community.members.models import Member
from forum.models import Board
from forum.rules import NotAllowed
from forum.views import loading
from forum.webcare import rules
from forum.webcare.actions.reassign import MOST
from forum.webcare.actions.reassign import reassign as pass_on
from forum.webcare.leadforms import QUEUE
from forum.webcare.models import Case
from forum.webcare.queries import leads as reading
from forum.webcare.queries import promises as kept
from forum.webcare.queries.colleagues import at_the_desk

PAGE = "/desk/leads/"
NUMBERS = (
    reading.OPEN, reading.TODAY, reading.LATE, reading.WAITING, reading.SNOOZED, reading.UNOWNED
)  # fmt: skip


def for_leads(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard: who leads the desk, and managers who stand in for them."""

    @functools.wraps(view)
    @login_required
    def guarded(request: HttpRequest) -> HttpResponse:
        if not rules.may_lead(request.user, clock.now()):
            raise PermissionDenied(_("This page is for who leads the desk, and for managers."))
        return view(request)

    return guarded


@require_safe
@for_leads
def leads(request: HttpRequest) -> HttpResponse:
    page = reading.leads_page(clock.now(), loading.language())
    return render(request, "webcare/leads.html", {"section": "desk", "page": page})


@require_safe
@for_leads
def cases(request: HttpRequest) -> HttpResponse:
    """The cases behind a number: of one person, or nobody's; from here they are passed on."""
    which = request.GET.get("which", reading.OPEN)
    if which not in NUMBERS:
        raise Http404
    person = None
    if which != reading.UNOWNED:
        person = get_object_or_404(Member, pk=loading.number(request.GET.get("person", "")))
    now = clock.now()
    found = reading.lying(reading.chosen(which, person, now)[:MOST], now, loading.language())
    return _listed(request, found, which=which, person=person)


@require_safe
@for_leads
def promises(request: HttpRequest) -> HttpResponse:
    """The questions behind a figure of promises."""
    board = get_object_or_404(Board, slug=request.GET.get("board", ""))
    days = loading.number(request.GET.get("days", ""))
    if days not in kept.SPANS:
        raise Http404
    missed, language = request.GET.get("how") == "missed", loading.language()
    rows = kept.behind(
        request.user, board=board.slug, days=days, missed=missed, now=clock.now(), language=language
    )
    context = {
        "section": "desk",
        "board": board.name_in(language),
        "days": days,
        "missed": missed,
        "rows": rows,
    }
    return render(request, "webcare/leads_promises.html", context)


@require_POST
@for_leads
def reassign(request: HttpRequest) -> HttpResponse:
    """To one colleague or back to the queue; a refusal shows the chosen cases again, with what was typed."""
    chosen = _chosen(request)
    to, now = request.POST.get("to", ""), clock.now()
    try:
        colleague = None if to == QUEUE else _colleague(to)
        count = pass_on(
            by=request.user, case_ids=chosen, to=colleague, reason=request.POST.get("reason", ""), now=now
        )
    except (ValidationError, NotAllowed) as refusal:
        held = reading.in_line(Case.objects.unfinished().filter(pk__in=chosen[:MOST]))
        return _listed(
            request, reading.lying(held, now, loading.language()), fault=loading.said(refusal),
            chosen=chosen, to=to, reason=request.POST.get("reason", ""),
        )  # fmt: skip
    messages.success(request, _moved(count, colleague))
    return redirect(PAGE)


def _chosen(asked: HttpRequest) -> list[int]:
    """The ticked cases, or all of one person."""
    if owner := loading.number(asked.POST.get("all_of", "")):
        return list(Case.objects.unfinished().filter(owner=owner).order_by("pk").values_list("pk", flat=True))
    return [pk for pk in map(loading.number, asked.POST.getlist("case")) if pk]


def _colleague(chosen: str) -> Member:
    found = at_the_desk().filter(pk=loading.number(chosen)).first()
    if found is None:
        raise ValidationError(_("Choose who has them from now on."))
    return found


def _moved(count: int, to: Member | None) -> str:
    if to is None:
        said = ngettext(
            "%(count)s case is back in the queue.", "%(count)s cases are back in the queue.", count
        )
        return said % {"count": count}
    said = ngettext("%(name)s has %(count)s case more now.", "%(name)s has %(count)s cases more now.", count)
    return said % {"count": count, "name": to.name}


def _listed(asked: HttpRequest, lying: list[reading.Lying], **context: object) -> HttpResponse:
    colleagues = reading.who_could_have_it(clock.now())
    shown = {"section": "desk", "lying": lying, "colleagues": colleagues, **context}
    return render(asked, "webcare/leads_cases.html", shown, status=400 if "fault" in context else 200)
