"""What the asker can press to leave the ladder for webcare, and the staff's page of what each board promises."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.lib import clock, links
from forum.escalation import previewing, reminding, rules
from forum.escalation.actions import call_webcare as calling
from forum.escalation.replying import reply_to_reminder
from forum.forms.parts import new_key
from forum.rules import NotAllowed
from forum.views import loading
from forum.webcare.models import CaseReason


@require_POST
@loading.writing
def call_webcare(request: HttpRequest, question_id: int) -> HttpResponse:
    question = loading.question(question_id, request.user)
    not_solved = request.POST.get("reason") == CaseReason.NOT_SOLVED
    reason = CaseReason.NOT_SOLVED if not_solved else CaseReason.URGENT
    calling.call_webcare(by=request.user, question=question, reason=reason, now=clock.now())
    messages.success(request, _("Webcare takes over. You read here by when they reply."))
    return redirect(question.path())


@login_required
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Opening hours and promises of every board, for a moment of one's choice."""
    if not rules.may_see_policies(request.user):
        raise PermissionDenied(_("This page is for people who work here."))
    page = previewing.promises_page(request.GET.get("asked", ""), clock.now())
    context = {"page": page, "may_edit": rules.may_edit_policy(request.user)}
    return render(request, "escalation/promises.html", context)


# A click in a mail program has no cookie to check; the signed token is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def solved_yet(request: HttpRequest, token: str) -> HttpResponse:
    """Asks the asker whether it is solved; opening it does nothing, for mail programs open links by themselves."""
    try:
        question, asker = reminding.read(token)
    except links.BadLink:
        return render(request, "escalation/solved_yet.html", {"question": None}, status=404)
    fault, words = "", request.POST.get("missing", "")
    if request.method == "POST":
        try:
            said = reply_to_reminder(by=asker, question=question, posted=request.POST, now=clock.now())
            return redirect(f"{request.path}?done={said}")
        except (NotAllowed, ValidationError) as refusal:
            fault = " ".join(getattr(refusal, "messages", [str(refusal)]))
    say = request.POST.get("say") or request.GET.get("say", "")
    context = {"question": question, "answers": reminding.answers_of(question), "say": say, "fault": fault,
               "words": words, "done": request.GET.get("done", ""), "form_key": new_key()}  # fmt: skip
    return render(request, "escalation/solved_yet.html", context)
