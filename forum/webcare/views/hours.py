"""When somebody works at the desk, and when they are away; one's own, and everybody's for who leads."""

import functools
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.lib import clock
from community.members.models import Member
from community.members.zones import zone_of
from forum.views import loading
from forum.webcare import rules
from forum.webcare.actions import absence, shifts
from forum.webcare.leadforms import AbsenceForm, ShiftForm
from forum.webcare.models import Absence, Shift
from forum.webcare.queries.hours import hours_page, runs_over_midnight


def planning(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard: one's own hours, or anybody's of the desk for who leads. Moments are read and shown by one's own clock."""

    @functools.wraps(view)
    @login_required
    def guarded(request: HttpRequest, member_id: int) -> HttpResponse:
        member = get_object_or_404(Member.objects.present(), pk=member_id)
        if not rules.may_plan(request.user, member, clock.now()):
            raise PermissionDenied(
                _("Working hours are for the person themselves, and for who leads the desk.")
            )
        with timezone.override(zone_of(request.user)):
            return view(request, member)

    return guarded


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    return redirect("desk_hours", request.user.pk)


@require_safe
@planning
def hours(request: HttpRequest, member: Member) -> HttpResponse:
    return _show(request, member)


@require_POST
@planning
def add(request: HttpRequest, member: Member) -> HttpResponse:
    form = ShiftForm(request.POST)
    try:
        if not form.is_valid():
            return _show(request, member, shift_form=form)
        made = shifts.add_shift(by=request.user, member=member, now=clock.now(), **form.cleaned_data)
    except ValidationError as fault:
        form.add_error(None, loading.said(fault))
        return _show(request, member, shift_form=form)
    if runs_over_midnight(form.cleaned_data["begins"], form.cleaned_data["ends"]):
        said = ", ".join(f"{shifts.WEEKDAYS[one.weekday]} {shifts.hours_said(one)}" for one in made)
        messages.success(
            request, _("These hours run over midnight and stand as two: %(hours)s.") % {"hours": said}
        )
    return redirect("desk_hours", member.pk)


@require_POST
@planning
def remove(request: HttpRequest, member: Member) -> HttpResponse:
    chosen = Shift.objects.select_related("member").filter(member=member)
    shift = chosen.filter(pk=loading.number(request.POST.get("shift", ""))).first()
    if shift is not None:
        shifts.remove_shift(by=request.user, shift=shift, now=clock.now())
    return redirect("desk_hours", member.pk)


@require_POST
@planning
def away(request: HttpRequest, member: Member) -> HttpResponse:
    form, now = AbsenceForm(request.POST), clock.now()
    try:
        if not form.is_valid():
            return _show(request, member, absence_form=form)
        absence.be_away(by=request.user, member=member, now=now, **form.span(now))
    except ValidationError as fault:
        form.add_error(None, loading.said(fault))
        return _show(request, member, absence_form=form)
    return redirect("desk_hours", member.pk)


@require_POST
@planning
def back(request: HttpRequest, member: Member) -> HttpResponse:
    chosen = Absence.objects.select_related("member").filter(member=member)
    planned = chosen.filter(pk=loading.number(request.POST.get("absence", ""))).first()
    if planned is not None:
        absence.be_back(by=request.user, absence=planned, now=clock.now())
    return redirect("desk_hours", member.pk)


def _show(
    asked: HttpRequest,
    member: Member,
    shift_form: ShiftForm | None = None,
    absence_form: AbsenceForm | None = None,
) -> HttpResponse:
    now = clock.now()
    context = {
        "section": "desk",
        "page": hours_page(member, now),
        "is_own": asked.user.pk == member.pk,
        "may_lead": rules.may_lead(asked.user, now),
        "zone": zone_of(asked.user).key,
        "shift_form": shift_form or ShiftForm(),
        "absence_form": absence_form or AbsenceForm(),
    }
    return render(asked, "webcare/hours.html", context, status=400 if shift_form or absence_form else 200)
