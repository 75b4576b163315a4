"""Drafting an article from a question and its answer, or adding the question to an article there is."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.handbook import rules
from cms.handbook.models import ArticleSource
from cms.handbook.richtext import article_body
from cms.models import ArticleIndexPage, ArticlePage
from community.events.recording import record
from community.members.models import Member
from community.notifications.telling import tell
from forum.models import Answer, Question
from forum.rules import require

# The languages articles are written in; any other becomes the first.
LANGUAGES = ("en", "nl")


@transaction.atomic
def draft_article(*, by: Member, question: Question, now: datetime) -> ArticlePage:
    """An unpublished article with the question as its title and what solved it as its text; the managers are told.

    What was made of the question before is given back instead of a second one, published or not. Raises
    NotAllowed, ValidationError when there is no shelf for articles.
    """
    _require(by, question, now)
    made = ArticlePage.objects.filter(sources__question=question).order_by("-live", "-pk").first()
    if made is not None:
        return made
    shelf = ArticleIndexPage.objects.live().order_by("path").first()
    if shelf is None:
        raise ValidationError(_("There is no page for articles yet. A manager makes it in the admin."))
    article = ArticlePage(
        title=question.title,
        slug=_free_slug(shelf, question),
        body=_body(question),
        language=question.language if question.language in LANGUAGES else LANGUAGES[0],
        live=False,
        owner=by,
    )
    shelf.add_child(instance=article)
    article.save_revision(user=by)
    _note(by, article, question, now)
    return article


@transaction.atomic
def add_to_article(*, by: Member, question: Question, article: ArticlePage, now: datetime) -> None:
    """The question belongs to an article there is, which can be mended by it. Raises NotAllowed."""
    _require(by, question, now)
    if not ArticleSource.objects.filter(article=article, question=question).exists():
        _note(by, article, question, now)


def solutions_of(question: Question) -> list[Answer]:
    """What an article is written from: accepted and official answers, otherwise the most helpful one."""
    shown = Answer.objects.shown().filter(question=question).select_related("author__department")
    answers = list(shown.order_by("-score", "pk"))
    chosen = [one for one in answers if one.accepted_at is not None or one.official_at is not None]
    return chosen or answers[:1]


def _require(by: Member, question: Question, now: datetime) -> None:
    require(
        rules.may_draft(by, question, now),
        _("People who work here make an article of a question that was answered."),
    )


def _body(question: Question) -> str:
    asked, solved = article_body(question.body_html), solutions_of(question)
    with override(question.language if question.language in LANGUAGES else LANGUAGES[0]):
        heading = escape(_("What to do"))
    return f"{asked}<h2>{heading}</h2>{''.join(article_body(answer.body_html) for answer in solved)}"


def _free_slug(shelf: ArticleIndexPage, question: Question) -> str:
    wanted = slugify(question.title)[:80].strip("-") or f"question-{question.pk}"
    taken = set(shelf.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    return wanted if wanted not in taken and wanted != "from" else f"{wanted}-{question.pk}"


def _note(by: Member, article: ArticlePage, question: Question, now: datetime) -> None:
    source = ArticleSource.objects.create(article=article, question=question, by=by, at=now)
    record(
        "article.drafted", by=by, now=now, subject=f"article:{article.pk}", thread=question.subject,
        details={"source": source.pk}, stale=["site"],
    )  # fmt: skip
    if not rules.may_publish(by):
        tell(
            Member.objects.present().filter(is_manager=True).values_list("pk", flat=True),
            kind="article-drafted", subject=f"article:{article.pk}", link=f"/admin/pages/{article.pk}/edit/",
            key=f"article-drafted:{source.pk}", now=now, actor=by, details={"title": question.title},
        )  # fmt: skip
