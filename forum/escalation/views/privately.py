"""From the private talk of a finished case: "It is not solved", signed in or from the letter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from forum.escalation.actions.say_not_solved import say_not_solved
from forum.webcare.models import PrivateMessage
from forum.webcare.views import private


@never_cache
@require_POST
def not_solved(request: HttpRequest, case_id: int) -> HttpResponse:
    return private.of_the_asker(request, case_id, _saying(request))


@never_cache
@require_POST
def not_solved_from_letter(request: HttpRequest, token: str) -> HttpResponse:
    return private.of_the_letter(request, token, _saying(request))


def _saying(asked: HttpRequest) -> private.Say:
    def say(**said) -> PrivateMessage:
        message = say_not_solved(**said)
        messages.success(asked, _("Webcare is at it again. You read here by when they reply."))
        return message

    return say
