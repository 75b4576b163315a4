"""Asking a question: what its board asks besides, and what resembles it, shown once before it is posted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, throttle
from forum import rules
from forum.actions import drafting
from forum.actions.ask import ask_question
from forum.forms import AskForm, guarding, new_key
from forum.models import Question
from forum.models.drafts import ASK
from forum.queries.asked import asked_with
from forum.queries.similar import Alike, similar_posts
from forum.rules import NotAllowed
from forum.search.analysis import guess_language
from forum.views import loading, privately, restoring

# Webcare writes down what many people say in an hour.
ASK_FOR = throttle.Limit("ask-for", 60, 3600)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def ask(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, _opened(request))
    if "choose" in request.POST:
        return _shown(request, _chosen(request))
    form = _offered(request, restoring.sent(AskForm, request, ASK))
    if not (form.is_valid() and guarding.passes(form, request.POST, asks_privately=True)):
        return _shown(request, form, status=400)
    alike = [] if _is_past_looking(request, form) else _similar(request, form)
    if alike:
        return _shown(request, _checked(form), alike)
    return _posted(request, form)


def _opened(request: HttpRequest) -> AskForm:
    # The words of a search that found nothing are a beginning.
    start = {"form_key": new_key(), "title": request.GET.get("title", "")[: drafting.TITLE[1]]}
    form = restoring.opened(AskForm, request, ASK, start)
    slug = request.GET.get("board", "")
    board = form.fields["board"].queryset.filter(slug=slug).first() if slug and "\x00" not in slug else None
    if board is not None:
        form.choose(board)
    return _offered(request, form)


def _chosen(request: HttpRequest) -> AskForm:
    """Without script: the form again, with what the chosen board asks, and with everything typed so far."""
    typed = {name: request.POST[name] for name in request.POST}
    form = AskForm(initial={**typed, "is_checked": ""})
    form.place = ASK
    return _offered(request, form)


def _offered(request: HttpRequest, form: AskForm) -> AskForm:
    if rules.may_ask_for_another(request.user, clock.now()):
        form.offer_customers()
    return form


def _posted(request: HttpRequest, form: AskForm) -> HttpResponse:
    try:
        question = _asked(request, form)
    except (NotAllowed, throttle.TooOften) as refusal:
        form.add_error(None, loading.said(refusal))
        return _shown(request, form, status=403)
    except ValidationError as fault:
        form.add_error(None, fault)
        return _shown(request, form, status=400)
    if question.author_id != request.user.pk:
        messages.success(request, _("Written down. Your customer gets a letter, and hears of every answer."))
    else:
        messages.success(request, _("Your question is posted. You hear from us as soon as someone answers."))
    if privately.is_chosen(request, question):
        return privately.go_on(request, question)
    return redirect(question.path())


def _asked(request: HttpRequest, form: AskForm) -> Question:
    given = form.cleaned_data
    customer = given.get("for_email", "")
    throttle.spend(ASK_FOR if customer else throttle.ASK, throttle.who(request))
    return ask_question(
        by=request.user,
        board=given["board"],
        title=given["title"],
        body=given["body"],
        tags=given["tags"],
        form_key=given["form_key"] or None,
        now=clock.now(),
        language=guess_language(f"{given['title']} {given['body']}") or "",
        fields=form.field_values(),
        for_email=customer,
    )


def _is_past_looking(request: HttpRequest, form: AskForm) -> bool:
    """Whether what resembles it was shown, or this very form was sent before: its question resembles itself most."""
    given = form.cleaned_data
    return bool(given["is_checked"] or asked_with(request.user, given["form_key"]))


def _similar(request: HttpRequest, form: AskForm) -> list[Alike]:
    given = form.cleaned_data
    return similar_posts(
        given["title"], given["body"], member=request.user, language=loading.language(), board=given["board"]
    )


def _checked(form: AskForm) -> AskForm:
    """The same form with the note that what resembles it was shown."""
    form.data = form.data.copy()
    form.data["is_checked"] = "on"
    return form


def _shown(request: HttpRequest, form: AskForm, similar: list[Alike] = (), status: int = 200) -> HttpResponse:
    context = {"section": "questions", "form": form, "similar": similar}
    return render(request, "forum/ask.html", context, status=status)
