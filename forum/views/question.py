"""The page of a question, and the short addresses that lead to it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from community.lib import clock, drafts, pagecache
from forum import rules
from forum.forms import AnswerForm, new_key
from forum.models.drafts import place_of_answer
from forum.queries import worth
from forum.queries.beside import others_asked
from forum.queries.news import shown_answers
from forum.queries.question import QuestionPage, question_page
from forum.views import loading, restoring


@require_safe
def question(request: HttpRequest, question_id: int, slug: str = "") -> HttpResponse:
    pagecache.reading(request, [f"question:{question_id}", "site"])
    page = page_of(request, question_id)
    if page.question.slug != slug:
        query = request.META.get("QUERY_STRING", "")
        return redirect(page.question.path() + (f"?{query}" if query else ""), permanent=True)
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
    found = loading.answer(answer_id, loading.reader(request))
    return redirect(f"{found.question.path()}#answer-{found.pk}")


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
    pagecache.also(asked, [f"question:{row.id}" for row in others])
    context = {"section": "questions", "page": page, "form": form, "others": others}
    return render(asked, "forum/question.html", context, status=400 if form and form.is_bound else 200)
