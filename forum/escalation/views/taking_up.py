"""On the desk: taking up a case that was put aside, with the promise the customer then reads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.lib import clock
from forum.escalation.actions.take_case_up import take_case_up
from forum.escalation.moments import said
from forum.webcare.models import Case
from forum.webcare.views import box
from forum.webcare.views.guard import at_the_desk


@require_POST
@at_the_desk
def take_up(request: HttpRequest, case: Case) -> HttpResponse:
    now = clock.now()
    box.keep_typed(request, case)
    sooner = take_case_up(by=request.user, case=case, now=now)
    if sooner is None:
        messages.success(request, _("It is at hand again; the promise to the customer stays."))
    else:
        told = _("It is at hand again. The customer reads that they hear from us before %(moment)s.")
        messages.success(request, told % {"moment": said(sooner, now)})
    return redirect(case.path())
