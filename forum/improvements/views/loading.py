"""What the views of this room begin with: the improvement as far as the reader may see it."""

import functools
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from community.lib import clock, drafts, throttle
from community.members.models import Member
from forum.improvements import rules
from forum.improvements.models import Improvement
from forum.rules import NotAllowed
from forum.views import loading as thread


def improvement(pk: int, member: Member | None) -> Improvement:
    """Raises Http404 for what is not there or not to be seen."""
    found = Improvement.objects.select_related("department", "owner", "cause").filter(pk=pk).first()
    if found is None or not rules.may_see(member, found):
        raise Http404
    return found


def running(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard of what is done with an improvement: signed in; a refusal is said on its page."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, improvement_id: int) -> HttpResponse:
        if thread.reader(request) is None:
            # Its forms stand on the page of the improvement, with what was typed in them.
            page = f"/improvements/{improvement_id}/"
            return redirect_to_login(drafts.address(request, page, request.POST.dict()))
        found = improvement(improvement_id, request.user)
        try:
            return view(request, found)
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        except ValidationError as fault:
            messages.error(request, " ".join(fault.messages))
        return redirect(found.path())

    return guarded


def taken(form: Form, act: Callable[..., object], **given: object) -> bool:
    """Whether the action took what the form holds; its refusal is a fault of the form."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data, **given, now=clock.now())
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    except throttle.TooOften as refusal:
        form.add_error(None, thread.said(refusal))
        return False
    return True


def require_staff(allowed: bool) -> None:
    """Raises PermissionDenied with a sentence."""
    if not allowed:
        raise PermissionDenied(_("This is where people who work here note what they learn."))
