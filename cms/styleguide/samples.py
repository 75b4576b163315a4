"""Made-up people, questions and answers for the style guide: plain values, nothing is read or kept."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from community.members.models import Member
from forum.models import Answer, Board, Comment, Question
from forum.queries import cards
from forum.queries.moments import moments
from forum.queries.people import Person, former
from forum.queries.reader import Viewer
from forum.queries.rows import Row
from forum.queries.timeline import told
from forum.queries.verdicts import Verdict
from forum.queries.viewer import MemberButtons, VisitorButtons

ABENA, JOOST, MARIJKE, MAXIMILIAAN, MARYAM = 1, 2, 3, 4, 5
_ICON = re.compile(r'id="([a-z-]+)"')
_COLOUR = re.compile(r"(--[a-z-]+): light-dark\(")
_NAME = re.compile(r"(--[a-z0-9-]+):")
_SPACE = re.compile(r"--s[1-8]")


def people() -> dict[str, Person]:
    """By what is special about each."""
    return {
        "plain": Person(JOOST, "Joost Wagenaar", "/styleguide/#people", "", "", "Fibre and Wi-Fi at home"),
        "picture": Person(ABENA, "Abena Mensah", "/styleguide/#people", static("favicon.svg"), "", ""),
        "colleague": Person(MARIJKE, "Marijke Hoekstra", "/styleguide/#people", "", "Metering", "Metering"),
        "long": Person(
            MAXIMILIAAN, "Maximiliaan-Alexander van Oldenbarnevelt-Schimmelpenninck", "/styleguide/#people", "", "",
            "",
        ),
        "right_to_left": Person(MARYAM, "مريم الفاسي", "/styleguide/#people", "", "", ""),
        "gone": former(),
    }  # fmt: skip


def _known() -> dict[int | None, Person]:
    return {person.id: person for person in people().values()}


def rows(now: datetime, language: str) -> list[Row]:
    """One row of a list in each state."""

    def row(state: str, title: str, **rest) -> Row:
        told = {
            "lang": "",
            "asked_by": "Roos Verbeek",
            "answers": "",
            "me_too": "",
            "board": "Internet",
            **rest,
        }
        stamp = moments(language).stamp(now - timedelta(hours=3))
        path, symbol = "/styleguide/#rows", "info" if state == "needs_info" else state
        return Row(
            id=len(title), path=path, title=title, state=state, symbol=symbol, asked=stamp, board_path=path,
            **told,
        )  # fmt: skip

    helper, colleague = people()["plain"], people()["colleague"]
    return [
        row("open", "Video calls stutter on fibre", answers="0", me_too="3", tags=["fibre", "wifi"]),
        row("answered", "Can I keep my number when I move?", answers="2", asked_by=people()["long"].name),
        row("solved", "My fibre connection drops every evening", answers="3", solved=helper.name,
            face=helper.face("face face-s", 26), is_confirmed=True),
        row("solved", "Meter shows two numbers", answers="1", solved=colleague.name,
            face=colleague.face("face face-s", 26), staff=colleague.department),
        row("needs_info", "Box keeps blinking", reason="Which box is it?"),
        row("duplicate", "Fibre drops at nine", same_path="/styleguide/#rows",
            same_title="My fibre connection drops every evening"),
        row("closed", "Two tickets for sale", reason="Buying and selling is not for here."),
        row("open", "كيف أنقل رقمي إلى هاتف جديد؟", lang="ar", asked_by=people()["right_to_left"].name),
        row("open", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", lang="de"),
    ]  # fmt: skip


def verdicts() -> list[Verdict]:
    """A sentence for each state a question can be in."""
    helper, asker = people()["plain"], people()["picture"]
    return [
        Verdict("open", "Waiting for an answer.", "You have an answer before Monday 12:30."),
        Verdict("answered", "2 answers.", "Joost answered last; none is accepted yet."),
        Verdict("solved", "Solved.", "Joost found it in 28 minutes and Abena accepted it.", "Holding since today.",
                "/styleguide/#verdicts", "Go to the solution", (asker, helper)),
        Verdict("needs_info", "Waiting for Abena.", "Which box is it? The clock stands still until then."),
        Verdict("duplicate", "Asked before.", "It continues there:", "", "/styleguide/#verdicts", "Fibre drops"),
        Verdict("closed", "Closed by Hilde.", "Buying and selling is not for here."),
    ]  # fmt: skip


def timeline(now: datetime, language: str) -> dict[str, list]:
    kinds = [("question.asked", ABENA, 30), ("answer.posted", JOOST, 29), ("answer.accepted", ABENA, 20),
             ("answer.confirmed", MARIJKE, 2)]  # fmt: skip
    events = [
        {"kind": kind, "actor_id": who, "at": now - timedelta(hours=hours)} for kind, who, hours in kinds
    ]
    to_come = [{"kind": "answer.accepted", "actor_id": ABENA, "at": now + timedelta(days=7)}]
    known, times = _known(), moments(language)
    return {"happened": told(events, known, times), "ahead": told(to_come, known, times)}


def rungs(*states: str) -> list[dict]:
    """The ladder with these states of its four rungs."""
    texts = {
        "done": "Asked today 10:20.",
        "now": "Since 10:41.",
        "paused": "Waits for you.",
        "next": "At 15:00.",
    }
    titles = ("Everyone", "Regular helpers", "Colleagues who know this", "Webcare")
    return [
        {"title": title, "state": state, "text": texts[state]}
        for title, state in zip(titles, states, strict=True)
    ]


def posts(now: datetime, language: str) -> dict[str, SafeString]:
    """Cards as they stand under a question, each with the buttons of a visitor or of a member."""
    board = Board(pk=1, slug="internet", name="Internet and TV")
    question = Question(
        pk=1, board=board, author_id=ABENA, title="Fibre drops", language=language, created_at=now,
        active_at=now, score=2, me_too_count=23, slug="fibre-drops",
        body_html="<p>Every evening just after nine it is gone.</p>",
    )  # fmt: skip

    def answer(number: int, author: int, html: str, **state) -> Answer:
        return Answer(pk=number, question=question, author_id=author, body_html=html, created_at=now, **state)

    accepted = {"accepted_at": now, "accepted_by_id": ABENA}
    official = {"official_at": now, "official_by_id": MARIJKE}
    found = {
        "question": question,
        "ordinary": answer(1, MARYAM, "<p>See <code>timer</code>:</p><blockquote><p>off</p></blockquote>", score=2),
        "accepted": answer(2, JOOST, "<p>Change the time from 21:00 to 04:00.</p>", score=38, **accepted),
        "official": answer(3, MARIJKE, "<p>Version 4.2.3 puts it back.</p>", **official),
        "both": answer(4, JOOST, "<p>It is corrected on your next bill.</p>", **accepted, **official),
        "edited": answer(5, MAXIMILIAAN, "<p>Works on a Box 5 too.</p>", edited_at=now, personal=True),
    }  # fmt: skip
    thanks = Comment(pk=1, author_id=ABENA, body_html="<p>That worked, thank you!</p>", created_at=now)
    answers = {post.pk: post for post in found.values() if isinstance(post, Answer)}
    reader = Viewer(Member(pk=9, name="Bram"), 500, True, now, joined=True, votes={"2": 1})
    buttons = {
        "visitor": VisitorButtons(question, answers), "member": MemberButtons(reader, question, answers),
    }  # fmt: skip
    html = {}
    for name, post in found.items():
        comments = [thanks] if name == "accepted" else []
        card = cards.render(
            post, language, comments=comments, tags=["fibre"] if post is question else []
        ).html
        for who, of in buttons.items():
            html[f"{name}_{who}"] = mark_safe(cards.assembled(card, _known(), of.of))
    return html


def icons() -> list[str]:
    """Every drawing of icons.svg, by name."""
    return _ICON.findall(Path(finders.find("icons.svg")).read_text(encoding="utf-8"))


def tokens() -> dict[str, list[str]]:
    """Colours, sizes of type and spaces, by the names they have in tokens.css."""
    text = Path(finders.find("styles/tokens.css")).read_text(encoding="utf-8")
    return {
        "colours": _COLOUR.findall(text),
        "steps": [name for name in dict.fromkeys(_NAME.findall(text)) if name.startswith("--step")],
        "spaces": [name for name in dict.fromkeys(_NAME.findall(text)) if _SPACE.fullmatch(name)],
    }
