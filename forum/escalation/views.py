"""What the asker can press to leave the ladder for webcare."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.lib import clock
from forum.escalation.actions import call_webcare as calling
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
