"""Thanking someone for an answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, drafts, throttle
from forum import rules
from forum.improvements.actions.thank import thank
from forum.improvements.forms import ThanksForm
from forum.improvements.models import Compliment
from forum.improvements.views.loading import taken
from forum.views import loading


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def thanks(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer = loading.answer(answer_id, request.user)
    rules.require(
        rules.may_thank(request.user, answer, clock.now()), _("You can thank others for their answers.")
    )
    earlier = Compliment.objects.filter(answer=answer, by=request.user).values("words", "is_public").first()
    form = ThanksForm(request.POST or None, initial={**(earlier or {}), **drafts.read(request)})

    def act(**given) -> None:
        throttle.spend(throttle.COMMENT, throttle.who(request))
        thank(by=request.user, answer=answer, **given)

    if request.method == "POST" and taken(form, act):
        messages.success(request, _("Your thanks are on their way."))
        return redirect(answer.path())
    context = {"answer": answer, "form": form, "earlier": earlier}
    return render(request, "improvements/thanks.html", context, status=400 if form.is_bound else 200)
