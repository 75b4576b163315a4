"""What a page asks for while someone writes on it: preview, names, tags, similar questions, keeping the draft."""

import dataclasses
import functools
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.lib import clock, markup, throttle
from forum.actions import drafting, keeping
from forum.actions.spare import spare_by_article, spare_question
from forum.forms import AskForm
from forum.models import Board, Draft
from forum.models.drafts import is_place
from forum.queries import completing
from forum.queries.similar import articles, similar_posts
from forum.views import loading

# Far above what a hand can type: each pause in typing is one of these.
PREVIEW = throttle.Limit("preview", 90, 60)
COMPLETE = throttle.Limit("complete", 180, 60)
SIMILAR = throttle.Limit("similar", 60, 60)
KEEP = throttle.Limit("keep-draft", 60, 60)
# A title of fewer letters resembles everything.
LEAST_LETTERS = 8


def _aside(limit: throttle.Limit) -> Callable:
    """Guard of what script asks for: members only, so often, and every refusal is a sentence in JSON."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            if loading.reader(request) is None:
                return _refused(_("Please sign in again; nothing you typed was lost."), 403)
            try:
                throttle.spend(limit, throttle.who(request))
                return view(request)
            except throttle.TooOften as refusal:
                return _refused(loading.said(refusal), 429)
            except ValidationError as fault:
                return _refused(" ".join(fault.messages), 400)

        return guarded

    return guard


@require_POST
@_aside(PREVIEW)
def preview(request: HttpRequest) -> HttpResponse:
    html = markup.render(request.POST.get("body", "")[: drafting.BODY[1]].strip())
    return render(request, "forum/preview.html", {"html": mark_safe(html)})


@require_GET
@_aside(COMPLETE)
def people(request: HttpRequest) -> HttpResponse:
    found = completing.people(request.GET.get("q", ""), loading.language(), by=request.user)
    return JsonResponse({"people": [dataclasses.asdict(person) for person in found]})


@require_GET
@_aside(COMPLETE)
def tags(request: HttpRequest) -> HttpResponse:
    found = completing.tags(request.GET.get("q", ""))
    return JsonResponse({"tags": [dataclasses.asdict(word) for word in found]})


@require_GET
@_aside(SIMILAR)
def similar(request: HttpRequest) -> HttpResponse:
    """The rows alone; nothing at all when nothing resembles the title."""
    title = request.GET.get("title", "").strip()[: drafting.TITLE[1]]
    rows = []
    if len(title) >= LEAST_LETTERS:
        board = Board.objects.filter(pk=loading.number(request.GET.get("board", ""))).first()
        rows = similar_posts(title, "", member=request.user, language=loading.language(), board=board)
    return render(request, "forum/similar.html", {"similar": rows})


@require_GET
@_aside(COMPLETE)
def fields(request: HttpRequest) -> HttpResponse:
    """What the board of this number asks besides, as it stands in the form."""
    form = AskForm(initial={"board": request.GET.get("board", "")})
    return render(request, "forum/ask_fields.html", {"form": form})


@require_POST
@loading.writing
def solved(request: HttpRequest) -> HttpResponse:
    """ "This solved it": thanks, and on to what solved it. What was typed stays a draft, in case it did not."""
    throttle.spend(throttle.VOTE, throttle.who(request))
    path = _spared_by_article(request) if "article" in request.POST else _spared_by_question(request)
    thanks = _("Good to hear that this helped. Thank you for looking first.")
    if Draft.objects.of(request.user, "ask"):
        thanks += " " + _("What you had typed is still under “Ask”, in case you need it.")
    messages.success(request, thanks)
    return redirect(path)


def _spared_by_question(request: HttpRequest) -> str:
    question = loading.question(loading.number(request.POST.get("question", "")), request.user)
    spare_question(by=request.user, question=question, now=clock.now())
    return question.path()


def _spared_by_article(request: HttpRequest) -> str:
    """Raises Http404 when nobody can read it."""
    found = articles([loading.number(request.POST["article"])])
    if not found:
        raise Http404
    spare_by_article(by=request.user, article_id=found[0].id, now=clock.now())
    return found[0].url


@require_http_methods(["POST", "DELETE"])
@_aside(KEEP)
def draft(request: HttpRequest) -> HttpResponse:
    """POST keeps the fields of a form under `place`, DELETE forgets them. Says when it was kept."""
    if request.method == "DELETE":
        keeping.forget_draft(by=request.user, place=request.GET.get("place", ""))
        return JsonResponse({"kept": ""})
    fields = {name: request.POST[name] for name in request.POST}
    kept = keeping.keep_draft(by=request.user, place=fields.pop("place", ""), fields=fields, now=clock.now())
    said = _("Draft kept %(time)s") % {"time": f"{localtime(kept.kept_at):%H:%M}"} if kept else ""
    return JsonResponse({"kept": said})


@require_POST
@loading.writing
def throw_away(request: HttpRequest) -> HttpResponse:
    """Without script: forgets the draft and leads back to its empty form."""
    place = request.POST.get("place", "")
    if not is_place(place):
        raise ValidationError(_("That draft is gone already."))
    keeping.forget_draft(by=request.user, place=place)
    return redirect(Draft(place=place).path())


def _refused(said: str, status: int) -> JsonResponse:
    return JsonResponse({"error": said}, status=status)
