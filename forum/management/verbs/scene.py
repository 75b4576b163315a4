"""The scene of the table: one person per role, and one thread per state; unsaved rows with numbers of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from community.members.models import Department, Member
from community.tags.models import Tag
from forum.models import Answer, Board, CloseReason, Comment, Question, Status, Suggestion

NOW = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)
# The asker said nothing since, and comments and votes may no longer be put right.
ASKED = NOW - timedelta(days=20)
RECENTLY = NOW - timedelta(minutes=2)


# The rows' numbers begin where no sequence of a fresh database comes, so that they can be saved as they are.
FIRST = 900_000
QUESTION, ORIGINAL = FIRST + 1, FIRST + 2


@dataclass(frozen=True)
class Role:
    """Somebody who tries a verb; `points` is their standing."""

    name: str
    member: Member | None
    points: int = 1
    is_expert: bool = False
    has_been_accepted: bool = False


@dataclass(frozen=True)
class Thread:
    """A question in one state, with an answer by the answerer, a comment under it and a waiting suggestion."""

    state: str
    question: Question
    answer: Answer
    comment: Comment
    suggestion: Suggestion


METERING = Department(pk=FIRST + 1, slug="metering", name="Metering")
WEBCARE = Department(pk=FIRST + 2, slug="webcare", name="Webcare")
BOARD = Board(pk=FIRST + 1, slug="energy", name="Energy")
OTHER_BOARD = Board(pk=FIRST + 2, slug="internet", name="Internet")
TAG = Tag(pk=FIRST + 1, slug="meter")


def _member(pk: int, name: str, **fields) -> Member:
    return Member(
        pk=FIRST + pk, name=name, email=f"{name.replace(' ', '-')}@example.com", joined_at=ASKED, **fields
    )


ASKER, ANSWERER, EDITOR = _member(1, "asker"), _member(2, "answerer"), _member(3, "who suggested an edit")
ROLES = (
    Role("visitor", None),
    Role("silenced", _member(4, "silenced", silenced_until=NOW + timedelta(hours=1)), points=5000),
    Role("newcomer", _member(5, "newcomer")),
    Role("regular (200)", _member(6, "regular"), points=200, has_been_accepted=True),
    Role("trusted (1500)", _member(7, "trusted"), points=1500, has_been_accepted=True),
    Role("asker", ASKER),
    Role("answerer", ANSWERER),
    Role("colleague", _member(8, "colleague", department=METERING)),
    Role("expert", _member(9, "expert", department=METERING), is_expert=True),
    Role("agent", _member(10, "agent", department=WEBCARE, is_agent=True), is_expert=True),
    Role("lead", _member(11, "lead", department=WEBCARE, is_agent=True, is_lead=True), is_expert=True),
    Role("moderator", _member(12, "moderator", is_moderator=True)),
    Role("manager", _member(13, "manager", is_manager=True)),
)


def thread(state: str) -> Thread:
    """The thread in that state, whose rows are not saved."""
    question = Question(
        pk=QUESTION, author=ASKER, board=BOARD, title="My meter shows nothing since Monday", slug="my-meter",
        body="It was fine on Sunday, and now the display is blank. What can I do?", created_at=ASKED,
        active_at=ASKED, language="en", answer_count=1,
    )  # fmt: skip
    answer = Answer(
        pk=FIRST + 1,
        question=question,
        author=ANSWERER,
        body="Press the left button for five seconds.",
        created_at=ASKED,
    )
    comment = Comment(
        pk=FIRST + 1, question=question, answer=answer, author=ANSWERER, body="The left one, near the plug.",
        created_at=RECENTLY,
    )  # fmt: skip
    suggestion = Suggestion(
        pk=FIRST + 1, question=question, answer=answer, by=EDITOR, at=RECENTLY, seen=1, reason="clearer",
        body="Press the left button for five full seconds, then let go.",
    )  # fmt: skip
    STATES[state](question, answer)
    return Thread(state, question, answer, comment, suggestion)


def _unanswered(question: Question, answer: Answer) -> None:
    """The answer and what hangs under it are not there for anyone."""
    question.answer_count = 0
    _hidden(answer, _by(12))


def _solved(question: Question, answer: Answer) -> None:
    question.accepted_count = 1
    answer.accepted_at, answer.accepted_by, answer.acceptances = ASKED, ASKER, 1


def _official(question: Question, answer: Answer) -> None:
    answer.official_at, answer.official_by, answer.official_for = ASKED, ROLES[8].member, METERING


def _decided(status: Status, by: int, **fields) -> Callable[[Question, Answer], None]:
    def apply(question: Question, _answer: Answer) -> None:
        question.status, question.status_at, question.status_by = status, ASKED, _by(by)
        for name, value in fields.items():
            setattr(question, name, value)

    return apply


def _by(pk: int) -> Member:
    return next(role.member for role in ROLES if role.member and role.member.pk == FIRST + pk)


def _since(*names: str) -> Callable[[Question, Answer], None]:
    def apply(question: Question, _answer: Answer) -> None:
        for name in names:
            setattr(question, f"{name}_at", ASKED)
            setattr(question, f"{name}_by", _by(12))

    return apply


def _hidden(post: Question | Answer, by: Member, removed: bool = False) -> None:
    post.hidden_at, post.hidden_by_id = ASKED, by.pk
    if removed:
        post.removed_at, post.removed_by_id = ASKED, by.pk


STATES: dict[str, Callable[[Question, Answer], None]] = {
    "answered": lambda question, answer: None,
    "unanswered": _unanswered,
    "solved": _solved,
    "answered officially": _official,
    "waiting for details": _decided(
        Status.NEEDS_INFO, 9, status_reason="Which meter is it?", status_due_at=NOW + timedelta(days=3)
    ),
    "duplicate": _decided(Status.DUPLICATE, 7, duplicate_of_id=ORIGINAL),
    "closed": _decided(Status.CLOSED, 12, closed_as=CloseReason.ELSEWHERE),
    "asked to be opened again": _decided(
        Status.CLOSED, 12, closed_as=CloseReason.ELSEWHERE, reopening_asked_at=NOW - timedelta(days=1)
    ),
    "closed for silence": _decided(Status.CLOSED, 12, closed_as=CloseReason.NO_REPLY),
    "locked": _since("locked"),
    "unlisted": _since("unlisted"),
    "deleted by the asker": lambda question, answer: _hidden(question, ASKER),
    "hidden": lambda question, answer: _hidden(question, _by(12)),
    "removed for good": lambda question, answer: _hidden(question, _by(12), removed=True),
    "answer deleted": lambda question, answer: _deleted_answer(question, answer),
    "owned by the community": lambda question, answer: _communal(question, answer),
}


def _deleted_answer(question: Question, answer: Answer) -> None:
    question.answer_count = 0
    _hidden(answer, ANSWERER)


def _communal(question: Question, answer: Answer) -> None:
    question.communal_at = answer.communal_at = ASKED
