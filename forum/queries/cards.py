"""Cards: a post as it stands on the page, rendered when it is written, one per language.

What belongs to a person (name, face) or to the reader (votes, buttons) is a token, filled in by `assembled`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from forum.models import Answer, Card, Comment, Question
from forum.queries import tokens
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
    comments = list(
        Comment.objects.shown().filter(question=question, answer=answer).order_by("created_at", "id")
    )
    for card in built(post, comments, tags):
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


def built(post: Question | Answer, comments: Iterable[Comment], tags: Iterable[str] = ()) -> list[Card]:
    """Unsaved cards of a post, one per language; for bulk writing. An answer needs `question` and `official_for`."""
    comments, tags = list(comments), list(tags)
    cards = []
    for language, _name in settings.LANGUAGES:
        rendered = render(post, language, comments=comments, tags=tags)
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
    post: Question | Answer, language: str, *, comments: Iterable[Comment] = (), tags: Iterable[str] = ()
) -> Rendered:
    """The HTML of one post with its comments, and the ids of the members whose names stand in it."""
    comments = list(comments)
    with override(language):
        times = moments(language)
        if isinstance(post, Question):
            html = _question(post, comments, tags, times)
        else:
            html = _answer(post, comments, times)
    ids = {post.author_id, getattr(post, "accepted_by_id", None), getattr(post, "official_by_id", None)}
    ids.update(comment.author_id for comment in comments)
    return Rendered(html, sorted(ids - {None}))


def assembled(
    html: str,
    people: dict[int | None, Person],
    actions_of: Callable[[str], str],
    mark_of: Callable[[str, str, str], str] | None = None,
) -> str:
    """A stored card with its people, the reader's buttons, and the mark of what is new to them."""
    return tokens.fill(html, people, actions_of, mark_of)


def _question(question: Question, comments: list[Comment], tags: Iterable[str], times: Moments) -> str:
    words = "".join(
        f'<a class="tag" href="/tags/{escape(tag)}/">{escape(tag)}</a>' for tag in map(tokens.plain, tags)
    )
    return (
        f'<div class="post" id="question">{tokens.face(question.author_id)}<div class="post-body">'
        f"{_head(question, '#title', tokens.role(question.author_id), times)}"
        f"{_prose(question, times)}"
        f'<div class="tags top-4">{words}</div>{tokens.actions("q")}{_comments(comments, times)}</div></div>'
    )


def _answer(answer: Answer, comments: list[Comment], times: Moments) -> str:
    classes = ["post"]
    if answer.accepted_at:
        classes.append("good-block")
    if answer.official_at:
        classes.append("official")
    role = escape(_("Works here, speaking personally")) if answer.personal else tokens.role(answer.author_id)
    return (
        f'<article class="{" ".join(classes)}" id="answer-{answer.pk}" aria-labelledby="by-{answer.pk}">'
        f"{_flag(answer, times)}{tokens.face(answer.author_id)}"
        f'<div class="post-body">{_head(answer, f"#answer-{answer.pk}", role, times)}{_prose(answer, times)}'
        f"{tokens.actions(str(answer.pk))}{_comments(comments, times)}</div></article>"
    )


def _flag(answer: Answer, times: Moments) -> str:
    if not answer.accepted_at and not answer.official_at:
        return ""
    parts = []
    if answer.accepted_at:
        label = escape(_("The solution"))
        parts.append(f"<h3>{tokens.mark('solved')} {label}</h3>")
        parts.append(f'<span class="soft">{_accepted_by(answer)}</span>')
    if answer.official_at:
        parts.append(_official(answer, times))
    return f'<div class="post-flag">{"".join(parts)}</div>'


def _accepted_by(answer: Answer) -> str:
    by = tokens.first_name(answer.accepted_by_id)
    if answer.accepted_by_id is None:
        return escape(_("accepted"))
    if answer.accepted_by_id == answer.question.author_id:
        return escape(_("accepted by {name}, who asked")).replace("{name}", by)
    return escape(_("accepted by {name}, as the asker was silent")).replace("{name}", by)


def _official(answer: Answer, times: Moments) -> str:
    department = answer.official_for.name_in(times.language) if answer.official_for else ""
    is_confirmed = answer.official_by_id is not None and answer.official_by_id != answer.author_id
    if department:
        title = _("Confirmed by {department}") if is_confirmed else _("Official answer from {department}")
    else:
        title = _("Confirmed officially") if is_confirmed else _("Official answer")
    heading = escape(title.replace("{department}", tokens.plain(department)))
    # Under the heading of a solution the sign is a line, alone it is the heading.
    level = 'p class="staff"' if answer.accepted_at else "h3"
    sign = f"<{level}>{tokens.icon('i-house')} {heading}</{level.split()[0]}>"
    if is_confirmed:
        by = escape(_("by {name}")).replace("{name}", tokens.name(answer.official_by_id))
        sign += f"<span>{by}</span>"
    return sign


def _head(post: Question | Answer, anchor: str, role: str, times: Moments) -> str:
    label = f' id="by-{post.pk}"' if isinstance(post, Answer) else ""
    edited = ""
    if post.edited_at:
        when = times.short(post.edited_at)
        words = escape(_("edited {when}").replace("{when}", when))
        edited = f'<span class="soft tiny">{words}</span>'
    return (
        f'<div class="post-head"><span{label}>{tokens.link(post.author_id, "person-name")}</span>'
        f'<span class="person-role">{role}</span>{edited}'
        f"{_written(post, anchor)}"
        f'<span class="when"><a href="{anchor}">{times.stamp(post.created_at)}</a></span></div>'
    )


def _written(post: Question | Answer | Comment, anchor: str) -> str:
    return tokens.written(anchor.removeprefix("#"), post.author_id, iso(post.created_at))


def _prose(post: Question | Answer, times: Moments) -> str:
    # An answer is most likely in the language of what it answers.
    spoken = post.language if isinstance(post, Question) else post.question.language
    lang = f' lang="{escape(spoken)}"' if spoken and spoken != times.language else ""
    return f'<div class="prose"{lang} dir="auto">{tokens.plain(post.body_html)}</div>'


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
    return (
        f'<li id="comment-{comment.pk}">{tokens.small_face(comment.author_id)}<div>{tokens.plain(comment.body_html)}'
        f'<p class="soft tiny">{tokens.link(comment.author_id, "plain")}, '
        f'<a class="plain" href="#comment-{comment.pk}">{times.stamp(comment.created_at)}</a>'
        f"{_written(comment, f'comment-{comment.pk}')}"
        f"{tokens.actions(f'c{comment.pk}')}</p></div></li>"
    )
