"""Cases nobody owns and a colleague at the desk, for two browsers: `python -m tests.browser.deskscene`.

The environment says which community. Prints the address of each case, one a line.
"""

from datetime import timedelta

from tests.journeys import stage  # first of all: it sets Django up

# isort: split
from allauth.account.models import EmailAddress

from community.lib import clock
from community.members.models import Department, Member
from forum.models import Board
from forum.webcare.actions.open_case import open_case
from forum.webcare.models import CaseReason
from tests import builders

CHIDI, SASKIA = "chidi@example.com", "saskia@example.com"
# Much was said about this one.
LONG = "Every evening at nine it is gone for an hour"
NEWEST = "The newest word: it is gone again."
TITLES = (
    "Nobody answers about my broken socket",
    "The bill came twice and nobody says why",
    "My contract ended although I did nothing",
    "The line hums since the storm of Tuesday",
    LONG,
    "The alarm goes off whenever it rains",
)


def build() -> list[str]:
    now = clock.now()
    board, femke = Board.objects.order_by("id").first(), Member.objects.get(email="femke@example.com")
    if not Member.objects.filter(email=CHIDI).exists():
        desk = Department.objects.get(members__email="nienke@example.com")
        for name, email, is_lead in (("Chidi Okafor", CHIDI, False), ("Saskia Mulder", SASKIA, True)):
            member = builders.make_member(name, email=email, department=desk, is_agent=True, is_lead=is_lead)
            EmailAddress.objects.create(user=member, email=email, verified=True, primary=True)
    return [_case(board, femke, title, now) for title in TITLES]


def _case(board: Board, asker: Member, title: str, now) -> str:
    question = builders.make_question(board=board, by=asker, now=now, title=title)
    case = open_case(
        question=question, reason=CaseReason.URGENT, due_at=now + timedelta(hours=3),
        alarm_at=now + timedelta(hours=2), now=now,
    )  # fmt: skip
    if title == LONG:
        for number in range(12):
            said = NEWEST if number == 11 else f"Evening {number}: gone at nine, back at ten, as always."
            builders.make_comment(question=question, by=asker, body=said, now=now + timedelta(minutes=number))
    return case.path()


if __name__ == "__main__":
    assert stage  # keeps its import, and with it Django, in place
    print("\n".join(build()))
