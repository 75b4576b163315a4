"""Pages of moderation: deciding about one post, removing it for good, and the public log."""

from django.contrib import messages
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
    post, now = _asked_for(request, noun, pk), clock.now()
    rules.require(post.removed_at is None, _("This was removed for good; nothing is left to decide."))
    verdict = _verdict(request, post)
    context = _about(request, post)
    if request.method == "POST":
        try:
            actions.decide(by=request.user, post=post, verdict=verdict, reason=context["reason"], now=now)
            return redirect(context["back"])
        except ValidationError as fault:
            context["fault"] = " ".join(fault.messages)
    context |= {"verdict": verdict, "removal": f"/{noun}s/{pk}/remove/" if post.hidden_at else ""}
    return render(request, "moderation/decide.html", context, status=400 if "fault" in context else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, noun: str, pk: int) -> HttpResponse:
    """Remove what is hidden for good, with a reason and a tick that says it was understood."""
    post, now = _asked_for(request, noun, pk), clock.now()
    context = _about(request, post)
    if post.removed_at is not None:
        return redirect(context["back"])
    if post.hidden_at is None:
        messages.info(request, _("Hide it first. What is hidden can then be removed for good."))
        return redirect(f"/moderation/{noun}/{pk}/")
    if request.method == "POST":
        try:
            if "understood" not in request.POST:
                raise ValidationError(_("Tick that you understand that this can not be undone."))
            actions.decide(
                by=request.user, post=post, verdict=Verdict.REMOVED, reason=context["reason"], now=now
            )
            messages.success(request, _("It is removed for good."))
            return redirect(_after(post))
        except ValidationError as fault:
            context["fault"] = " ".join(fault.messages)
    return render(request, "moderation/remove.html", context, status=400 if "fault" in context else 200)


def _asked_for(request: HttpRequest, noun: str, pk: int) -> Question | Answer | Comment:
    """The post a moderator decides about. Raises Http404, or NotAllowed for everybody else."""
    if noun not in _MODELS:
        raise Http404
    rules.require(rules.may_hide(request.user, clock.now()), _("Only moderators can do this."))
    return get_object_or_404(_MODELS[noun].objects.visible_to(request.user), pk=pk)


def _about(request: HttpRequest, post: Question | Answer | Comment) -> dict:
    noun, _colon, pk = post.subject.partition(":")
    back = post.path() if noun == "question" else f"{post.question.path()}#{noun}-{pk}"
    return {"post": post, "noun": noun, "reason": request.POST.get("reason", ""), "back": back}


def _after(post: Question | Answer | Comment) -> str:
    """Where the thread stands now: the title of a removed question left its address."""
    return f"/questions/{rules.thread_of(post).pk}/"


def _verdict(request: HttpRequest, post: Question | Answer | Comment) -> Verdict:
    """What the form offered; a colleague who was quicker does not turn one decision into the other."""
    if request.POST.get("verdict") in (Verdict.HIDDEN, Verdict.RESTORED):
        return Verdict(request.POST["verdict"])
    # What its author deleted can be hidden as well; to show it again is theirs.
    return Verdict.RESTORED if post.hidden_at and not post.is_deleted else Verdict.HIDDEN


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
