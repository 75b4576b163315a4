"""Pages of moderation: deciding about one post, and the public log."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.lib import clock
from forum import rules
from forum.models import Answer, Comment, Question
from forum.moderation import actions, queries
from forum.moderation.models import Verdict

_MODELS = {"question": Question, "answer": Answer, "comment": Comment}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, noun: str, pk: int) -> HttpResponse:
    """Hide what is shown, or show what is hidden, with a reason."""
    if noun not in _MODELS:
        raise Http404
    now = clock.now()
    rules.require(rules.may_hide(request.user, now), _("Only moderators can do this."))
    post = get_object_or_404(_MODELS[noun].objects.visible_to(request.user), pk=pk)
    verdict = _verdict(request, post)
    back = post.path() if noun == "question" else f"{post.question.path()}#{noun}-{post.pk}"
    context = {"post": post, "verdict": verdict, "reason": request.POST.get("reason", ""), "back": back}
    if request.method == "POST":
        try:
            actions.decide(by=request.user, post=post, verdict=verdict, reason=context["reason"], now=now)
            return redirect(back)
        except ValidationError as fault:
            context["fault"] = " ".join(fault.messages)
    return render(request, "moderation/decide.html", context, status=400 if "fault" in context else 200)


def _verdict(request: HttpRequest, post: Question | Answer | Comment) -> Verdict:
    """What the form offered; a colleague who was quicker does not turn one decision into the other."""
    if request.POST.get("verdict") in Verdict.values:
        return Verdict(request.POST["verdict"])
    return Verdict.RESTORED if post.hidden_at else Verdict.HIDDEN


@require_GET
def public_log(request: HttpRequest) -> HttpResponse:
    lines, page = queries.public_log(request.GET)
    kind = queries.chosen_kind(request.GET)
    tabs = [
        {
            "path": f"/moderation/log/?kind={value}" if value else "/moderation/log/",
            "label": label,
            "is_on": value == kind,
        }
        for value, label in (
            ("", _("All")),
            ("question", _("Questions")),
            ("answer", _("Answers")),
            ("comment", _("Comments")),
        )
    ]
    context = {"lines": lines, "page": page, "tabs": tabs, "kind": kind}
    context["may_decide"] = rules.may_hide(request.user, clock.now())
    return render(request, "moderation/log.html", context)
