"""Cards: a post as it stands on the page, rendered when it is written, one per language.

What belongs to a person (name, face) or to the reader (votes, buttons) is a token, filled in by `assembled`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from forum.models import Answer, AnswerMark, Card, Comment, FieldValue, Question
from forum.queries import answermarks, fieldlines, flags, mentions, stills, tokens
from forum.queries.moments import Moments, iso, moments
from forum.queries.people import Person

COMMENTS_SHOWN = 5


@dataclass(frozen=True)
class Rendered:
    html: str
    people: list[int]


def refresh(*, question: Question, answer: Answer | None = None) -> None:
    """Render the card of the answer, or else of the question, anew in all languages, from what the rows say now."""
    if answer is None:
        post = Question.objects.get(pk=question.pk)
        tags = sorted(post.tags.values_list("slug", flat=True))
    else:
        post, tags = Answer.objects.select_related("question", "official_for").get(pk=answer.pk), []
    marks = answermarks.marks_of(post) if answer is not None else []
    values = fieldlines.values_of([question.pk]).get(question.pk, []) if answer is None else []
    comments = list(
        Comment.objects.shown().filter(question=question, answer=answer).order_by("created_at", "id")
    )
    for card in built(post, comments, tags, marks, values):
        Card.objects.update_or_create(
            question_id=card.question_id,
            answer_id=card.answer_id,
            language=card.language,
            defaults={"html": card.html, "people": card.people},
        )


def refresh_thread(question: Question) -> None:
    """Render the cards of the question and of all its answers anew."""
    refresh(question=question)
    for answer in Answer.objects.filter(question=question):
        refresh(question=question, answer=answer)


def built(
    post: Question | Answer,
    comments: Iterable[Comment],
    tags: Iterable[str] = (),
    marks: Iterable[AnswerMark] = (),
    values: Iterable[FieldValue] = (),
) -> list[Card]:
    """Unsaved cards of a post, one per language; for bulk writing. An answer needs `question` and `official_for`."""
    comments, tags, marks, values = list(comments), list(tags), list(marks), list(values)
    cards = []
    for language, _name in settings.LANGUAGES:
        rendered = render(post, language, comments=comments, tags=tags, marks=marks, values=values)
        cards.append(
            Card(
                question_id=post.pk if isinstance(post, Question) else post.question_id,
                answer_id=None if isinstance(post, Question) else post.pk,
                language=language,
                html=rendered.html,
                people=rendered.people,
            )
        )
    return cards


def render(
    post: Question | Answer,
    language: str,
    *,
    comments: Iterable[Comment] = (),
    tags: Iterable[str] = (),
    marks: Iterable[AnswerMark] = (),
    values: Iterable[FieldValue] = (),
) -> Rendered:
    """The HTML of one post with its comments and marks, and the ids of the members whose names stand in it."""
    comments, marks = list(comments), list(marks)
    with override(language):
        times = moments(language)
        if isinstance(post, Question):
            html = _question(post, comments, tags, values, times)
        else:
            html = _answer(post, comments, marks, times)
    others = ("accepted_by_id", "official_by_id", "asked_for_by_id", "edited_by_id")
    ids = {post.author_id, *(getattr(post, name, None) for name in others)}
    ids.update(comment.author_id for comment in comments)
    ids.update(answermarks.named(marks))
    ids = ids.union(*(mentions.named(text.body_html) for text in (post, *comments)))
    return Rendered(html, sorted(ids - {None}))


def assembled(
    html: str,
    people: dict[int | None, Person],
    actions_of: Callable[[str], str],
    mark_of: Callable[[str, str, str], str] | None = None,
) -> str:
    """A stored card with its people, the reader's buttons, and the mark of what is new to them."""
    return tokens.fill(html, people, actions_of, mark_of)


def _question(
    question: Question, comments: list[Comment], tags: Iterable[str], values, times: Moments
) -> str:
    words = "".join(
        f'<a class="tag" href="/tags/{escape(tag)}/">{escape(tag)}</a>' for tag in map(tokens.plain, tags)
    )
    return (
        f'<div class="post" id="question">{tokens.face(question.author_id)}<div class="post-body">'
        f"{_head(question, '#title', tokens.role(question.author_id), times)}"
        f"{_written_down(question)}{_prose(question, times)}{fieldlines.lines(values, times.language)}"
        f'<div class="tags top-4">{words}</div>{tokens.actions("q")}{_comments(comments, times)}</div></div>'
    )


def _written_down(question: Question) -> str:
    if question.asked_for_by_id is None:
        return ""
    name, role = tokens.first_name(question.asked_for_by_id), tokens.role(question.asked_for_by_id)
    words = escape(_("Written down by {name}")).replace("{name}", name)
    return f'<p class="soft tiny below-3">{words}<span class="of">{role}</span></p>'


def _answer(answer: Answer, comments: list[Comment], marks: list[AnswerMark], times: Moments) -> str:
    classes = ["post"]
    if answer.accepted_at:
        classes.append("good-block")
    if answer.official_at:
        classes.append("official")
    role = escape(_("Works here, speaking personally")) if answer.personal else tokens.role(answer.author_id)
    warning = answermarks.warning() if answermarks.outweighed(marks, answer.edited_at) else ""
    return (
        f'<article class="{" ".join(classes)}" id="answer-{answer.pk}" aria-labelledby="by-{answer.pk}">'
        f"{flags.flag(answer, times)}{tokens.face(answer.author_id)}"
        f'<div class="post-body">{_head(answer, f"#answer-{answer.pk}", role, times)}{warning}{_prose(answer, times)}'
        f"{answermarks.findings(answer.pk, marks, answer.edited_at, times)}"
        f"{tokens.actions(str(answer.pk))}{_comments(comments, times)}</div></article>"
    )


def _head(post: Question | Answer, anchor: str, role: str, times: Moments) -> str:
    label = f' id="by-{post.pk}"' if isinstance(post, Answer) else ""
    return (
        f'<div class="post-head"><span{label}>{tokens.link(post.author_id, "person-name")}</span>'
        f'<span class="person-role">{role}</span>{_communal(post)}{_edited(post, times)}'
        f"{_written(post, anchor)}"
        f'<span class="when"><a href="{anchor}">{times.stamp(post.created_at)}</a></span></div>'
    )


def _communal(post: Question | Answer) -> str:
    if post.communal_at is None:
        return ""
    said = escape(_("Belongs to the community"))
    return f'<span class="soft tiny">{tokens.icon("i-people")} {said}</span>'


def _edited(post: Question | Answer, times: Moments) -> str:
    """When it was edited last, by whom if not by its author, and the way to what was changed."""
    if post.edited_at is None:
        return ""
    by = post.edited_by_id if post.edited_by_id != post.author_id else None
    said = escape(_("edited {when} by {name}") if by else _("edited {when}"))
    said = said.replace("{when}", times.short(post.edited_at)).replace("{name}", tokens.name(by))
    noun = "questions" if isinstance(post, Question) else "answers"
    return f'<span class="soft tiny"><a class="plain" href="/{noun}/{post.pk}/history/">{said}</a></span>'


def _written(post: Question | Answer | Comment, anchor: str) -> str:
    return tokens.written(anchor.removeprefix("#"), post.author_id, iso(post.created_at))


def _prose(post: Question | Answer, times: Moments) -> str:
    if post.removed_at is not None:
        said = escape(_("Removed for good by moderation."))
        return f'<p class="soft">{said}</p>'
    # An answer is most likely in the language of what it answers.
    spoken = post.language if isinstance(post, Question) else post.question.language
    lang = f' lang="{escape(spoken)}"' if spoken and spoken != times.language else ""
    return f'<div class="prose"{lang} dir="auto"{stills.words(post.body_html)}>{_words(post)}</div>'


def _words(post: Question | Answer | Comment) -> str:
    return mentions.with_names(tokens.plain(post.body_html))


def _comments(comments: list[Comment], times: Moments) -> str:
    if not comments:
        return ""
    label = escape(_("Comments"))
    rows = [_comment(comment, times) for comment in comments]
    html = f'<ul class="comments" aria-label="{label}">{"".join(rows[:COMMENTS_SHOWN])}</ul>'
    rest = rows[COMMENTS_SHOWN:]
    if rest:
        more = escape(
            ngettext("%(count)d more comment", "%(count)d more comments", len(rest)) % {"count": len(rest)}
        )
        html += (
            f'<details class="more-comments"><summary>{more}</summary>'
            f'<ul class="comments" aria-label="{more}">{"".join(rest)}</ul></details>'
        )
    return html


def _comment(comment: Comment, times: Moments) -> str:
    buttons = f"c{comment.pk}:{comment.author_id or ''}:{iso(comment.created_at)}"
    edited = " · " + escape(_("edited")) if comment.edited_at else ""
    return (
        f'<li id="comment-{comment.pk}">{tokens.small_face(comment.author_id)}<div>{_words(comment)}'
        f'<p class="soft tiny">{tokens.link(comment.author_id, "plain")}, '
        f'<a class="plain" href="#comment-{comment.pk}">{times.stamp(comment.created_at)}</a>{edited}'
        f"{_written(comment, f'comment-{comment.pk}')}"
        f"{tokens.actions(buttons)}</p></div></li>"
    )
