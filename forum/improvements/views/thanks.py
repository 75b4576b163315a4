"""Thanking someone for an answer or for help in private, and a moderator's taking thanks out of public."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from community.lib import clock, drafts, throttle
from forum import rules
from forum.forms import guarding
from forum.improvements.actions.thank import heads_of, thank
from forum.improvements.actions.unthank import take_thanks_away
from forum.improvements.forms import ThanksForm
from forum.improvements.helping import Helped, in_private
from forum.improvements.models import Compliment
from forum.improvements.views.loading import taken
from forum.views import loading
from forum.webcare.models import Case


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def thanks(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer = loading.answer(answer_id, request.user)
    rules.require(
        rules.may_thank(request.user, answer, clock.now()), _("You can thank others for their answers.")
    )
    return _thanks(request, Helped(answer.author, answer=answer), answer.path())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def of_talk(request: HttpRequest, case_id: int) -> HttpResponse:
    """For help in private. To everyone but the customer of that talk it is not there."""
    case = Case.objects.select_related("question").filter(pk=case_id, question__removed_at=None).first()
    helped = in_private(case) if case is not None else None
    if helped is None or not helped.may_be_thanked(request.user, clock.now()):
        raise Http404
    return _thanks(request, helped, f"/private/{case.pk}/")


def _thanks(request: HttpRequest, helped: Helped, back: str) -> HttpResponse:
    given_before = Compliment.objects.filter(by=request.user, answer=helped.answer, case=helped.case)
    earlier = given_before.values("words", "is_public").first()
    # What was said in private is not told to everyone by leaving a box ticked.
    start = {"is_public": helped.case is None, **(earlier or {}), **drafts.read(request)}
    form = ThanksForm(request.POST or None, initial=start)

    def act(**given) -> None:
        throttle.spend(throttle.COMMENT, throttle.who(request))
        thank(by=request.user, helped=helped, **given)

    if request.method == "POST" and _may_be_read(form, request.POST) and taken(form, act):
        messages.success(request, _("Your thanks are on their way."))
        return redirect(back)
    context = {
        "helped": helped, "back": back, "form": form, "earlier": earlier,
        "has_head": heads_of(helped.by).exclude(pk=request.user.pk).exists(),
    }  # fmt: skip
    return render(request, "improvements/thanks.html", context, status=400 if form.is_bound else 200)


@require_POST
@loading.writing
def away(request: HttpRequest, compliment_id: int) -> HttpResponse:
    found = get_object_or_404(
        Compliment.objects.select_related("answer__question", "case__question", "to"), pk=compliment_id
    )
    take_thanks_away(by=request.user, compliment=found, now=clock.now())
    return redirect(found.to.path())


def _may_be_read(form: ThanksForm, post: Mapping[str, str]) -> bool:
    """Thanks between two people are theirs; public ones are guarded as every public word."""
    if not form.is_valid() or not form.cleaned_data["is_public"]:
        return True
    return guarding.passes(form, post)
