"""What was answered before and fits a case: earlier answers and articles, each as a quote with its source."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from community.lib import markup
from community.members.models import Member
from forum.models import Answer, Question
from forum.queries.similar import ARTICLE, SHARED_PART, articles, resembles, similar_posts, words_of
from forum.search import face
from forum.search.documents import Document
from forum.webcare.models import Case
from forum.webcare.queries.macros import Ready

SHOWN = 5
# Of so many that resemble it on the same board, the ones with a good answer are offered.
HERE = 6
# Two, so that people's own words stay in sight.
ARTICLES = 2
# One or two words of a title stand in many a text.
SHARED_WORDS = 3
# Long enough to know it again, short enough that the customer reads our own words first.
QUOTED = 280
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")


def fitting(case: Case, member: Member, language: str) -> list[Ready]:
    """At most five, what solved or is the company's word first; none when the search is down.

    Better none than one off the subject: the search finds the nearest, however far.
    """
    question = case.question
    asked = {"title": question.title, "body": markup.plain(question.body_html, 600)}
    itself = [("question", question.pk)]
    try:
        here = face.similar(**asked, board_id=question.board_id, size=HERE, leave_out=itself)
        written = face.similar(**asked, size=ARTICLES, kinds=(ARTICLE,))
    except face.SearchUnavailable:
        return []
    # On another board only what is asked in nearly the same words.
    alike = similar_posts(question.title, "", member=member, language=language, board=question.board)
    said = words_of(f"{asked['title']} {asked['body']}")
    asked_before = [one for one in alike if one.name != ARTICLE and one.id != question.pk]
    near = [one.id for one in asked_before if _fits(question.title, said, one.title, True)]
    texts = [
        _article(found, language)
        for found in articles([hit.id for hit in written])
        if _fits(question.title, said, found.title, False)
    ]
    titles = dict(Question.objects.filter(pk__in=[hit.id for hit in here]).values_list("pk", "title"))
    near += [hit.id for hit in here if _fits(question.title, said, titles.get(hit.id, ""), True)]
    best = _best_answers(list(dict.fromkeys(near)), member)
    return [*(_answer(answer, language) for answer in best[: SHOWN - len(texts)]), *texts]


def _fits(asked: str, said: set[str], title: str, is_here: bool) -> bool:
    """Whether the titles are alike, or most of what the other title says is told in the case (`said`)."""
    wanted, other = words_of(asked), words_of(title)
    is_told = len(other & said) >= max(SHARED_WORDS, SHARED_PART * len(other))
    is_alike = len(wanted & other) >= min(2, len(wanted)) and resembles(wanted, title, is_here)
    return is_told or is_alike


def quoted(key: str, member: Member, language: str) -> str:
    """The text of one of them by its key, answer:7 or article:3; empty when this member can not read it."""
    kind, _colon, number = key.partition(":")
    if not number.isdecimal() or len(number) > 18:
        return ""
    if kind == ARTICLE:
        return next((_article(found, language).text for found in articles([int(number)])), "")
    answer = _readable(member).filter(pk=number).first() if kind == "answer" else None
    return _answer(answer, language).text if answer else ""


def _readable(member: Member):
    listed = Question.objects.visible_to(member).listed().values("pk")
    return Answer.objects.visible_to(member).shown().filter(question__in=listed).select_related("question")


def _best_answers(question_ids: list[int], member: Member) -> list[Answer]:
    """The best answer of each, those that solved before the company's word before what others found good."""
    found: dict[int, Answer] = {}
    answers = _readable(member).filter(question__in=question_ids)
    for answer in sorted(answers, key=lambda one: (_rank(one), -one.score, one.pk)):
        found.setdefault(answer.question_id, answer)
    near = [found[number] for number in question_ids if number in found]
    return sorted(_worthy(near), key=_rank)


def _worthy(answers: Iterable[Answer]) -> list[Answer]:
    """What nobody found good is no example."""
    return [answer for answer in answers if _rank(answer) < 2 or answer.score > 0]


def _rank(answer: Answer) -> int:
    return 0 if answer.accepted_at else 1 if answer.official_at else 2


def _answer(answer: Answer, language: str) -> Ready:
    question = answer.question
    notes = (_("Solved it"), _("Official answer"), _("Found good by others"))
    words = markup.plain(answer.body_html, QUOTED)
    return Ready(
        key=f"answer:{answer.pk}",
        title=question.title,
        text=_quote(words, question.title, answer.path()),
        brief=words,
        lang=question.language if question.language != language else "",
        note=notes[_rank(answer)],
        path=answer.path(),
        mark=("solved", "answered", "answered")[_rank(answer)],
    )


def _article(found: Document, language: str) -> Ready:
    words = " ".join(found.body.split())[:QUOTED]
    return Ready(
        key=f"article:{found.id}",
        title=found.title,
        text=_quote(words, found.title, found.url),
        brief=words,
        lang=found.language if found.language != language else "",
        note=_("Article"),
        path=found.url,
    )


def _quote(words: str, title: str, path: str) -> str:
    """Their words as a quote, and under it the source as a link; signs of Markdown stay what they are."""
    link = f"[{_plain(title)}]({path})"
    return f"> {_plain(words)}\n\n{link}" if words else link


def _plain(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", words)
