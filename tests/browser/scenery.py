"""What there is to see in a browser beyond the journeys' window: `python -m tests.browser.scenery`.

The environment says which community. Faces and pictures, long words, a script from right to left, states of all kinds.
"""

from datetime import timedelta

from tests.journeys import stage  # first of all: it sets Django up

# isort: split
from allauth.account.models import EmailAddress

from community.lib import clock
from community.members.models import Member
from forum import announcing
from forum.actions.visibility import hide_post
from forum.models import Answer, Board, Question, Status
from forum.search import indexing
from forum.webcare.actions.open_case import open_case
from forum.webcare.models import CaseReason
from tests import builders

PORTRAITS = "/static/demo/portraits"
LONG = "Maximiliaan-Alexander van Oldenbarnevelt-Schimmelpenninck"


def build() -> None:
    stage.window(0)
    now = clock.now() - timedelta(hours=1)
    board, femke = Board.objects.get(), Member.objects.get(email="femke@example.com")
    for name in ("femke", "joost", "marijke", "nienke"):
        Member.objects.filter(email=f"{name}@example.com").update(picture=f"{PORTRAITS}/{name}.svg")
    lotte = _staff("Lotte Brouwer", is_moderator=True)
    _staff("Hilde Janssen", is_manager=True, is_staff=True, is_superuser=True)
    long = builders.make_member(LONG, email="maximiliaan@example.com")
    maryam = builders.make_member("مريم الفاسي", email="maryam@example.com")

    arabic = builders.make_question(
        board=board, by=maryam, now=now, title="كيف أنقل رقمي إلى هاتف جديد؟", language="ar",
        body="أريد أن أنقل رقمي إلى هاتفي الجديد دون أن أفقد جهات الاتصال. ماذا أفعل؟", tags=["esim"],
    )  # fmt: skip
    builders.make_answer(
        question=arabic, by=long, now=now, body=f"Press `Move`, then:\n\n```\n{'x' * 300}\n```"
    )
    builders.make_question(
        board=board, by=long, now=now, tags=["bill"],
        title="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft on my bill?",
        body="| what | price |\n|---|---|\n| Donaudampfschifffahrtsgesellschaftskapitän | 12,34 |\n\nWhat is it?",
    )  # fmt: skip
    hidden = builders.make_question(
        board=board, by=femke, now=now, title="Whose telephone number is this one?"
    )
    hide_post(by=lotte, post=hidden, reason="It names a person.", now=now)
    closed = builders.make_question(board=board, by=long, now=now, title="Who buys two tickets from me?")
    Question.objects.filter(pk=closed.pk).update(status=Status.CLOSED, status_reason="This is no market.")
    dead = builders.make_question(board=board, by=femke, now=now, title="My line is dead since this morning")
    open_case(
        question=dead, reason=CaseReason.URGENT, due_at=clock.now() + timedelta(hours=3),
        alarm_at=clock.now() + timedelta(hours=2), now=clock.now(),
    )  # fmt: skip
    solved = Question.objects.get(pk=1)
    first = Answer.objects.filter(question=solved).order_by("id").first()
    for number in range(7):
        builders.make_comment(question=solved, by=femke, now=now, answer=first, body=f"And step {number}?")
    announcing.announce(clock.now())
    indexing.catch_up()


def _staff(name: str, **roles) -> Member:
    address = f"{name.split()[0].lower()}@example.com"
    member = builders.make_member(name, email=address, **roles)
    EmailAddress.objects.create(user=member, email=address, verified=True, primary=True)
    return member


if __name__ == "__main__":
    build()
