"""Taking a case, giving it back, handing it over."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.lib import clock
from community.members.models import Member
from forum.rules import NotAllowed, require
from forum.views.loading import number
from forum.webcare import rules
from forum.webcare.actions import own
from forum.webcare.actions.sending import send_now
from forum.webcare.models import Case
from forum.webcare.queries.colleagues import who_could_take
from forum.webcare.views import box
from forum.webcare.views.guard import at_the_desk


@require_POST
@at_the_desk
def take(request: HttpRequest, case: Case) -> HttpResponse:
    """The button sends what was typed along: it stands in the box again, also when a colleague was quicker."""
    box.keep_typed(request, case)
    own.take_case(by=request.user, case=case, now=clock.now())
    return redirect(case.path())


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def hand_over(request: HttpRequest, case: Case) -> HttpResponse:
    return _away(request, case, _handed)


@require_POST
@at_the_desk
def give_back(request: HttpRequest, case: Case) -> HttpResponse:
    """The other button of the same page."""
    return _away(request, case, _given_back)


def _away(asked: HttpRequest, case: Case, act: Callable[[HttpRequest, Case], str]) -> HttpResponse:
    """The page, or what came of it; a refusal keeps what was chosen and typed."""
    now, fault = clock.now(), ""
    require(rules.may_give_away(asked.user, case, now), _("Only its owner or the lead can hand a case over."))
    if asked.method == "POST":
        try:
            # A reply that still waits goes out first, and waits on when this is refused.
            with transaction.atomic():
                send_now(by=asked.user, case=case, now=now)
                messages.success(asked, act(asked, case))
            return redirect("/desk/")
        except (ValidationError, NotAllowed) as refusal:
            fault = " ".join(getattr(refusal, "messages", [str(refusal)]))
    context = {
        "section": "desk",
        "case": case,
        "colleagues": who_could_take(case, asked.user, now),
        "chosen": number(asked.POST.get("to", "")),
        "reason": asked.POST.get("reason", ""),
        "fault": fault,
    }
    return render(asked, "webcare/hand_over.html", context, status=400 if fault else 200)


def _handed(asked: HttpRequest, case: Case) -> str:
    """Raises ValidationError when nobody was chosen, or without a reason."""
    to = Member.objects.agents().filter(pk=number(asked.POST.get("to", ""))).first()
    if to is None:
        raise ValidationError(_("Choose the colleague who takes it over."))
    own.hand_over(by=asked.user, to=to, case=case, reason=asked.POST.get("reason", ""), now=clock.now())
    return _("%(name)s has the case now.") % {"name": to.name}


def _given_back(asked: HttpRequest, case: Case) -> str:
    own.give_back(by=asked.user, case=case, reason=asked.POST.get("reason", ""), now=clock.now())
    return _("The case is back in the queue.")
