"""The page a reminder's buttons lead to: is it solved by now?"""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.lib import clock, links, throttle
from community.members.models import Member
from forum.escalation import moments, reminding, rules
from forum.escalation.replying import reply_to_reminder
from forum.forms import guarding
from forum.forms.parts import new_key
from forum.models import Question
from forum.rules import NotAllowed
from forum.views import loading


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
    with moments.in_terms_of(asker):
        return _solved_yet(request, question, asker)


def _solved_yet(request: HttpRequest, question: Question, asker: Member) -> HttpResponse:
    posted, fault, guarded = request.POST.dict(), "", None
    # A button of the guard's panel is pressed in place of the one that was pressed before.
    say = posted.get("say") or posted.get("said") or request.GET.get("say", "")
    if request.method == "POST":
        posted["say"] = posted.get("say") or posted.get("said", "")
        guarded = guarding.check({"missing": posted.get("missing", "")}, posted)
        if not guarded.stops:
            posted |= guarded.texts
            try:
                throttle.spend(throttle.COMMENT, f"member:{asker.pk}")
                said = reply_to_reminder(by=asker, question=question, posted=posted, now=clock.now())
                return redirect(f"{request.path}?done={said}")
            except (NotAllowed, ValidationError, throttle.TooOften) as refusal:
                fault = loading.said(refusal)
    typed = {"say": say, "words": posted.get("missing", ""), "fault": fault, "guarded": guarded}
    typed |= {"done": request.GET.get("done", ""), "form_key": new_key()}
    return render(request, "escalation/solved_yet.html", _standing(question, asker) | typed)


def _standing(question: Question, asker: Member) -> dict:
    """How the question stands for its asker: what there is to choose, or that there is nothing to say any more."""
    accepted = reminding.accepted_by_others(question)
    return {
        "question": question,
        "answers": reminding.answers_of(question),
        "accepted": accepted,
        "is_said": question.state == "solved" and accepted is None,
        "is_over": rules.is_over(asker, question),
    }
