"""The page on which a solved question becomes an article, or goes with one there is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.handbook import drafting, queries, rules
from cms.models import ArticlePage
from community.lib import clock
from forum.models import Question
from forum.views import loading


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def make_article(request: HttpRequest, question_id: int) -> HttpResponse:
    question, now = loading.question(question_id, request.user), clock.now()
    if not rules.may_draft(request.user, question, now):
        raise PermissionDenied(_("People who work here make an article of a question that was answered."))
    fault = ""
    if request.method == "POST":
        try:
            return _made(request, question)
        except ValidationError as refusal:
            fault = " ".join(refusal.messages)
    context = {
        "question": question, "fault": fault, "article": queries.article_of(question),
        "articles": queries.choices(), "solutions": drafting.solutions_of(question),
        "may_publish": rules.may_publish(request.user), "chosen": request.POST.get("article", ""),
    }  # fmt: skip
    return render(request, "cms/make_article.html", context, status=400 if fault else 200)


def _made(request: HttpRequest, question: Question) -> HttpResponse:
    """Drafts the article, or adds the question to the chosen one; leads on to where it is worked on."""
    now, chosen = clock.now(), request.POST.get("article", "")
    if request.POST.get("do") == "add":
        if not (chosen.isdecimal() and len(chosen) < 18):
            raise ValidationError(_("Choose the article it belongs to."))
        article = get_object_or_404(ArticlePage.objects.live(), pk=chosen)
        drafting.add_to_article(by=request.user, question=question, article=article, now=now)
    else:
        article = drafting.draft_article(by=request.user, question=question, now=now)
    if article.live and request.POST.get("do") != "add":
        return redirect(f"/articles/{article.slug}/")
    if rules.may_publish(request.user):
        return redirect("wagtailadmin_pages:edit", article.pk)
    messages.success(request, _("Thank you. A manager reads it over and publishes it."))
    return redirect(question.path())
