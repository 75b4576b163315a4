"""The page of a question, and the short addresses that lead to it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.lib import clock, drafts, pagecache
from forum import rules
from forum.forms import AnswerForm, new_key
from forum.models.drafts import place_of_answer
from forum.queries import whereabouts, worth
from forum.queries.beside import others_asked
from forum.queries.news import shown_answers
from forum.queries.question import QuestionPage, question_page
from forum.views import loading, restoring


@require_safe
def question(request: HttpRequest, question_id: int, slug: str = "") -> HttpResponse:
    pagecache.reading(request, [f"question:{question_id}", "site"])
    try:
        page = page_of(request, question_id)
    except Http404:
        return _gone(request, question_id)
    onward = whereabouts.merged_path(page.question, loading.reader(request))
    if onward is not None and not _asks_for_merged(request):
        return redirect(onward)
    if page.question.slug != slug:
        return loading.moved(request, page.question.path())
    pagecache.also(request, page.slots)
    return pagecache.mark(request, shown(request, page))


@require_safe
def news(request: HttpRequest, question_id: int) -> HttpResponse:
    """Which answers there are, for pages that stand open: the same for everyone, asked without a session."""
    pagecache.reading(request, [f"question:{question_id}"])
    ids = shown_answers(question_id)
    if ids is None:
        raise Http404
    return pagecache.mark(request, JsonResponse({"answers": ids}))


@require_safe
def answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    return _led(whereabouts.address_of("answer", answer_id, loading.reader(request)))


@require_safe
def comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    return _led(whereabouts.address_of("comment", comment_id, loading.reader(request)))


def _led(address: str | None) -> HttpResponse:
    if address is None:
        raise Http404
    return redirect(address)


def _asks_for_merged(asked: HttpRequest) -> bool:
    """Moderators can look at what is left of a question whose answers went to another one."""
    reader = loading.reader(asked)
    return asked.GET.get("as") == "merged" and reader is not None and rules.may_moderate(reader)


def _gone(asked: HttpRequest, question_id: int) -> HttpResponse:
    """Says who took the question away and shows no word of it; raises Http404 when there never was one."""
    why = whereabouts.why_gone(question_id)
    if not why:
        raise Http404
    said = {
        "deleted": _("This question was deleted by its author"),
        "hidden": _("This question was hidden by moderation"),
        "removed": _("This question was removed by moderation"),
    }
    context = {"section": "questions", "said": said[why], "by_moderation": why != "deleted"}
    return render(asked, "forum/gone.html", context, status=410)


def page_of(asked: HttpRequest, question_id: int) -> QuestionPage:
    """The page as the reader may see it; raises Http404."""
    sort = asked.GET.get("sort", "")
    page = question_page(
        question_id,
        member=loading.reader(asked),
        language=loading.language(),
        now=clock.now(),
        sort=sort if sort in worth.SORTS else worth.SORTS[0],
    )
    if page is None:
        raise Http404
    return page


def shown(asked: HttpRequest, page: QuestionPage, form: AnswerForm | None = None) -> HttpResponse:
    """The page with the reader's answer form: empty, from a draft, or with its faults."""
    viewer = page.viewer
    if form is None and viewer and rules.may_answer(viewer.member, page.question, viewer.now):
        place, carried = place_of_answer(page.question.pk), drafts.read(asked)
        form = restoring.filled(AnswerForm, place, {"form_key": new_key()}, carried, viewer.draft)
    others = others_asked(page.question)
    pagecache.also(asked, [f"question:{row.id}" for row in others.alike])
    context = {
        "section": "questions",
        "page": page,
        "form": form,
        "others": others.alike,
        "asked_as": others.same,
    }
    return render(asked, "forum/question.html", context, status=400 if form and form.is_bound else 200)
