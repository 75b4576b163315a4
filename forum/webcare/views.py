"""The desk: the queue, a case, and what an agent does with it."""

import functools
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.lib import clock
from community.members.models import Member
from forum.forms import new_key
from forum.models import Question
from forum.rules import NotAllowed
from forum.views import loading
from forum.webcare import queries, rules
from forum.webcare.actions import note, own, reply, resolve
from forum.webcare.forms import NOTE, PUBLIC, ReplyForm, ResolveForm
from forum.webcare.models import Case

# In the session until the page is shown again: the reply somebody was writing when they took its case.
TYPED, KEPT = "typed_on_case", ("body", "to", "form_key")


def at_the_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard of the desk: agents and leads only. The view gets the case; a refusal is said on its page."""

    @functools.wraps(view)
    @login_required
    def guarded(request: HttpRequest, case_id: int | None = None) -> HttpResponse:
        if not rules.may_work(request.user, clock.now()):
            raise PermissionDenied(_("The desk is where webcare works. Ask a manager if you belong there."))
        if case_id is None:
            return view(request)
        case = _case(request, case_id)
        try:
            return view(request, case)
        except NotAllowed as refusal:
            messages.warning(request, str(refusal))
            return redirect(case.path())

    return guarded


@require_safe
@at_the_desk
def desk(request: HttpRequest) -> HttpResponse:
    queue = queries.queue(request.user, clock.now(), loading.language())
    context = {"section": "desk", "queue": queue, "glance": queries.glance(queue)}
    return render(request, "webcare/desk.html", context)


@require_safe
@at_the_desk
def case(request: HttpRequest, case: Case) -> HttpResponse:
    return _page(request, case)


@require_POST
@at_the_desk
def take(request: HttpRequest, case: Case) -> HttpResponse:
    """The button sends what was typed along: it stands in the box again, also when a colleague was quicker."""
    if request.POST.get("body", "").strip():
        request.session[TYPED] = {"case": case.pk, **{name: request.POST.get(name, "") for name in KEPT}}
    own.take_case(by=request.user, case=case, now=clock.now())
    return redirect(case.path())


@require_POST
@at_the_desk
def give_back(request: HttpRequest, case: Case) -> HttpResponse:
    own.give_back(by=request.user, case=case, reason=request.POST.get("reason", ""), now=clock.now())
    messages.success(request, _("The case is back in the queue."))
    return redirect("/desk/")


@require_POST
@at_the_desk
def hand_over(request: HttpRequest, case: Case) -> HttpResponse:
    chosen = request.POST.get("to", "")
    to = get_object_or_404(
        Member.objects.agents(), pk=chosen if chosen.isdecimal() and len(chosen) < 18 else 0
    )
    own.hand_over(by=request.user, to=to, case=case, reason=request.POST.get("reason", ""), now=clock.now())
    messages.success(request, _("%(name)s has the case now.") % {"name": to.name})
    return redirect("/desk/")


@require_POST
@at_the_desk
def write(request: HttpRequest, case: Case) -> HttpResponse:
    """A public answer or a note that only colleagues read, as the button said; without it as was chosen."""
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, case, reply_form=form)
    body, now = form.cleaned_data["body"], clock.now()
    try:
        if (request.POST.get("send") or form.cleaned_data["to"]) == NOTE:
            note.write_note(by=request.user, case=case, body=body, now=now)
        else:
            key = form.cleaned_data["form_key"] or None
            reply.reply(by=request.user, case=case, body=body, form_key=key, now=now)
    except (ValidationError, NotAllowed) as refusal:
        _say(form, refusal)
        return _page(request, case, reply_form=form)
    return redirect(case.path())


@require_POST
@at_the_desk
def settle(request: HttpRequest, case: Case) -> HttpResponse:
    """Resolve the case with its cause, what was learned and the public line."""
    form = ResolveForm(request.POST)
    if not form.is_valid():
        return _page(request, case, resolve_form=form)
    try:
        resolve.resolve_case(by=request.user, case=case, now=clock.now(), **form.cleaned_data)
    except (ValidationError, NotAllowed) as refusal:
        _say(form, refusal)
        return _page(request, case, resolve_form=form)
    messages.success(request, _("Resolved. The customer reads it now."))
    return redirect("/desk/")


def _case(asked: HttpRequest, case_id: int) -> Case:
    """The case with its question, as far as this agent may see it; raises Http404."""
    visible = Question.objects.visible_to(asked.user).values("pk")
    cases = Case.objects.select_related("question__board", "question__author", "owner", "resolved_by")
    found = cases.filter(pk=case_id, question__in=visible).first()
    if found is None:
        raise Http404
    return found


def _reply_form(asked: HttpRequest, case: Case, *, may_reply: bool) -> ReplyForm:
    typed = asked.session.get(TYPED, {})
    if typed.get("case") == case.pk:
        del asked.session[TYPED]
        return ReplyForm(initial={name: typed[name] for name in KEPT if typed[name]})
    return ReplyForm(initial={"form_key": new_key(), "to": PUBLIC if may_reply else NOTE})


def _say(form: ReplyForm | ResolveForm, refusal: Exception) -> None:
    for sentence in getattr(refusal, "messages", [str(refusal)]):
        form.add_error(None, sentence)


def _page(
    asked: HttpRequest,
    case: Case,
    *,
    reply_form: ReplyForm | None = None,
    resolve_form: ResolveForm | None = None,
) -> HttpResponse:
    now, language, failed = clock.now(), loading.language(), bool(reply_form or resolve_form)
    may_reply = rules.may_reply(asked.user, case, now)
    context = {
        "section": "desk",
        "queue": queries.queue(asked.user, now, language),
        "page": queries.case_page(case, asked.user, now, language),
        "reply_form": reply_form or _reply_form(asked, case, may_reply=may_reply),
        "resolve_form": resolve_form or ResolveForm(initial={"cause": case.cause, "learned": case.learned}),
        "may_take": rules.may_take(asked.user, case, now),
        "may_reply": may_reply,
        "may_give_away": rules.may_give_away(asked.user, case, now),
        "may_resolve": rules.may_resolve(asked.user, case, now),
    }
    return render(asked, "webcare/case.html", context, status=400 if failed else 200)
