"""What the pages have in common on which something about a question is decided: a choice, a note, one button."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.lib import drafts, throttle
from community.members.models import Member
from forum.forms import guarding
from forum.forms.guarding import Guarded
from forum.models import Question
from forum.queries.rows import Row
from forum.rules import NotAllowed
from forum.views import loading

# A question is named by its number or by its address.
_NUMBER = re.compile(r"(?:^|/questions/)#?(\d{1,18})(?:[/?#]|$)")


@dataclass(frozen=True)
class Choice:
    """One of several to choose from; with a path it can be read before it is chosen."""

    value: str
    label: str
    hint: str = ""
    path: str = ""
    lang: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Line:
    """One line to fill in beside the choices."""

    name: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Note:
    """`is_required` None: it depends on what is chosen."""

    label: str
    hint: str = ""
    is_required: bool | None = True
    longest: int = 300


@dataclass
class Decision:
    """A page with what is asked, in the order in which it is read. `quoted` is what somebody said before."""

    question: Question
    heading: str
    lead: Sequence[str]
    button: str
    note: Note | None = None
    legend: str = ""
    choices: Sequence[Choice] = ()
    chosen: str = ""
    # Where else to go, one of which may be chosen beside that.
    doors: Sequence[Choice] = ()
    door: str = ""
    line: Line | None = None
    quoted: str = ""
    # A second button that decides the other way: its value and its label.
    other: tuple[str, str] | None = None
    typed: dict[str, str] = field(default_factory=dict)
    fault: str = ""
    # What of the note, which everyone reads, is personal.
    guarded: Guarded | None = None
    # For what is done and undone on one page: which of the two it offers.
    turn: str = ""
    # For what is said once, however often the button is pressed.
    form_key: str = ""
    # Where one goes who leaves it as it was, when that is not the top of the question.
    back: str = ""


def answered(
    asked: HttpRequest,
    page: Decision,
    act: Callable[[str], object],
    said: Callable[[], str],
    then: Callable[[], str] | None = None,
) -> HttpResponse:
    """The page, or what came of it: `act` is called with the note, `said` tells that it is done.

    What will not do or is not allowed comes back on the page with everything that was typed. `then` says where to
    read on, when that is not the question.
    """
    if asked.method != "POST":
        page.typed = drafts.read(asked)
        return _shown(asked, page)
    if not _is_done(asked, page, act):
        page.typed = {name: asked.POST[name] for name in asked.POST}
        return _shown(asked, page)
    messages.success(asked, said())
    return redirect(then() if then else page.question.path())


def _is_done(asked: HttpRequest, page: Decision, act: Callable[[str], object]) -> bool:
    """Whether it was done; if not, the page says what stands in the way."""
    page.guarded = guarding.check({"note": asked.POST.get("note", "")}, asked.POST)
    if page.guarded.stops:
        return False
    try:
        throttle.spend(throttle.EDIT, throttle.who(asked))
        act(page.guarded.texts["note"])
    except (NotAllowed, ValidationError, throttle.TooOften) as fault:
        page.fault = loading.said(fault)
        return False
    return True


def _shown(asked: HttpRequest, page: Decision) -> HttpResponse:
    page.chosen = page.typed.get("choice", page.chosen)
    page.door = page.typed.get("door", page.door)
    if page.form_key:
        page.form_key = page.typed.get("form_key") or page.form_key
    context = {
        "section": "questions",
        "page": page,
        "note_typed": page.typed.get("note", ""),
        "line_typed": page.typed.get(page.line.name, "") if page.line else "",
    }
    refused = page.fault or (page.guarded and page.guarded.stops)
    return render(asked, "forum/state.html", context, status=400 if refused else 200)


def named_question(asked: HttpRequest, refusal: str = "") -> Question:
    """The question a form names: what was typed says more than what was ticked. Raises ValidationError (`refusal`)."""
    typed = asked.POST.get("original", "").strip() or asked.POST.get("choice", "")
    original = question_at(typed, asked.user)
    if original is None:
        raise ValidationError(
            refusal
            or _(
                "Choose the question that was asked before, or paste its address: no question was found there."
            )
        )
    return original


def question_at(typed: str, member: Member) -> Question | None:
    """The question whose number or address was typed, when there is one that the member may see."""
    found = _NUMBER.search(typed.strip())
    return Question.objects.visible_to(member).filter(pk=int(found[1])).first() if found else None


def choices_of(offered: Iterable[Row]) -> list[Choice]:
    """Questions to choose from, each with what came of it."""
    return [
        Choice(str(row.id), row.title, row.solved or row.answers, row.path, row.lang, row.symbol)
        for row in offered
    ]
