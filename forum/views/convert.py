"""What a post becomes: an answer of a comment, a comment of an answer, a post of the community's."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.lib import clock, markup
from forum import rules
from forum.actions.communal import NOT_TO_GIVE, give_back, give_to_community
from forum.actions.convert import NOT_TO_ANSWER, make_answer_of, make_comment_of, require_room, why_no_comment
from forum.models import Answer, Question
from forum.queries.people import people
from forum.views import loading
from forum.views.deciding import Choice, Decision, answered

EXCERPT_LETTERS = 280
CHOICE_LETTERS = 90
# Where a comment can go instead of under the question; nobody picks from hundreds.
MOST_ANSWERS = 20
QUESTION = "question"


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def to_comment(request: HttpRequest, answer_id: int) -> HttpResponse:
    answer, now, by = loading.answer(answer_id, request.user), clock.now(), request.user
    rules.require(rules.may_make_comment_of(by, answer, now), why_no_comment(by, answer))
    require_room(answer)
    made = []
    return answered(
        request,
        _comment_page(answer),
        lambda _note: made.append(
            make_comment_of(by=by, answer=answer, under=_under(request, answer), now=now)
        ),
        lambda: _("It is a comment now."),
        lambda: f"{answer.question.path()}#comment-{made[0].pk}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def to_answer(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment, now, by = loading.comment(comment_id, request.user), clock.now(), request.user
    rules.require(rules.may_make_answer_of(by, comment, now), NOT_TO_ANSWER)
    made = []
    page = Decision(
        comment.question,
        _("Make it an answer"),
        [_("It stands among the answers then, where it can be voted for and accepted as the solution.")],
        _("Make it an answer"),
        quoted=markup.plain(comment.body_html, EXCERPT_LETTERS),
        back=f"{comment.question.path()}#comment-{comment.pk}",
    )
    return answered(
        request,
        page,
        lambda _note: made.append(make_answer_of(by=by, comment=comment, now=now)),
        lambda: _("It is an answer now."),
        lambda: f"{comment.question.path()}#answer-{made[0].pk}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def communal_question(request: HttpRequest, question_id: int) -> HttpResponse:
    return _communal(request, loading.question(question_id, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@loading.writing
def communal_answer(request: HttpRequest, answer_id: int) -> HttpResponse:
    return _communal(request, loading.answer(answer_id, request.user))


def _communal(request: HttpRequest, post: Question | Answer) -> HttpResponse:
    now, by, thread = clock.now(), request.user, rules.thread_of(post)
    rules.require(rules.may_make_communal(by, post, now), NOT_TO_GIVE)
    back = post.path() if post is thread else f"{thread.path()}#answer-{post.pk}"
    # A form that comes late does what it said, not the other way round.
    gives = request.POST.get("turn", "give" if post.communal_at is None else "back") == "give"
    page = Decision(
        thread,
        _("Give it to the community") if gives else _("Take it back from the community"),
        [
            _("Everyone who may comment can improve it then. What it earned stays with its author; from now on "
              "it earns nobody points. Only moderators can take it back.")
            if gives
            else _("Its author and editors alone can change it then, and votes earn points again from now on.")
        ],
        _("Give it to the community") if gives else _("Take it back"),
        turn="give" if gives else "back",
        back=back,
    )  # fmt: skip
    verb = give_to_community if gives else give_back
    said = _("It belongs to the community.") if gives else _("It is its author's again.")
    return answered(request, page, lambda _note: verb(by=by, post=post, now=now), lambda: said, lambda: back)


def _comment_page(answer: Answer) -> Decision:
    lead = [_("For a remark in passing or a question back. Its author, its words and its comments stay.")]
    if answer.ballots.open().exists():
        lead.append(_("Its votes go, and the points they brought are taken back."))
    places = _places(answer)
    return Decision(
        answer.question,
        _("Make it a comment"),
        lead,
        _("Make it a comment"),
        legend=_("Where should it stand?") if places else "",
        choices=[Choice(QUESTION, _("Under the question")), *places] if places else [],
        chosen=QUESTION,
        quoted=markup.plain(answer.body_html, EXCERPT_LETTERS),
        back=f"{answer.question.path()}#answer-{answer.pk}",
    )


def _places(answer: Answer) -> list[Choice]:
    """The other answers it can stand under."""
    others = list(answer.question.answers.shown().exclude(pk=answer.pk).order_by("created_at")[:MOST_ANSWERS])
    known = people([other.author_id for other in others], loading.language())
    names = [(known.get(other.author_id) or known[None]).name for other in others]
    return [
        Choice(
            str(other.pk),
            _("Under the answer by {name}").replace("{name}", name),
            markup.plain(other.body_html, CHOICE_LETTERS),
        )
        for other, name in zip(others, names, strict=True)
    ]


def _under(asked: HttpRequest, answer: Answer) -> Answer | None:
    """The answer that was chosen to comment on, or None for the question. Raises ValidationError."""
    choice = asked.POST.get("choice", QUESTION)
    if choice == QUESTION:
        return None
    found = answer.question.answers.filter(pk=loading.number(choice)).first()
    if found is None:
        raise ValidationError(_("Choose the question or another answer to it."))
    return found
