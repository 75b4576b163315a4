"""Two questions that ask the same become one, and an answer that asks something else becomes its own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from community.lib import clock, drafts, markup
from forum import rules
from forum.actions.merge import NOT_TO_MERGE, merge_question
from forum.actions.split import NOT_TO_SPLIT, split_answer
from forum.forms import SplitForm
from forum.models import Answer, Question
from forum.queries.similar import likely_originals
from forum.views import loading
from forum.views.deciding import Decision, Line, answered, choices_of, named_question

EXCERPT_LETTERS = 600
_NOT_FOUND = gettext_lazy(
    "Choose the question it should go under, or paste its address: no question was found there."
)


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def merge(request: HttpRequest, question_id: int) -> HttpResponse:
    question, now, by = loading.question(question_id, request.user), clock.now(), request.user
    loading.require_to_open(request, rules.may_merge(by, question, now), NOT_TO_MERGE)
    led = []
    return answered(
        request,
        _merge_page(request, question),
        lambda _note: led.append(
            merge_question(by=by, question=question, into=named_question(request, _NOT_FOUND), now=now)
        ),
        lambda: _("Done: its answers stand here now, and its address leads here."),
        lambda: led[0].path(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def split(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer, by = loading.answer(answer_id, request.user), request.user
    loading.require_to_open(request, rules.may_split(by, answer, clock.now()), NOT_TO_SPLIT)
    if request.method != "POST":
        tags = answer.question.tags.order_by("slug").values_list("slug", flat=True)
        start = {"board": answer.question.board_id, "tags": ", ".join(tags)}
        return _split_page(request, SplitForm(initial=start | drafts.read(request)), answer)
    form = SplitForm(request.POST)
    if form.is_valid():
        try:
            made = split_answer(by=by, answer=answer, now=clock.now(), **form.cleaned_data)
            messages.success(request, _("It is a question of its own now."))
            return redirect(made.path())
        except (ValidationError, rules.NotAllowed) as fault:
            form.add_error(None, loading.said(fault))
    return _split_page(request, form, answer)


def _merge_page(asked: HttpRequest, question: Question) -> Decision:
    offered = likely_originals(question, member=asked.user, language=loading.language())
    return Decision(
        question,
        _("Put under another question"),
        [
            _("Answers and comments go there with their votes; followers and “me too” go along. This address leads "
              "there from then on. It can not be undone, so look twice whether both ask the same."),
        ],
        _("Put them together"),
        legend=_("Under which question?") if offered else "",
        choices=choices_of(offered),
        line=Line(
            "original",
            _("Another question") if offered else _("Under which question?"),
            _("Paste its address, or its number."),
        ),
    )  # fmt: skip


def _split_page(asked: HttpRequest, form: SplitForm, answer: Answer) -> HttpResponse:
    context = {
        "section": "questions",
        "form": form,
        "title": answer.question.title,
        "back": f"{answer.question.path()}#answer-{answer.pk}",
        "excerpt": markup.plain(answer.body_html, EXCERPT_LETTERS),
        "has_votes": answer.ballots.open().exists(),
    }
    return render(asked, "forum/split.html", context, status=400 if form.is_bound else 200)
