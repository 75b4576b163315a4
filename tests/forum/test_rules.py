"""Role × action × state: who may do what, as one table."""

from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import UTC, datetime, timedelta

import pytest

from community.members.models import Department, Member
from forum import rules
from forum.models import Answer, Board, Expertise, Question, Status

NOW = datetime(2026, 11, 17, 11, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=30)
METERING = Department(pk=1, name="Metering")

ASKER = Member(pk=1, name="asker")
ANSWERER = Member(pk=2, name="answerer")
CUSTOMER = Member(pk=3, name="customer")
EMPLOYEE = Member(pk=4, name="employee", department=METERING)
AGENT = Member(pk=5, name="agent", department=METERING, is_agent=True)
LEAD = Member(pk=6, name="lead", department=METERING, is_lead=True)
MODERATOR = Member(pk=7, name="moderator", is_moderator=True)
MANAGER = Member(pk=8, name="manager", is_manager=True)
SILENCED = Member(pk=9, name="silenced", silenced_until=NOW + timedelta(hours=1))
SUSPENDED = Member(pk=10, name="suspended", suspended_until=NOW + timedelta(hours=1))
CLOSED_ACCOUNT = Member(pk=11, name="closed", is_active=False)
ROLES = {
    "visitor": None,
    "asker": ASKER,
    "answerer": ANSWERER,
    "customer": CUSTOMER,
    "employee": EMPLOYEE,
    "agent": AGENT,
    "lead": LEAD,
    "moderator": MODERATOR,
    "manager": MANAGER,
    "silenced": SILENCED,
    "suspended": SUSPENDED,
    "closed": CLOSED_ACCOUNT,
}
WRITERS = {"asker", "answerer", "customer", "employee", "agent", "lead", "moderator", "manager"}
STAFF_WHO_SEE_ALL = {"moderator", "manager"}


@dataclass(frozen=True)
class State:
    """What the table varies: the thread as it stands and what the member earned."""

    hidden: bool = False
    answer_hidden: bool = False
    status: str = Status.OPEN
    points: int = 1
    silent_for: timedelta = field(default_factory=timedelta)
    accepted_before: bool = False
    accepted: bool = False

    def question(self) -> Question:
        return Question(
            pk=1,
            author=ASKER,
            board=Board(pk=1),
            status=self.status,
            created_at=LONG_AGO,
            active_at=NOW - self.silent_for,
            hidden_at=NOW if self.hidden else None,
        )

    def answer(self) -> Answer:
        return Answer(
            pk=1,
            author=ANSWERER,
            question=self.question(),
            created_at=LONG_AGO,
            accepted_at=LONG_AGO if self.accepted else None,
            hidden_at=NOW if self.answer_hidden else None,
        )


OPEN = State()
SILENT = State(silent_for=timedelta(days=14))

ASKING = {
    "ask": lambda who, it: rules.may_ask(who, NOW),
    "answer": lambda who, it: rules.may_answer(who, it.question(), NOW),
    "comment": lambda who, it: rules.may_comment(who, it.question(), it.points, NOW),
    "vote up the question": lambda who, it: rules.may_vote(who, it.question(), 1, it.points, NOW),
    "vote up the answer": lambda who, it: rules.may_vote(who, it.answer(), 1, it.points, NOW),
    "vote down the answer": lambda who, it: rules.may_vote(who, it.answer(), -1, it.points, NOW),
    "accept": lambda who, it: rules.may_accept(
        who, it.question(), it.answer(), it.points, it.accepted_before, NOW
    ),
    "undo": lambda who, it: rules.may_undo_acceptance(who, it.question(), it.answer(), NOW),
    "edit the question": lambda who, it: rules.may_edit(who, it.question(), it.points, NOW),
    "edit the answer": lambda who, it: rules.may_edit(who, it.answer(), it.points, NOW),
    "hide": lambda who, it: rules.may_hide(who, NOW),
    "work at the desk": lambda who, it: rules.may_work_at_the_desk(who, NOW),
    "read the question": lambda who, it: rules.may_see(who, it.question()),
    "read what is for you": lambda who, it: rules.may_see_for_you(who),
}
STAFF = {"employee", "agent", "lead", "moderator", "manager"}
EVERYONE = set(ROLES)

# action, state, and exactly who may.
TABLE = [
    ("ask", OPEN, WRITERS),
    ("answer", OPEN, WRITERS),
    ("answer", State(status=Status.NEEDS_INFO), WRITERS),
    ("answer", State(status=Status.CLOSED), set()),
    ("answer", State(status=Status.DUPLICATE), set()),
    ("answer", State(hidden=True), set()),
    ("comment", OPEN, WRITERS),
    ("comment", State(status=Status.CLOSED), WRITERS),
    ("comment", State(hidden=True), set()),
    ("vote up the question", OPEN, WRITERS - {"asker"}),
    ("vote up the question", State(hidden=True), set()),
    ("vote up the answer", OPEN, WRITERS - {"answerer"}),
    ("vote up the answer", State(answer_hidden=True), set()),
    ("vote down the answer", OPEN, STAFF),
    ("vote down the answer", State(points=124), STAFF),
    ("vote down the answer", State(points=125), WRITERS - {"answerer"}),
    ("accept", OPEN, {"asker"}),
    ("accept", State(hidden=True), set()),
    ("accept", State(answer_hidden=True), set()),
    ("accept", SILENT, {"asker", "agent", "lead", "moderator", "manager"}),
    ("accept", State(silent_for=timedelta(days=13, hours=23)), {"asker"}),
    ("accept", changed(SILENT, accepted_before=True), WRITERS - {"answerer"}),
    ("undo", OPEN, set()),
    ("undo", State(accepted=True), {"asker", "moderator", "manager"}),
    ("edit the question", OPEN, {"asker", "moderator", "manager"}),
    ("edit the question", State(points=999), {"asker", "moderator", "manager"}),
    ("edit the question", State(points=1000), WRITERS),
    ("edit the question", State(hidden=True), STAFF_WHO_SEE_ALL),
    ("edit the question", State(hidden=True, points=1000), STAFF_WHO_SEE_ALL),
    ("edit the answer", OPEN, {"answerer", "moderator", "manager"}),
    ("edit the answer", State(answer_hidden=True), STAFF_WHO_SEE_ALL),
    ("hide", OPEN, STAFF_WHO_SEE_ALL),
    ("work at the desk", OPEN, {"agent", "lead"}),
    ("read the question", OPEN, EVERYONE),
    ("read the question", State(hidden=True), {"asker", "moderator", "manager"}),
    ("read what is for you", OPEN, {"employee", "agent", "lead"}),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("action", "state", "allowed"), TABLE, ids=[f"{row[0]}-{n}" for n, row in enumerate(TABLE)]
)
def test_who_may(action, state, allowed, role):
    assert ASKING[action](ROLES[role], state) is (role in allowed)


def test_the_end_of_a_silence_is_its_end():
    over = Member(pk=12, silenced_until=NOW)
    assert rules.may_ask(over, NOW)


def test_whoever_accepted_may_undo():
    answer = State(accepted=True).answer()
    answer.accepted_by = AGENT
    assert rules.may_undo_acceptance(AGENT, answer.question, answer, NOW)
    assert not rules.may_undo_acceptance(LEAD, answer.question, answer, NOW)


def test_nobody_accepts_their_own_answer_in_the_askers_place():
    for person in (AGENT, MODERATOR):
        answer = SILENT.answer()
        answer.author = person
        assert not rules.may_accept(person, answer.question, answer, 5000, True, NOW)


def test_the_asker_may_accept_their_own_answer():
    answer = State().answer()
    answer.author = ASKER
    assert rules.may_accept(ASKER, answer.question, answer, 1, False, NOW)


def knows(**what) -> Expertise:
    return Expertise(member=EMPLOYEE, confirmed_at=what.pop("confirmed_at", LONG_AGO), **what)


@pytest.mark.parametrize(
    ("member", "known", "officially"),
    [
        (CUSTOMER, [knows(tag_id=7)], False),
        (EMPLOYEE, [], False),
        (EMPLOYEE, [knows(tag_id=7)], True),
        (EMPLOYEE, [knows(tag_id=8)], False),
        (EMPLOYEE, [knows(board_id=1)], True),
        (EMPLOYEE, [knows(board_id=2)], False),
        (EMPLOYEE, [knows(tag_id=7, confirmed_at=None)], False),
        (AGENT, [], True),
        (MODERATOR, [knows(tag_id=7)], False),
    ],
    ids=[
        "customer",
        "knows nothing",
        "tag",
        "other tag",
        "board",
        "other board",
        "unconfirmed",
        "agent",
        "moderator",
    ],
)
def test_who_answers_officially(member, known, officially):
    assert rules.may_answer_officially(member, State().question(), [7], known) is officially


def test_a_vote_is_taken_back_within_five_minutes_or_after_an_edit():
    answer, voter = State().answer(), CUSTOMER
    assert rules.may_withdraw_vote(voter, answer, NOW - timedelta(minutes=5), NOW)
    assert not rules.may_withdraw_vote(voter, answer, NOW - timedelta(minutes=5, seconds=1), NOW)
    answer.edited_at = NOW - timedelta(days=1)
    assert rules.may_withdraw_vote(voter, answer, NOW - timedelta(days=2), NOW)
    assert not rules.may_withdraw_vote(voter, answer, NOW - timedelta(hours=1), NOW)


def test_a_refusal_carries_its_sentence():
    rules.require(True, "never said")
    with pytest.raises(rules.NotAllowed, match="Wait a day"):
        rules.require(False, "Wait a day.")
