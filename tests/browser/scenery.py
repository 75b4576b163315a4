"""What there is to see in a browser beyond the journeys' window: `python -m tests.browser.scenery`.

The environment says which community. Faces and pictures, long words, a script from right to left, states of all kinds.
"""

from datetime import timedelta

from tests.journeys import stage  # first of all: it sets Django up

# isort: split
from allauth.account.models import EmailAddress

from community.lib import clock
from community.members.models import Department, Member
from forum import announcing
from forum.actions.ask import ask_question
from forum.actions.delete import delete_post
from forum.actions.edit import edit_question
from forum.actions.suggest import suggest_edit
from forum.actions.visibility import hide_post
from forum.improvements.actions.change import change_state
from forum.improvements.actions.improve import gather, open_improvement
from forum.improvements.actions.learn import note_learning
from forum.insights.measuring import measure_recent
from forum.models import Answer, Board, BoardField, Question, Status
from forum.search import indexing
from forum.webcare.actions.open_case import open_case
from forum.webcare.actions.talk import say_back
from forum.webcare.models import Case, CaseReason, PrivateMessage
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
    worded = builders.make_question(
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
    _improved(worded, lotte, femke, now)
    dead = builders.make_question(board=board, by=femke, now=now, title="My line is dead since this morning")
    open_case(
        question=dead, reason=CaseReason.URGENT, due_at=clock.now() + timedelta(hours=3),
        alarm_at=clock.now() + timedelta(hours=2), now=clock.now(),
    )  # fmt: skip
    waiting = Case.objects.order_by("pk").first()
    PrivateMessage.objects.create(
        case=waiting, by=Member.objects.get(email="nienke@example.com"), is_customers=False,
        body="Which contract is it?", body_html="<p>Which contract is it?</p>",
        at=clock.now() - timedelta(minutes=1),
    )  # fmt: skip
    say_back(by=femke, case=waiting, body="My contract is 88123456.", form_key=None, now=clock.now())
    solved = Question.objects.get(pk=1)
    first = Answer.objects.filter(question=solved).order_by("id").first()
    for number in range(7):
        builders.make_comment(question=solved, by=femke, now=now, answer=first, body=f"And step {number}?")
    gone = builders.make_question(board=board, by=femke, now=now, title="Which button did I press just now?")
    delete_post(by=femke, post=gone, now=now)
    _bills(femke, now)
    _mended(worded, Member.objects.get(email="hilde@example.com"), lotte, now)
    announcing.announce(clock.now())
    indexing.catch_up()


def _bills(asker: Member, now) -> None:
    """A board that asks more, and a question on it with a video."""
    bills = builders.make_board(
        "Bills", position=9, template="**What I pay**\n\n", template_nl="**Wat ik betaal**\n\n"
    )
    BoardField.objects.create(
        board=bills, slug="kind", label="Kind of bill", choices="Monthly\nYearly", is_required=True
    )
    BoardField.objects.create(
        board=bills, slug="number", label="Number on top", help_text="Six digits.", position=1
    )
    ask_question(
        by=asker, board=bills, title="How do I read my yearly bill?", tags=["yearly-bill"], form_key=None, now=now,
        body="Somebody made a video of it:\n\n[Reading the bill](https://www.youtube.com/watch?v=dQw4w9WgXcQ)",
        fields={"kind": "Yearly"},
    )  # fmt: skip


def _mended(question: Question, manager: Member, colleague: Member, now) -> None:
    """What a company did about a question, what it learned from it, and the figures of the week."""
    improvement = open_improvement(
        by=manager, title="Words on the bill that fit on a line", title_nl="Woorden op de rekening die passen",
        cause=None, department=Department.objects.first(), now=now,
    )  # fmt: skip
    gather(by=manager, improvement=improvement, questions=[question], now=now)
    change_state(
        by=manager, improvement=improvement, state="doing", public_line="The bill speaks plainly from May on.",
        public_line_nl="De rekening spreekt vanaf mei gewone taal.", now=now,
    )  # fmt: skip
    note_learning(
        by=colleague, question=question, said="Nobody knows what this word means.", cause="words on the bill",
        department=None, now=now,
    )  # fmt: skip
    measure_recent(clock.now(), weeks=2)


def _improved(question: Question, editor: Member, suggester: Member, now) -> None:
    """A question that was edited once and for which a better text waits."""
    words = {"title": "What is this long word on my bill?", "tags": ["bill"]}
    edit_question(
        by=editor, question=question, body=f"{question.body}\n\nIt costs **12,34**.", reason="A shorter title",
        seen=1, now=now, **words,
    )  # fmt: skip
    suggest_edit(
        by=suggester, post=question, body=f"{question.body}\n\nIt costs 12,34 a month.", reason="It is monthly",
        seen=2, now=now, **words,
    )  # fmt: skip


def _staff(name: str, **roles) -> Member:
    address = f"{name.split()[0].lower()}@example.com"
    member = builders.make_member(name, email=address, **roles)
    EmailAddress.objects.create(user=member, email=address, verified=True, primary=True)
    return member


if __name__ == "__main__":
    build()
