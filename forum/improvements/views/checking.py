"""The page of the one question: still solved, and were you helped well?"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from community.lib import clock, links
from community.members.models import Member
from community.notifications import kinds
from forum.escalation import checking, moments
from forum.escalation.models import Check, CheckState
from forum.forms import guarding, new_key
from forum.improvements.actions.unthank import take_words_away
from forum.improvements.helping import after_check
from forum.improvements.replying import reply_to_check
from forum.rules import NotAllowed
from forum.views import loading as thread

PAGE = "improvements/check.html"


# A click in a mail program has no cookie to check; the signed token is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Asks the asker; opening it does nothing, for mail programs open links by themselves."""
    try:
        found, asker = checking.read(token)
    except links.BadLink:
        return render(request, PAGE, {"check": None, "state": "gone"}, status=404)
    with moments.in_terms_of(asker):
        return _check(request, token, found, asker)


def _check(request: HttpRequest, token: str, found: Check, asker: Member) -> HttpResponse:
    if request.method != "POST":
        return render(
            request, PAGE, _context(found, asker, {"say": request.GET.get("say", ""), "thanks": "1"})
        )
    posted, fault = request.POST.dict(), ""
    # A button of the guard's panel is pressed in place of the one that was pressed before.
    posted["say"] = posted.get("say") or posted.get("said", "")
    guarded = guarding.check({"words": posted.get("words", "")}, posted)
    if not guarded.stops:
        try:
            reply_to_check(by=asker, check=found, posted=posted | guarded.texts, now=clock.now())
            return redirect(request.path)
        except (NotAllowed, ValidationError) as refusal:
            fault = " ".join(getattr(refusal, "messages", [str(refusal)]))
            found, asker = checking.read(token)
    return render(request, PAGE, _context(found, asker, posted) | {"fault": fault, "guarded": guarded})


@require_POST
@thread.writing
def words_away(request: HttpRequest, check_id: int) -> HttpResponse:
    found = get_object_or_404(Check.objects.select_related("question"), pk=check_id)
    take_words_away(by=request.user, check=found, now=clock.now())
    return redirect(found.question.path())


def _context(found: Check, asker: Member, posted: Mapping[str, str]) -> dict:
    state = found.state
    if state == CheckState.ASKED and not checking.still_stands(found, found.question):
        state = CheckState.DROPPED
    say = posted.get("say", "")
    choices = [(end.removeprefix("?say="), label) for end, label in kinds.get(checking.KIND).choices]
    helped = after_check(found, asker, clock.now()) if state == CheckState.ASKED else None
    return {
        "check": found,
        "question": found.question,
        "state": state,
        "helper": helped.by if helped else None,
        "say": say,
        "others": [choice for choice in choices if choice[0] != say] if say in dict(choices) else [],
        "words": posted.get("words", ""),
        "thanks": posted.get("thanks", ""),
        "form_key": new_key(),
    }
