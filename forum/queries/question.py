"""The question page: thread, people, timeline and the reader's layer, in a fixed three queries whatever its length."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.safestring import SafeString, mark_safe

from community.events.models import Event
from community.members.models import Member
from forum import rules
from forum.models import Answer, Ballot, Board, Door, Question
from forum.queries import cards, personal, standingnotices, takenaway, timeline, tokens, verdicts, worth
from forum.queries.doors import Way, way
from forum.queries.fresh import Fresh
from forum.queries.moments import moments
from forum.queries.people import Person, people
from forum.queries.reader import Viewer
from forum.queries.structured import Thread
from forum.queries.verdicts import Verdict
from forum.queries.viewer import MemberButtons, VisitorButtons

_QUESTION = (
    "id", "title", "slug", "language", "status", "status_reason", "status_by_id", "author_id", "created_at",
    "edited_at", "active_at", "hidden_at", "score", "answer_count", "accepted_count", "me_too_count", "board_id",
    "duplicate_of_id", "hidden_by_id", "removed_at", "status_at", "status_due_at", "closed_as", "reopening_asked_at",
    "merged_into_id", "locked_at", "pinned_at", "unlisted_at", "asked_for_by_id", "communal_at",
)  # fmt: skip
_ANSWER = (
    "id", "author_id", "created_at", "edited_at", "hidden_at", "score", "accepted_at", "accepted_by_id",
    "official_at", "official_by_id", "hidden_by_id", "removed_at", "communal_at",
)  # fmt: skip
_DOOR = ("door_id", "door__name", "door__name_nl", "door__line", "door__line_nl", "door__link")
# A thread that was discussed for years still has a timeline of one screen.
EVENTS_READ = 60


@dataclass(frozen=True)
class QuestionPage:
    """All a template needs; `question` is a partial row for rules and tags of rooms above, never to be saved."""

    question: Question
    board_path: str
    board_name: str
    lang: str
    verdict: Verdict
    card: SafeString
    answers: list[SafeString]
    moments: list[timeline.Moment]
    asker: Person
    hidden_because: str
    notices: list[standingnotices.Notice]
    step: standingnotices.Step | None
    slots: list[str]
    viewer: Viewer | None
    sort: str
    fresh: Fresh
    # Where what came since the reader's last visit begins.
    fresh_first: str
    # The same before it was laid out, for what machines are told.
    thread: Thread

    @property
    def is_own(self) -> bool:
        return self.viewer is not None and self.viewer.member.pk == self.question.author_id

    @property
    def away(self) -> SafeString:
        """That only some still see it; nothing for what everyone reads."""
        if self.viewer is None:
            return SafeString()
        return mark_safe(takenaway.note(self.question, self.viewer, self.hidden_because))

    @property
    def may_change_language(self) -> bool:
        viewer = self.viewer
        return viewer is not None and rules.may_change_language(
            viewer.member, self.question, viewer.points, viewer.now
        )


def question_page(
    question_id: int, *, member: Member | None, language: str, now: datetime, sort: str = "worth"
) -> QuestionPage | None:
    """The page as `member` (None: a visitor) may see it; None when there is none. `sort`: one of worth.SORTS."""
    rows = _complete_rows(question_id, member, language)
    if not rows:
        return None
    question, board = _question(rows[0]), _board(rows[0])
    answers = {row["cards__answer_id"]: _answer(row, question) for row in rows if row["cards__answer_id"]}
    viewer = personal.viewer(rows, member, now) if member else None
    fresh = Fresh(member.pk, rows[0]["seen_at"]) if member else Fresh(None, None)
    events = _events(question)
    known = people(_people_ids(rows, events, question), language)
    buttons = MemberButtons(viewer, question, answers) if viewer else VisitorButtons(question, answers)
    html = {row["cards__answer_id"]: _card(row, known, buttons, fresh) for row in rows}
    ordered = worth.ordered(answers.values(), sort, _downs(rows))
    shown = [html[answer.pk] for answer in ordered]
    return QuestionPage(
        question=question,
        board_path=board.path(),
        board_name=board.name_in(language),
        lang=question.language if question.language != language else "",
        verdict=_verdict(rows[0], question, list(answers.values()), known, language),
        card=html[None],
        answers=shown,
        moments=timeline.told(events, known, moments(language)),
        asker=known.get(question.author_id) or known[None],
        hidden_because=_hidden_because(question, events),
        notices=standingnotices.notices(question, events, known, moments(language), viewer),
        step=standingnotices.next_step(question, viewer),
        slots=_slots(question, known),
        viewer=viewer,
        sort=sort,
        fresh=fresh,
        fresh_first=fresh.first_in([html[None], *shown]),
        thread=Thread(question, ordered, _texts(rows, known), known),
    )


def _verdict(row: dict, question: Question, answers: list[Answer], known: dict, language: str) -> Verdict:
    times, elsewhere = moments(language), _way(row, language)
    return verdicts.of(question, answers, known, times, _original(row), elsewhere)


def _texts(rows: list[dict], known: dict[int | None, Person]) -> dict[int | None, str]:
    """The stored cards by answer id, with the names behind mentions."""
    return {row["cards__answer_id"]: tokens.with_mentions(row["cards__html"], known) for row in rows}


def _downs(rows: list[dict]) -> dict[int | None, int]:
    """Votes against, by answer id."""
    return {row["cards__answer_id"]: row["downs"] or 0 for row in rows}


def _slots(question: Question, known: dict[int | None, Person]) -> list[str]:
    """Everything else whose change makes this page out of date."""
    original = [f"question:{question.duplicate_of_id}"] if question.duplicate_of_id else []
    return [f"board:{question.board_id}", *original, *(f"member:{number}" for number in known if number)]


_HIDINGS = ("question.hidden", "question.removed")


def _complete_rows(question_id: int, member: Member | None, language: str) -> list[dict]:
    rows = _rows(question_id, member, language)
    if _is_complete(rows):
        return rows
    stored = Question.objects.visible_to(member).filter(pk=question_id).first()
    if stored is None:
        return []
    cards.refresh_thread(stored)
    return _rows(question_id, member, language)


def _events(question: Question) -> list[dict]:
    """The newest of the thread's events, in order of time."""
    told = Event.objects.filter(thread=question.subject, kind__in=[*timeline.kinds(), *_HIDINGS])
    told = told.annotate(row_line=timeline.row_line(question.pk))
    newest = told.order_by("-id").values("kind", "actor_id", "at", "details", "subject", "row_line")
    return list(newest[:EVENTS_READ])[::-1]


def _card(row: dict, known: dict, buttons: MemberButtons | VisitorButtons, fresh: Fresh) -> SafeString:
    return mark_safe(cards.assembled(row["cards__html"], known, buttons.of, fresh.of))


def _rows(question_id: int, member: Member | None, language: str) -> list[dict]:
    """One row per visible card, the question's own first; what repeats is small beside the bodies."""
    shown = Q(cards__answer=None) | Q(cards__answer__hidden_at=None)
    if member is not None:
        shown |= Q(cards__answer__author=member, cards__answer__removed_at=None)
    if member is not None and (member.is_moderator or member.is_manager):
        shown = Q()
    own = personal.columns(member, question_id) if member else {}
    against = Ballot.objects.open().filter(answer=OuterRef("cards__answer_id"), value=-1)
    downs = against.order_by().values("answer").annotate(count=Count("pk")).values("count")
    rows = (
        Question.objects.visible_to(member)
        .filter(shown, pk=question_id, cards__language=language)
        .order_by(F("cards__answer_id").asc(nulls_first=True))
        .annotate(downs=Subquery(downs), **own)
    )
    return list(
        rows.values(
            *_QUESTION, "board__slug", "board__name", "board__name_nl", "duplicate_of__title", "duplicate_of__slug",
            "duplicate_of__hidden_at", *_DOOR, "cards__html", "cards__people", "cards__answer_id",
            *(f"cards__answer__{name}" for name in _ANSWER if name != "id"),
            "downs", *own,
        )
    )  # fmt: skip


def _is_complete(rows: list[dict]) -> bool:
    """Whether every post has its card: after an import or a new language they are rendered at the first reading."""
    if not rows or rows[0]["cards__answer_id"] is not None:
        return False
    shown = sum(1 for row in rows if row["cards__answer_id"] and row["cards__answer__hidden_at"] is None)
    return shown >= rows[0]["answer_count"]


def _question(row: dict) -> Question:
    return Question(**{name: row[name] for name in _QUESTION})


def _board(row: dict) -> Board:
    return Board(
        pk=row["board_id"], slug=row["board__slug"], name=row["board__name"], name_nl=row["board__name_nl"]
    )


def _answer(row: dict, question: Question) -> Answer:
    values = {name: row[f"cards__answer__{name}"] for name in _ANSWER if name != "id"}
    return Answer(pk=row["cards__answer_id"], question=question, **values)


def _original(row: dict) -> tuple[str, str] | None:
    """Path and title of the question this one repeats, when it can be shown."""
    if row["duplicate_of_id"] is None or row["duplicate_of__hidden_at"] is not None:
        return None
    return f"/questions/{row['duplicate_of_id']}/{row['duplicate_of__slug']}/", row["duplicate_of__title"]


def _way(row: dict, language: str) -> Way | None:
    """Where else to go, for a question that was closed with it."""
    if row["door_id"] is None:
        return None
    named = {name.removeprefix("door__"): row[name] for name in _DOOR if name != "door_id"}
    return way(Door(pk=row["door_id"], **named), language)


def _people_ids(rows: list[dict], events: list[dict], question: Question) -> set[int | None]:
    ids = {person for row in rows for person in row["cards__people"]}
    return ids | {event["actor_id"] for event in events} | {question.author_id, question.status_by_id}


def _hidden_because(question: Question, events: list[dict]) -> str:
    if question.hidden_at is None or question.is_deleted:
        return ""
    reasons = [event["details"].get("reason", "") for event in events if event["kind"] in _HIDINGS]
    return reasons[-1] if reasons else ""
