"""Acts in a running community from a process of its own: `python -m tests.journeys.stage VERB [NUMBER]`.

The environment says which community. Each verb goes through the product's own actions.
"""

import sys
from datetime import timedelta

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402

from community.lib import clock, nudges  # noqa: E402
from community.members.models import Member  # noqa: E402
from forum import announcing  # noqa: E402
from forum.actions.accept import accept_answer  # noqa: E402
from forum.escalation import sweep  # noqa: E402
from forum.escalation.models import Policy  # noqa: E402
from forum.models import Board, Follow, Question  # noqa: E402
from forum.search import indexing  # noqa: E402
from forum.webcare.actions.open_case import open_case  # noqa: E402
from forum.webcare.models import CaseReason  # noqa: E402
from tests import builders  # noqa: E402
from tests.frontdoor import open_front_door  # noqa: E402


def cast(_: int) -> None:
    """A board that never closes, someone who asks, someone who follows, a colleague who knows, the desk."""
    board = builders.make_board()
    Policy.objects.create(board=board, round_the_clock=True)
    builders.make_member("Femke de Boer", email="femke@example.com")
    follower = builders.make_member("Joost Wagenaar", email="joost@example.com")
    Follow.objects.create(member=follower, board=board, since=builders.LONG_AGO)
    metering = builders.make_department("Metering")
    for name in ("Marijke", "Karin", "Tom", "Roos"):
        colleague = builders.make_member(name, email=f"{name.lower()}@example.com", department=metering)
        builders.make_expert(colleague, tag="fibre")
    desk = builders.make_department("Webcare")
    builders.make_member("Nienke Postma", email="nienke@example.com", department=desk, is_agent=True)
    builders.make_member("Thijs Bakker", email="thijs@example.com", department=desk, is_lead=True)


def window(_: int) -> None:
    """What there is to see in a browser: the cast, a front door, a solved question, an open one with a case."""
    open_front_door()
    cast(0)
    people = {member.email: member for member in Member.objects.all()}
    femke, joost, marijke = (people[f"{name}@example.com"] for name in ("femke", "joost", "marijke"))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=True, primary=True)
        for member in people.values()
    )
    board, now = Board.objects.get(), clock.now() - timedelta(hours=3)
    solved = builders.make_question(
        board=board, by=femke, now=now, title="How do I move my eSIM to a new phone?"
    )
    helpful = builders.make_answer(
        question=solved,
        by=joost,
        now=now,
        body="Open the app:\n\n1. choose *eSIM*\n2. press `Move`\n\n> Keep it on.",
    )
    builders.make_answer(
        question=solved, by=marijke, now=now, body="Or come by with both phones, we do it for you."
    )
    builders.make_comment(question=solved, by=femke, now=now, answer=helpful, body="That worked, thank you!")
    accept_answer(by=femke, answer=helpful, now=now)
    waiting = builders.make_question(board=board, by=femke, now=now)
    sweep.run(clock.now())
    open_case(
        question=waiting, reason=CaseReason.URGENT, due_at=clock.now() + timedelta(hours=2),
        alarm_at=clock.now() + timedelta(hours=1), now=clock.now(),
    )  # fmt: skip
    announcing.announce(clock.now())
    indexing.catch_up()


def ask(number: int) -> None:
    """So many questions by Femke, each with a title of its own."""
    board, femke = Board.objects.earliest("pk"), Member.objects.get(email="femke@example.com")
    asked = Question.objects.count()
    for position in range(asked, asked + number):
        builders.make_question(
            board=board, by=femke, now=clock.now(), title=f"Fibre connection {position} drops every evening"
        )


def move(hours: int) -> None:
    """The clock of the whole community, so many hours ahead."""
    clock.move_to(clock.now() + timedelta(hours=hours))


def nudge(_: int) -> None:
    """Everything that is done by itself, once more."""
    for task in (
        "forum.tasks.announce",
        "forum.escalation.tasks.sweep",
        "community.notifications.tasks.deliver",
    ):
        nudges.nudge(task)


if __name__ == "__main__":
    verbs = {verb.__name__: verb for verb in (cast, window, ask, move, nudge)}
    verbs[sys.argv[1]](int(sys.argv[2]) if len(sys.argv) > 2 else 0)
