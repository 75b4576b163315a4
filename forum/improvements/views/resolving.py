"""Ending a case, with its cause and what it taught; and opening it again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock
from community.members.models import Department
from forum.improvements.actions.conclude import conclude
from forum.improvements.resolving import ResolveForm, begun, choices_of, reply_clocks
from forum.models import Door
from forum.rules import NotAllowed, require
from forum.views.loading import language
from forum.webcare import rules
from forum.webcare.actions.open_again import open_again
from forum.webcare.actions.resolve import has_reply
from forum.webcare.models import Case
from forum.webcare.views import box
from forum.webcare.views.guard import at_the_desk


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def resolve(request: HttpRequest, case: Case) -> HttpResponse:
    """The form stands beside the case too; here it comes back with everything that was typed."""
    if request.method != "POST":
        require(
            rules.may_resolve(request.user, case, clock.now()),
            _("Only its owner or the lead can resolve a case."),
        )
    form = ResolveForm(request.POST or None, choices=choices_of(case, language()), initial=begun(case))
    may_end = request.method == "POST" and form.passes(request.POST) and not _has_unsent(request, case, form)
    if may_end and _concluded(request, case, form):
        messages.success(request, _("Resolved. The customer reads it now."))
        return redirect("/desk/")
    context = {"section": "desk", "case": case, "form": form, "has_reply": has_reply(case)}
    return render(request, "improvements/resolve.html", context, status=400 if form.is_bound else 200)


def _has_unsent(asked: HttpRequest, case: Case, form: ResolveForm) -> bool:
    """Whether a reply came along that nobody sent: it stands in the box again, and the case does not end yet."""
    if not asked.POST.get("body", "").strip():
        return False
    box.keep_typed(asked, case)
    form.add_error(
        None,
        _(
            "You have a reply that is not sent; it is kept on the page of the case. "
            "Send it first, or resolve the case without it."
        ),
    )
    return True


def _concluded(asked: HttpRequest, case: Case, form: ResolveForm) -> bool:
    """Whether the case ended; a refusal is a fault of the form, which keeps everything."""
    given = dict(form.cleaned_data)
    given["door"] = Door.objects.filter(pk=given["door"]).first() if given["door"] else None
    given["department"] = (
        Department.objects.filter(pk=given["department"]).first() if given["department"] else None
    )
    try:
        conclude(by=asked.user, case=case, now=clock.now(), **given)
    except (ValidationError, NotAllowed) as refusal:
        faults = getattr(refusal, "error_dict", None)
        form.add_error(
            None, refusal if faults else ValidationError(getattr(refusal, "messages", [str(refusal)]))
        )
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def again(request: HttpRequest, case: Case) -> HttpResponse:
    """A case that was ended too early, with the reason; the customer has webcare's reply time as a promise."""
    now, reason, fault = clock.now(), request.POST.get("reason", ""), ""
    require(
        rules.may_open_again(request.user, case, now), _("Only its owner or the lead can open a case again.")
    )
    if request.method == "POST":
        due_at, alarm_at = reply_clocks(case.question, now)
        try:
            open_again(by=request.user, case=case, reason=reason, due_at=due_at, alarm_at=alarm_at, now=now)
        except ValidationError as refusal:
            fault = " ".join(refusal.messages)
        else:
            messages.success(request, _("It is open again, and yours to end."))
            return redirect(case.path())
    context = {"section": "desk", "case": case, "reason": reason, "fault": fault}
    return render(request, "improvements/open_again.html", context, status=400 if fault else 200)
