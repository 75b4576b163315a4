"""What waits for someone's eye: suggested texts and questions whose asker wants them open again; and one suggestion."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max, Q
from django.utils.safestring import SafeString

from community.events.models import Event
from community.lib import paging
from community.members.models import Member
from forum import rules
from forum.models import Board, Question, Revision, Suggestion, SuggestionState
from forum.queries.history import Changes, changes
from forum.queries.moments import moments
from forum.queries.people import Person, people

PAGE_SIZE = 20
# Those who asked to open theirs again are few; the first of them are read.
ASKED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    path: str
    title: str
    lang: str
    person: Person
    when: SafeString
    reason: str
    is_answer: bool = False
    is_overtaken: bool = False


@dataclass(frozen=True)
class ReviewPage:
    """The queue; `count` is how much waits in all."""

    count: int
    suggestions: list[Line]
    askers: list[Line]
    newer: str | None
    older: str | None


@dataclass(frozen=True)
class SuggestionPage:
    suggestion: Suggestion
    title: str
    lang: str
    back: str
    # Where whoever made it changes it.
    edit: str
    person: Person
    decided_by: Person | None
    when: SafeString
    # What it makes different from the text it began from, and what others did to that text since.
    changes: Changes
    since: Changes | None


def review_page(member: Member, query: Mapping[str, str], *, language: str) -> ReviewPage:
    """What waits for anyone but the member's own suggestions, oldest first: six queries."""
    waiting = _open(member)
    page = paging.requested(
        waiting.select_related("question", "answer").annotate(
            on_question=Max("question__revisions__number", filter=Q(question__revisions__answer=None)),
            on_answer=Max("answer__revisions__number"),
        ),
        query,
        fields=("at", "id"),
        size=PAGE_SIZE,
    )
    reopening = Question.objects.shown().filter(reopening_asked_at__isnull=False)
    asked = list(reopening.order_by("reopening_asked_at", "id")[: ASKED_SHOWN + 1])
    words = _words_of([row.subject for row in asked])
    known = people({*(row.by_id for row in page.items), *(row.author_id for row in asked)}, language)
    return ReviewPage(
        count=waiting.count() + (len(asked) if len(asked) <= ASKED_SHOWN else reopening.count()),
        suggestions=[_suggested(row, known, language) for row in page.items],
        askers=[_asked(row, known, language, words.get(row.subject, "")) for row in asked[:ASKED_SHOWN]],
        newer=page.newer,
        older=page.older,
    )


def _suggested(row: Suggestion, known: dict[int | None, Person], language: str) -> Line:
    return Line(
        path=row.path(),
        title=row.question.title,
        lang=_lang(row.question, language),
        person=known.get(row.by_id) or known[None],
        when=moments(language).stamp(row.at),
        reason=row.reason,
        is_answer=row.answer_id is not None,
        is_overtaken=row.seen != (row.on_answer if row.answer_id else row.on_question),
    )


def _words_of(subjects: list[str]) -> dict[str, str]:
    """What each asker said when they asked to open theirs again, the last time."""
    events = Event.objects.filter(subject__in=subjects, kind="question.reopening_asked").order_by("id")
    return {
        subject: details.get("reason", "") for subject, details in events.values_list("subject", "details")
    }


def _asked(row: Question, known: dict[int | None, Person], language: str, words: str) -> Line:
    return Line(
        path=row.path(),
        title=row.title,
        lang=_lang(row, language),
        person=known.get(row.author_id) or known[None],
        when=moments(language).stamp(row.reopening_asked_at),
        reason=words,
    )


def next_waiting(member: Member) -> Suggestion | None:
    """The one that waits longest."""
    return _open(member).order_by("at", "id").first()


def visible_suggestion(pk: int, member: Member, may_review: bool) -> Suggestion | None:
    """The suggestion, for whoever made it, whoever wrote the post, and reviewers; None for all others."""
    found = (
        Suggestion.objects.select_related("question__board", "question__author", "answer__author", "by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        return None
    if found.answer is not None:
        # The same object, so that what is read of one is known to the other.
        found.answer.question = found.question
    post = found.answer or found.question
    if not rules.may_see(member, found.question) or not rules.may_see(member, post):
        return None
    return found if may_review or member.pk in (found.by_id, post.author_id) else None


def suggestion_page(suggestion: Suggestion, *, language: str) -> SuggestionPage:
    """One suggestion with what it changes, for whoever may see it: four queries."""
    post = suggestion.answer or suggestion.question
    revisions = Revision.objects.of(post)
    begun = revisions.filter(number=suggestion.seen).first() or Revision(body=post.body, tags="")
    wanted = Revision(title=suggestion.title, body=suggestion.body, tags=suggestion.tags)
    latest, since = revisions.order_by("-number").first(), None
    if suggestion.state == SuggestionState.WAITING and latest is not None and latest.number != begun.number:
        since = changes(begun, latest, _board_names(begun, latest, language))
    known = people({suggestion.by_id, suggestion.decided_by_id}, language)
    return SuggestionPage(
        suggestion=suggestion,
        title=suggestion.question.title,
        lang=_lang(suggestion.question, language),
        back=post.path(),
        edit=f"/{'answers' if suggestion.answer_id else 'questions'}/{post.pk}/edit/",
        person=known.get(suggestion.by_id) or known[None],
        decided_by=known.get(suggestion.decided_by_id) if suggestion.decided_by_id else None,
        when=moments(language).stamp(suggestion.at),
        changes=changes(begun, wanted),
        since=since,
    )


def _open(member: Member):
    """Waiting suggestions of others for posts that are shown."""
    shown = Suggestion.objects.waiting().filter(question__hidden_at=None).exclude(by=member)
    return shown.filter(Q(answer=None) | Q(answer__hidden_at=None))


def _lang(question: Question, language: str) -> str:
    return question.language if question.language != language else ""


def _board_names(begun: Revision, latest: Revision, language: str) -> dict[str, str]:
    if begun.board == latest.board:
        return {}
    found = Board.objects.filter(slug__in=(begun.board, latest.board))
    return {board.slug: board.name_in(language) for board in found}
