"""The desk: an agent's day, its groups and filters, the views somebody saved, and what is new meanwhile."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.lib import clock
from forum.views import loading
from forum.webcare.actions import save_view
from forum.webcare.models import SavedView
from forum.webcare.queries import choice as choosing
from forum.webcare.queries import narrowing, queue
from forum.webcare.views.guard import at_the_desk


@require_safe
@at_the_desk
def desk(request: HttpRequest) -> HttpResponse:
    return show(request)


@require_safe
@at_the_desk
def news(request: HttpRequest) -> HttpResponse:
    """For the script of the page: which cases it would show now, and how many there are."""
    found = _found(request)
    told = {
        "version": found.version,
        "ids": [row.case.pk for row in found.rows],
        "counts": {link.key: link.count for link in found.views if link.count},
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


@require_POST
@at_the_desk
def save(request: HttpRequest) -> HttpResponse:
    """Keeps the choice of this address under a name."""
    choice = choosing.chosen(request.GET, choosing.options())
    name = request.POST.get("name", "")
    try:
        save_view.save_view(by=request.user, name=name, query=choice.query, now=clock.now())
    except ValidationError as refusal:
        return show(request, typed=name, fault=" ".join(refusal.messages))
    messages.success(request, _("Saved. You find it beside the list."))
    return redirect(choice.address())


@require_POST
@at_the_desk
def change_saved(request: HttpRequest) -> HttpResponse:
    """Renames or deletes a saved view, as the button says."""
    number = request.POST.get("view", "")
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    view = get_object_or_404(SavedView, pk=number, member=request.user)
    address = f"/desk/?{view.query}" if view.query else "/desk/"
    if "delete" in request.POST:
        save_view.delete_view(by=request.user, view=view)
        messages.success(request, _("The view is deleted; its cases are where they were."))
        return redirect(address)
    try:
        save_view.rename_view(by=request.user, view=view, name=request.POST.get("name", ""))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(address)


def show(asked: HttpRequest, *, typed: str = "", fault: str = "") -> HttpResponse:
    """`fault`: why the view could not be saved under the name that was typed."""
    found, language = _found(asked), loading.language()
    selects = narrowing.selects(found.choice, choosing.options(), language)
    saved = list(SavedView.objects.filter(member=asked.user).order_by("name", "id"))
    context = {
        "section": "desk",
        "desk": found,
        "choice": found.choice,
        "day": found.choice.address(view="", state="", owner=""),
        # A page of the list further down stays the one that is asked about.
        "here_query": asked.META.get("QUERY_STRING", "") if found.page else found.choice.query,
        "kept_query": f"{found.choice.query}&" if found.choice.query else "",
        "selects": selects,
        "chips": narrowing.chips(found.choice, selects),
        "saved": saved,
        "opened": None if fault else _opened(saved, found.choice),
        "typed": typed,
        "fault": fault,
    }
    return render(asked, "webcare/desk.html", context, status=400 if fault else 200)


def _opened(saved: list[SavedView], choice: choosing.Choice) -> SavedView | None:
    return next((view for view in saved if view.query == choice.query), None)


def _found(asked: HttpRequest) -> queue.Desk:
    options = choosing.options()
    return queue.desk(
        choosing.chosen(asked.GET, options), options, asked.GET, member=asked.user, now=clock.now(),
        language=loading.language(),
    )  # fmt: skip
